"""Notes about the author at the foot of a page: "Ines Harrow is a writer who …", "I'm a baker by day …"."""

from __future__ import annotations

import re
from typing import NamedTuple

from reviews.reading.credit_words import is_nobody
from reviews.reading.furniture import opens_author_note
from reviews.reading.lines import Page, Role, ends_sentence
from reviews.reading.names_in_text import is_name
from reviews.reading.words import is_spoken_of

LONGEST_NOTE = 160
MOST_NOTE_PARAGRAPHS = 4

_ROLE = (
    r"(?:writer|journalist|critic|editor|reviewer|contributor|columnist|blogger|freelancer|freelance|journo|author"
    r"|essayist"
    r"|broadcaster|podcaster|musicologist|correspondent|music\s+(?:nerd|lover|fan|obsessive|teacher)|autor|autorin"
    r"|journalistin|critique|crítico|critico|giornalista|periodista|schreibt|skribent|kritiker)"
)
_ABOUT_SOMEBODY = re.compile(
    rf"\b(?:is|was|has\s+been|works\s+as|est|ist|è|es|är|er)\b[^.]{{0,80}}?\b{_ROLE}\b"
    r"|\b(?:writes|covers|reviews|edits|blogs)\s+(?:about|for|from|on|mostly|mainly|regularly|music)\b"
    r"|\b(?:lives|is\s+based|based|born|works)\s+(?:in|near|between)\b|\bspends\s+(?:his|her|their)\b"
    r"|\b(?:has\s+(?:written|contributed)|contributes|(?:his|her|their)\s+(?:work|writing|words)\s+(?:has|have))\b"
    r"|\bwhen\s+(?:not|he|she|they)\b[^.]*\b(?:writing|reviewing|listening|he|she|they)\b"
    r"|\b(?:follow|find|reach|contact)\s+(?:him|her|them)\b",
    re.IGNORECASE,
)
_I_AM = r"\bI(?:['’]m|\s+am|\s+was|['’]ve\s+been|\s+have\s+been|\s+used\s+to\s+be)\b[^.]{0,80}?"
_ABOUT_ONESELF = re.compile(
    rf"{_I_AM}\b{_ROLE}\b|\bI\s+(?:write|blog|review|edit)\s+(?:about|for|from|in|at|this|the|mostly|mainly|on|here)\b",
    re.IGNORECASE,
)
_PERHAPS_ABOUT_ONESELF = re.compile(
    rf"{_I_AM}\b(?:based|fan|dad|mum|mom)\b|\bI\s+(?:live|work|run|cover)\s+(?:in|at|for|from|near)\b"
    r"|\bWhen\s+I['’]?\s*a?m\s+not\b|\bMy\s+(?:main|first|favou?rite)\b[^.]{0,40}\b(?:love|music|genre|band)\b"
    r"|\b(?:follow|find|reach|contact)\s+me\b",
    re.IGNORECASE,
)
_SELF_NAMED = re.compile(
    r"(?P<name>[^\W\d_][\w'’.\-]*(?:\s+(?:[^\W\d_][\w'’.\-]*)){0,3}?),?\s+"
    rf"(?:(?:is|was|has\s+been)\b[^.]{{0,80}}?\b{_ROLE}\b|(?:writes|covers|reviews|edits|blogs)\s+(?:about|for|on"
    rf"|music)\b)"
)


class AuthorNote(NamedTuple):
    """A note about the author: the name that it gives (empty when it gives none), and its text."""

    name: str
    text: str


def take_author_note(page: Page, signed: list[str]) -> AuthorNote | None:
    """The note about the author below the text of `page`, its lines marked as read. `signed`: the names seen so far."""
    _put_notes_above_aside(page, signed)
    for at, line in list(page.unread_near_ends()):
        if page.paragraphs_after(at) > MOST_NOTE_PARAGRAPHS or not page.paragraphs_before(at):
            continue
        name = _author_at(page, at, signed)
        if name is None:
            continue
        note = [below for below in page.lines[at:] if below.unread and below.bare != name]
        if sum(below.words for below in note) > LONGEST_NOTE:
            continue
        for below in (line, *note):
            below.role = Role.AUTHOR
        page.count_paragraphs()
        sentences = [below.text for below in note if below.is_paragraph or ends_sentence(below.text)]
        return AuthorNote(name, "\n\n".join(sentences))
    return None


def _put_notes_above_aside(page: Page, signed: list[str]) -> None:
    """Put aside what a page says over the text about an author whom its byline names."""
    for at, line in list(page.unread_near_ends()):
        if page.paragraphs_before(at) > 1:
            break
        opens_with_name = any(line.text.casefold().startswith(f"{name} is ".casefold()) for name in signed)
        if opens_with_name and page.paragraphs_after(at) and _ABOUT_SOMEBODY.search(line.text):
            line.role = Role.AUTHOR
    page.count_paragraphs()


def _author_at(page: Page, at: int, signed: list[str]) -> str | None:
    """The name of the author whose note begins at line `at`; empty for a nameless note, None where none begins."""
    line, above = page.lines[at], page.lines[at - 1]
    below = next((line for line in page.lines[at + 1 :] if line.unread), None)
    set_apart = not above.unread
    if opens_author_note(above.bare):
        return line.bare if is_name(line.bare) else named_author(line.text)
    if not line.is_paragraph and not ends_sentence(line.text):
        named = is_name(line.bare) or (len(line.bare.split()) == 1 and line.bare.islower())
        return line.bare if named and below and is_about_author(below.text, line.bare, strictly=not set_apart) else None
    for name in signed:
        opens_with_name = line.text.casefold().startswith(name.casefold())
        if (opens_with_name or set_apart) and is_about_author(line.text, name, strictly=True):
            return ""
    name = named_author(line.text)
    text = "\n".join(line.text for line in page.lines[:at] if line.role in {Role.UNREAD, Role.HEADLINE})
    return name if name and not is_spoken_of(name, text) else None


def is_about_author(paragraph: str, name: str = "", strictly: bool = False) -> bool:
    """Whether `paragraph` reads as a note about its author: in the first person, or about `name` in the third.

    `strictly`: where nothing else sets it apart from the text, the first person must speak of writing.
    """
    if _ABOUT_ONESELF.search(paragraph) or (not strictly and _PERHAPS_ABOUT_ONESELF.search(paragraph)):
        return True
    first = name.split(maxsplit=1)[0] if name else ""
    about = first and re.match(rf"{re.escape(first)}\b", paragraph, re.IGNORECASE)
    return bool(about and _ABOUT_SOMEBODY.search(paragraph))


def named_author(paragraph: str) -> str:
    """The name that opens a note about its author ("Ines Harrow is a writer who …"), else nothing."""
    match = _SELF_NAMED.match(paragraph)
    name = match["name"].strip(" ,") if match else ""
    return name if is_name(name) and not is_nobody(name) else ""
