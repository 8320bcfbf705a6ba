"""One word for one thing: no two classes of one name, no two modules whose names say the same of different things."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

ROOMS = (
    *("accounts", "albums", "api", "bench", "common", "config", "curation", "demo", "keeping", "pages", "readers"),
    "reviews",
)

FIXED_CLASSES = {"Command", "DatabaseWrapper"}
"""Names that Django looks for. What is nested in a class is named by it, and what begins with "_" stays in its file."""

FIXED_MODULES = {
    "__main__",
    "admin",
    "apps",
    "base",
    "commands",
    "context",
    "formats",
    "forms",
    "management",
    "models",
    "settings",
    "templatetags",
    "urls",
    "views",
}
"""What Python, Django, or every Django project calls a layer of an app."""

SAME_THING = {
    "album": "an album, as a row, in the admin, on its page, and in the model of the consensus",
    "albums": "albums, as a room, and as what the desk lets a critic choose from",
    "artist": "an artist, as a row and in the admin",
    "artists": "artists: the invented ones of the benches, and their addresses in the API",
    "catalogue": "the whole catalogue: as the model counts it, and as the benches invent it",
    "charts": "charts: their pages, and their addresses in the API",
    "claims": "claims of bylines: their life, and their admin",
    "components": "components in Jinja, and the tags with which Django templates reach them",
    "consensus": "the consensus: the model, its rows, and their admin",
    "correction_requests": "requests for correction: their life, and their admin",
    "database": "the database: which one it is, and the cache that is kept in it",
    "elsewhere": "an album in other people's pages: what it says, and the views",
    "evaluation": "how well something does on what it has not seen",
    "feeds": "feeds: of other sites, which are followed, and our own",
    "fetching": "fetching from the open web: one address safely, and whole pages where a site's policy allows it",
    "filters": "what a list is narrowed by",
    "fit": "the fit of the model, and the bench that times it",
    "functions": "functions of the database, of the catalogue and of reviews",
    "import_scores": "the command, and the bench that times it",
    "jobs": "jobs on a timer: the room of them, and their admin",
    "links": "whether links are still there: the checking, and its admin",
    "method": "how the consensus is made: the page, and the address in the API",
    "mentions": "mentions by pages elsewhere: how they are taken, and their admin",
    "musicbrainz": "records from MusicBrainz: how they come in, and the curators’ pages for it",
    "news": "what is new for a reader: its rows, and its pages",
    "notes": "notes on a review: their life, and their admin",
    "problems": "what is wrong: with rows of a table, and as programs are told",
    "reading": "the reading of documents, and its one entrance",
    "redirect": "a redirect, as a row and in the admin",
    "report": "figures of a run, set out for people",
    "review": "a review, as a row and in the admin",
    "reviews": "reviews, as a room and as a table that is imported",
    "scores": "scores, as templates print them and as a table that is imported",
    "search": "search: of the catalogue, of everything, its rows, and its page",
    "sources": "where a review first appeared: the rule, and the admin of those that are blocked",
    "tables": "tables: of files that people bring, and of the database in an export",
    "tags": "genres and labels: their rows, their admin, their pages",
    "thresholds": "what a critic's grades mean: the rows, and the question at the desk",
    "triggers": "triggers: how they are made, and those of the catalogue and of reviews",
    "turns": "whose turn it is to ask a host: the rule, and the hosts of pages",
    "verdict_coding": "coding verdicts: its life, its rows, its admin, its tags",
    "year_end": "critics' year-end lists: put together, and as curators bring them in",
    "year_end_lists": "year-end lists: their reading, and their admin",
    "voices": "critics and publications: their pages, their admin, and the invented ones of the benches",
    "writing": "writing of reviews: at the desk, and by programs",
}
"""Modules of one name in several rooms, where the name means the same thing in each."""


def modules() -> Iterator[Path]:
    for room in ROOMS:
        for path in sorted((settings.BASE_DIR / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def name_of(path: Path) -> str:
    return path.parent.name if path.name == "__init__.py" else path.stem


def several(places: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: found for name, found in places.items() if len(found) > 1}


def test_no_two_classes_have_one_name():
    places = defaultdict(list)
    for path in modules():
        for node in ast.parse(path.read_text()).body:
            if isinstance(node, ast.ClassDef) and node.name not in FIXED_CLASSES and not node.name.startswith("_"):
                places[node.name].append(str(path.relative_to(settings.BASE_DIR)))
    assert several(places) == {}


def test_no_two_modules_have_one_name_for_different_things():
    places = defaultdict(list)
    for path in modules():
        places[name_of(path)].append(str(path.relative_to(settings.BASE_DIR)))
    assert {
        name: found for name, found in several(places).items() if name not in FIXED_MODULES | SAME_THING.keys()
    } == {}


def test_no_exception_outlives_its_reason():
    names = [name_of(path) for path in modules()]
    assert {name for name in FIXED_MODULES | SAME_THING.keys() if names.count(name) < 2} == set()
