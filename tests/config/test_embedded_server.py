"""The embedded PostgreSQL, started for real: shared, stopped by its last user, back after a crash."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from config.embedded import server as embedded
from config.embedded.server import Address, EmbeddedServer, EmbeddedServerError

# A process that uses the server, says which one answered, and waits for a line before it ends.
OTHER_PROCESS = """
import sys
from config.embedded.server import EmbeddedServer
server = EmbeddedServer(__import__("pathlib").Path(sys.argv[1]), durable=False)
server.use()
print(server.process().pid, flush=True)
sys.stdin.readline()
"""


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder of the test's own. (Not below pytest's, which it closes to the account PostgreSQL runs as.)"""
    made = Path(tempfile.mkdtemp(prefix="embedded-"))
    yield made
    running = EmbeddedServer(made).process()
    if running:
        running.kill()
    shutil.rmtree(made)


@pytest.fixture
def server(folder: Path) -> Iterator[EmbeddedServer]:
    server = EmbeddedServer(folder, durable=False)
    yield server
    server.leave()


def start_other_process(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", OTHER_PROCESS, str(folder)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def ask(address: Address, question: str) -> tuple:
    with closing(
        psycopg2.connect(host=address.socket_folder, port=address.port, user=address.user, dbname="chorus")
    ) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(question)
            return cursor.fetchone() if cursor.description else ()


def test_two_processes_on_a_cold_folder_share_one_server_and_the_last_to_leave_stops_it(folder):
    first, second = start_other_process(folder), start_other_process(folder)
    answered = {first.stdout.readline(), second.stdout.readline()}
    assert len(answered) == 1
    running = EmbeddedServer(folder).process()
    assert {f"{running.pid}\n"} == answered

    first.communicate("leave\n")
    assert EmbeddedServer(folder).process() is not None

    second.communicate("leave\n")
    assert EmbeddedServer(folder).process() is None


def test_a_killed_user_does_not_keep_the_server_running(folder, server):
    other = start_other_process(folder)
    other.stdout.readline()
    server.use()
    other.kill()
    other.communicate()
    server.leave()
    assert server.process() is None


def test_after_a_crash_the_next_use_finds_everything_committed(folder):
    server = EmbeddedServer(folder, durable=True)
    ask(server.use(), "CREATE TABLE kept AS SELECT 'all of it' AS what")
    crashed = server.process()
    crashed.send_signal(signal.SIGKILL)
    crashed.wait()
    try:
        assert ask(server.use(), "SELECT what FROM kept") == ("all of it",)
    finally:
        server.leave()


def test_a_process_file_whose_number_went_to_another_program_is_stale(folder, server):
    server.use()
    process_file = server.cluster / "postmaster.pid"
    left_behind = process_file.read_text().splitlines()
    server.leave()
    process_file.write_text("\n".join([str(os.getpid()), *left_behind[1:]]) + "\n")
    assert server.process() is None
    assert ask(server.use(), "SELECT 1") == (1,)


def test_an_interrupted_first_run_is_made_good(folder, server):
    half_made = folder / "postgres.unfinished"
    half_made.mkdir()
    (half_made / "PG_VERSION").write_text("18\n")
    assert ask(server.use(), "SELECT current_database()") == ("chorus",)
    assert not half_made.exists()


@pytest.mark.parametrize("name", ["a folder with spaces and 'quotes'", "deep/" + "very-long-name" * 10])
def test_the_data_may_lie_in_any_folder(folder, name):
    server = EmbeddedServer(folder / name, durable=False)
    address = server.use()
    try:
        assert ask(address, "SELECT 1") == (1,)
        assert stat.S_IMODE(Path(address.socket_folder).stat().st_mode) == 0o700
    finally:
        server.leave()


def test_a_socket_folder_of_somebody_else_is_refused(folder, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setattr(embedded, "LONGEST_SOCKET_PATH", 1)
    server = EmbeddedServer(folder, durable=False)
    address = server.use()
    server.leave()
    assert not Path(address.socket_folder).exists()
    Path(address.socket_folder).mkdir()
    Path(address.socket_folder).chmod(0o777)
    with pytest.raises(EmbeddedServerError, match="belongs to somebody else"):
        server.use()


def test_data_of_another_major_version_is_left_alone_with_a_message(folder, server):
    server.cluster.mkdir()
    (server.cluster / "PG_VERSION").write_text("15\n")
    with pytest.raises(EmbeddedServerError, match=r"made by PostgreSQL 15, but PostgreSQL \d+ is installed"):
        server.use()


def test_a_server_that_does_not_start_shows_the_end_of_its_log(server, monkeypatch):
    monkeypatch.setattr(embedded, "RETRY_SECONDS", 0)
    server.use()
    server.leave()
    (server.cluster / "global" / "pg_control").unlink()
    with pytest.raises(EmbeddedServerError, match="could not find the database system"):
        server.use()


def test_a_data_folder_that_cannot_be_written_is_named(tmp_path):
    taken = tmp_path / "taken"
    taken.write_text("a file, not a folder")
    with pytest.raises(EmbeddedServerError, match="taken cannot be used"):
        EmbeddedServer(taken).use()


def test_it_listens_on_no_network_port_and_knows_letters_beyond_ascii(server):
    address = server.use()
    assert ask(address, "SELECT current_setting('listen_addresses')") == ("",)
    assert ask(address, "SELECT upper('é'), lower('ŁÓDŹ'), 'я' ~* 'Я'") == ("É", "łódź", True)
