"""What was read in a document that came in: kept beside its bytes, and read again when the reader has learnt."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from albums.models import Album
from common.apart import SOMEBODY_WAITS, Patience, apart_if_large
from common.text import Unreadable
from common.web_addresses import host_of
from reviews.grading.grades import Grade
from reviews.incoming.recognition import NotRecognised, album_of
from reviews.models import IncomingDocument, SourcePolicy
from reviews.reading.document import ParsedReview
from reviews.reading.reading import Document, HouseRule, NotAReview, Reading, read

State = IncomingDocument.State


def read_into(document: IncomingDocument, at: datetime, patience: Patience = SOMEBODY_WAITS) -> None:
    """Read the document's bytes and put into it what they say, and where that leaves it. Stores nothing.

    What is no review is passed over with the reason; a person may still take it. A document whose review is here waits
    again only when it says something else than before.
    """
    try:
        reading = as_json(reading_of(document, patience))
    except Unreadable as problem:
        document.state, document.reason = State.FAILED, str(problem)[:500]
        return
    except NotAReview as problem:
        document.state, document.reason = State.PASSED_OVER, str(problem)[:500]
        return
    same = reading == document.reading
    document.reading, document.read_at = reading, at
    document.title = value_of(reading, "headline") or document.title
    document.address = _canonical(document, reading)
    document.reason = ""
    if document.pk and document.reviews.exists():
        document.state = State.TAKEN if same else State.READ
        document.note = document.note if same else "It has changed since it was taken."
        return
    is_review = reading["kind"] in ("review", "roundup")
    document.state = State.READ if is_review else State.PASSED_OVER
    document.reason = "" if is_review else f"It is {reading['is']}."


def reading_of(document: IncomingDocument, patience: Patience = SOMEBODY_WAITS) -> Reading:
    """What the reader of today makes of the document's bytes. Raises Unreadable and NotAReview.

    A large document is read in another process; `patience` is how long that may take.
    """
    taken_from = Document(
        data=document.data,
        address=document.address,
        content_type=document.headers.get("content-type", ""),
        file_name=document.file_name,
        headers=document.headers,
    )
    rule = rule_of(document.policy)
    return apart_if_large(len(taken_from.data), read, taken_from, rule, patience=patience)


def rule_of(policy: SourcePolicy | None) -> HouseRule:
    """What is known of a source before its pages are read."""
    house = policy.publication if policy else None
    if house is None:
        return HouseRule()
    scale = house.scale
    whole = scale.maximum if scale and scale.maximum and scale.maximum == int(scale.maximum) else None
    return HouseRule(publication=house.name, maximum=int(whole) if whole else None)


def as_json(reading: Reading) -> dict[str, Any]:
    """A reading as it is kept: values as they are printed, and for each where it was read and whether that is sure."""
    return {
        "kind": str(reading.kind),
        "is": f"{reading.kind.words}{reading.reason}",
        "fields": {
            name: {"value": _plain(finding.value), "where": str(finding.where), "sure": finding.sure}
            for name, finding in reading.fields.items()
        },
        "body": reading.body,
        "headings": list(reading.headings),
        "parts": [as_json(part) for part in reading.parts],
        "warnings": list(reading.warnings),
        "quoting": {
            "may_archive": reading.quoting.may_archive,
            "longest_snippet": reading.quoting.longest_snippet,
            "reserved": reading.quoting.reserved,
            "unquotable": list(reading.quoting.unquotable),
        },
    }


def value_of(reading: Mapping[str, Any], name: str) -> str:
    """One value of a kept reading as it is printed; empty when it was not read."""
    return str(reading["fields"].get(name, {}).get("value") or "")


def album_named(reading: Mapping[str, Any]) -> Album | None:
    """The album of the catalogue that a kept reading names beyond doubt."""
    title, artist = value_of(reading, "album"), value_of(reading, "artist")
    headline = value_of(reading, "headline")
    named = f"{artist} – {title}" if title and artist else headline
    for words in dict.fromkeys((named, headline)):
        try:
            return album_of(ParsedReview(body=reading["body"], headline=words or None))
        except NotRecognised:
            continue
    return None


def differences(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> list[str]:
    """What another reading says otherwise, in lines for people."""
    if before is None:
        return [f"{name}: {value_of(after, name)}" for name in after["fields"]]
    names = sorted({*before["fields"], *after["fields"]})
    pairs = [(name, value_of(before, name), value_of(after, name)) for name in names]
    lines = [f"{name}: {was or 'none'} -> {now or 'none'}" for name, was, now in pairs if was != now]
    if before["kind"] != after["kind"]:
        lines.insert(0, f"kind: {before['kind']} -> {after['kind']}")
    if before["body"] != after["body"]:
        lines.append(f"text: {len(before['body'].split())} words -> {len(after['body'].split())}")
    if len(before["parts"]) != len(after["parts"]):
        lines.append(f"parts: {len(before['parts'])} -> {len(after['parts'])}")
    return lines


def _plain(value: Any) -> str:
    if isinstance(value, Grade):
        return value.printed
    return value.isoformat() if isinstance(value, date) else str(value)


def _canonical(document: IncomingDocument, reading: Mapping[str, Any]) -> str:
    """The page's own address for itself, where it is one of the same site."""
    said = value_of(reading, "source_url")
    if not document.address or not said.startswith(("http://", "https://")) or len(said) > 1000:
        return document.address
    return said if host_of(said) == host_of(document.address) else document.address
