"""What stands between `make run` and a served site."""

from __future__ import annotations

import socket
import stat

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from config import serve
from config.serve import CannotServe, check_free
from tests.factories import CriticFactory, ReviewFactory


@pytest.fixture
def busy_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        yield listener.getsockname()[1]


def test_a_port_in_use_is_named_with_a_way_out(busy_port, monkeypatch):
    monkeypatch.setattr(serve, "PATIENCE_SECONDS", 0)
    with pytest.raises(
        CannotServe, match=rf"Port {busy_port} on 127\.0\.0\.1 is in use.*PORT={busy_port + 1} make run"
    ):
        check_free("127.0.0.1", busy_port)


def test_an_address_that_is_not_ours_is_named():
    with pytest.raises(CannotServe, match=r"Cannot listen on 192\.0\.2\.1, port 8000"):
        check_free("192.0.2.1", 8000)


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1", "8000.0"])
def test_a_port_is_a_number(port, monkeypatch, capsys):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(SystemExit, match=f"PORT is “{port}”"):
        serve.main()


@pytest.fixture
def logins(monkeypatch, tmp_path):
    monkeypatch.setenv("CHORUS_DATA", str(tmp_path))
    return tmp_path / "logins.txt"


@pytest.mark.django_db
def test_the_first_run_makes_a_curator_and_a_critic_with_a_byline(logins, client):
    CriticFactory()
    byline = ReviewFactory(published=True).critic
    call_command("make_demo_logins")
    assert stat.S_IMODE(logins.stat().st_mode) == 0o600
    for line in logins.read_text().splitlines():
        name, password = line.split()[0], line.split()[2]
        assert client.login(username=name, password=password)
    byline.refresh_from_db()
    assert byline.user.username == "critic"
    curator = User.objects.get(username="curator")
    assert curator.is_staff
    assert not curator.is_superuser
    assert [group.name for group in curator.groups.all()] == ["Curator"]


@pytest.mark.django_db
def test_a_site_with_users_gets_no_demo_logins(logins):
    User.objects.create_user("somebody")
    call_command("make_demo_logins")
    assert not logins.exists()
    assert User.objects.count() == 1
