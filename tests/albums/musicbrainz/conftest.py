"""A MusicBrainz to ask, and the command that asks it."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.musicbrainz import Brainz, brainz_on


@pytest.fixture
def brainz(settings) -> Iterator[Brainz]:
    with brainz_on(settings) as found:
        yield found


@pytest.fixture
def bring_in(db, brainz):
    """Run the command; return what it printed and what it complained about."""

    def run(*asked, **options):
        out, err = StringIO(), StringIO()
        try:
            call_command("import_musicbrainz", *asked, stdout=out, stderr=err, **options)
        except CommandError as error:
            err.write(str(error))
        return out.getvalue(), err.getvalue()

    return run
