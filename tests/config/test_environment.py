"""What the environment and `.env` say to the site, and what the README and `.env.example` say of that."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config.declared_settings import DECLARED, TABLE, example, table
from config.environment import env, read_env_file

MAKE_ANEW = "run `python -m config.declared_settings`"
FOR_TESTS = {"TEST_LOOPBACK_HOSTS", "ENV_FILE", "PATH", "DJANGO_SETTINGS_MODULE", "PGOPTIONS"}
READS = re.compile(r"""\b(?:env(?:\.\w+)?\(|_number\(|os\.environ\.get\(|os\.environ\[)["']([A-Z_]+)["']""")


@pytest.fixture
def env_file(monkeypatch, tmp_path):
    """Writes a `.env` and reads it, as if nothing were set but `environment`; all is forgotten afterwards."""

    def read(content: str | bytes, **environment: str) -> None:
        for setting in DECLARED:
            monkeypatch.delenv(setting.name, raising=False)
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        path = tmp_path / ".env"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        monkeypatch.setenv("ENV_FILE", str(path))
        read_env_file()

    before = dict(os.environ)
    yield read
    for name in os.environ.keys() - before.keys():
        del os.environ[name]
    os.environ.update(before)


def test_the_example_has_every_setting_with_its_default():
    assert (settings.BASE_DIR / ".env.example").read_text() == example(), MAKE_ANEW


def test_the_readme_has_every_setting_with_its_default():
    found = TABLE.search((settings.BASE_DIR / "README.md").read_text())
    assert found
    assert found[0] == table(), MAKE_ANEW


def test_every_setting_that_is_read_is_declared_and_the_other_way_round():
    read = {name for path in (settings.BASE_DIR / "config").rglob("*.py") for name in READS.findall(path.read_text())}
    test_settings = READS.findall((settings.BASE_DIR / "config" / "test_settings.py").read_text())
    assert set(test_settings) <= read
    assert read - FOR_TESTS == {setting.name for setting in DECLARED}


def test_the_example_as_it_is_changes_nothing(env_file):
    env_file(example())
    assert not {setting.name for setting in DECLARED} & os.environ.keys()


def test_the_example_with_every_line_in_force_is_read_and_changes_no_plain_default(env_file):
    env_file(re.sub(r"^#(?=[A-Z_]+=)", "", example(), flags=re.MULTILINE))
    assert env("SITE_NAME") == "Chorus"
    assert env.float("FETCH_PAUSE") == 2
    assert env.bool("FETCH_IN_BACKGROUND")
    assert env.list("CSRF_TRUSTED_ORIGINS") == []
    assert env.json("ACCOUNT_RATE_LIMITS") == {}


def test_what_the_file_says_is_taken_unless_the_environment_says_otherwise(env_file):
    env_file('SITE_NAME="Antiphon & Co"\nexport LOG_LEVEL=INFO\nPORT=8100\n', PORT="8200")
    assert (env("SITE_NAME"), env("LOG_LEVEL"), env("PORT")) == ("Antiphon & Co", "INFO", "8200")


def test_what_is_empty_counts_as_not_set(env_file):
    env_file("SITE_NAME=\nTHREADS=\n")
    assert (env("SITE_NAME"), env.int("THREADS")) == ("Chorus", 4)


def test_a_dollar_sign_stands_for_itself(env_file):
    env_file("SECRET_KEY=$k3y#with=signs\n")
    assert env("SECRET_KEY") == "$k3y#with=signs"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("SITE_NAME Antiphon", "“SITE_NAME Antiphon” is not NAME=value"),
        ("SITE_NAME = Antiphon", "is not NAME=value"),
        ("SITE_NAME='Antiphon", "a quotation mark of SITE_NAME is not closed"),
        ('SITE_NAME="', "a quotation mark of SITE_NAME is not closed"),
        (b"SITE_NAME=caf\xe9", "not UTF-8"),
    ],
)
def test_a_broken_line_is_named_by_file_and_number(env_file, line, said):
    content = b"# mine\n\n" + (line if isinstance(line, bytes) else line.encode()) + b"\nPORT=8100\n"
    with pytest.raises(ImproperlyConfigured, match=rf"/\.env, line 3: .*{re.escape(said)}"):
        env_file(content)


@pytest.mark.parametrize(("name", "value"), [("FETCH_PAUSE", "a while"), ("DEBUG", "maybe")])
def test_a_value_that_cannot_be_read_is_named_with_where_it_stands(env_file, name, value):
    env_file(f"SITE_NAME=Antiphon\n{name}={value}\n")
    with pytest.raises(ImproperlyConfigured, match=rf"{name} is “{value}” \(.*/\.env, line 2\)"):
        (env.float if name == "FETCH_PAUSE" else env.bool)(name)


@pytest.mark.parametrize("command", [["manage.py", "check"], ["-m", "config.serve"]])
def test_whoever_starts_the_site_reads_one_line_about_a_broken_one(command, tmp_path):
    (tmp_path / ".env").write_text("SITE_NAME Antiphon\n")
    ended = subprocess.run(
        [sys.executable, *command],
        env=os.environ | {"ENV_FILE": str(tmp_path / ".env")},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr == f"{tmp_path}/.env, line 1: “SITE_NAME Antiphon” is not NAME=value.\n"
