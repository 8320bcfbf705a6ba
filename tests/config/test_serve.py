"""What stands between `make run` and a served site."""

from __future__ import annotations

import signal
import socket
import stat
import subprocess
import sys

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from granian import Granian
from granian.constants import Interfaces

from config import serve
from config.serve import LOOP_SECONDS, LOOP_TIMES, CannotServe, Respawns, check_free
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


def granian_takes_for_a_loop(respawns, worker, now):
    """As `granian.server.common` asks when a worker has ended unexpectedly."""
    return now - respawns.get(worker, 0) <= 5.5


def test_a_worker_that_is_killed_again_and_again_does_not_end_the_server():
    respawns = Respawns()
    for moment in (1000.0, 1001.0, 1002.0, 1003.0):
        respawns.clear()
        respawns[0] = moment
        assert not granian_takes_for_a_loop(respawns, 0, moment + 1)
    respawns.clear()
    respawns[1] = 1004.0
    assert not granian_takes_for_a_loop(respawns, 1, 1005.0)


def test_a_worker_that_cannot_start_does():
    respawns = Respawns()
    for moment in range(1000, 1000 + LOOP_TIMES):
        respawns.clear()
        respawns[0] = float(moment)
    assert granian_takes_for_a_loop(respawns, 0, 1000.0 + LOOP_TIMES)
    respawns.clear()
    respawns[0] = 1001.0 + LOOP_SECONDS
    assert not granian_takes_for_a_loop(respawns, 0, 1002.0 + LOOP_SECONDS)


def test_granian_notes_where_it_is_told_to_when_it_starts_a_worker_anew():
    server = Granian("config.wsgi:application", interface=Interfaces.WSGI)
    assert server.respawned_wrks == {}


# A worker that was told to end before it could hear it, as one that is just being started, and whose server is gone.
ORPHAN = """
import os, signal
from config import serve
serve.FOLLOW_SECONDS = 0.05
read_end, write_end = os.pipe()
worker = os.fork()
if worker == 0:
    signal.signal(signal.SIGTERM, lambda number, frame: None)
    serve._in_worker(read_end, write_end)
    while True:
        signal.pause()
os.close(write_end)
print(os.waitstatus_to_exitcode(os.waitpid(worker, 0)[1]))
"""


def test_no_worker_serves_on_without_its_server():
    ended = subprocess.run([sys.executable, "-c", ORPHAN], capture_output=True, text=True, check=True, timeout=60)
    assert ended.stdout == f"-{signal.SIGKILL:d}\n"
