"""A backup and a restore that are killed in the middle, by a signal that nothing can catch."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import psutil
import pytest
from django.conf import settings
from django.db import connection

from reviews.models import Review
from tests.keeping.sites import COVERS, backed_up, contents, restored

# A process that does a command's work up to a point, says so, and waits there to be killed.
STOPPED = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "config.test_settings"
import django
from django.conf import settings
from django.db import connection
settings.DATABASES["default"]["NAME"], settings.MEDIA_ROOT = sys.argv[1], sys.argv[2]
django.setup()
from django.core.management import call_command
from keeping import backing_up, programs

def stop(*arguments):
    if arguments:
        dump, into, block = arguments
        into.write(dump.read(400_000))
        into.flush()
    print("half", flush=True)
    sys.stdin.read()

backing_up.settings_without_secrets = stop
programs.shutil.copyfileobj = stop
call_command(*sys.argv[3:])
"""


def killed_halfway(site: str, *command: object) -> None:
    connection.close()
    arguments = [sys.executable, "-c", STOPPED, site, settings.MEDIA_ROOT, *map(str, command)]
    environment = os.environ | {"PYTHONPATH": str(settings.BASE_DIR)}
    process = subprocess.Popen(
        arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=settings.BASE_DIR, env=environment
    )
    assert process.stdout.readline() == "half\n"
    children = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.communicate()
    _, alive = psutil.wait_procs(children, timeout=30)
    assert alive == []


def test_a_killed_backup_is_none_and_the_next_one_clears_it_away(empty, tmp_path):
    folder = tmp_path / "backups"
    killed_halfway(empty, "backup", folder)
    assert list(folder.glob("*.zip")) == []
    assert len(list(folder.iterdir())) == 1
    made = backed_up(folder)
    assert list(folder.iterdir()) == [made]


@pytest.mark.parametrize("there", ["empty", "replaced"])
def test_a_killed_restore_leaves_the_site_as_it_was_and_can_be_run_again(kept, site, media, there):
    if there == "replaced":
        restored(kept.file)
        Review.objects.order_by("pk").first().delete()
    before = contents()
    killed_halfway(site, "restore", kept.file, "--replace")
    assert contents() == before
    assert all(Path(media / cover).exists() for cover in COVERS)
    restored(kept.file, *["--replace"] * (there == "replaced"))
    assert contents() == kept.contents
