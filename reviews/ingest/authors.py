"""Notes about the author at the foot of a page: "Ines Harrow is a writer who …", "I'm a baker by day …"."""

from __future__ import annotations

import re

from reviews.ingest.bylines import is_name, is_nobody

_ROLE = (
    r"(?:writer|journalist|critic|editor|reviewer|contributor|columnist|blogger|freelancer|freelance|journo|author|essayist"
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
_ABOUT_ONESELF = re.compile(
    rf"\bI(?:['’]m|\s+am|\s+was|['’]ve\s+been|\s+have\s+been|\s+used\s+to\s+be)\b[^.]{{0,80}}?\b(?:{_ROLE}|based|fan|dad|mum|mom)\b"
    r"|\bI\s+(?:write|blog|review|cover|live|work|run|edit)\s+(?:about|for|from|in|at|this|the|mostly|mainly|on|here)\b"
    r"|\bWhen\s+I['’]?\s*a?m\s+not\b|\bMy\s+(?:main|first|favou?rite)\b[^.]{0,40}\b(?:love|music|genre|band)\b"
    r"|\b(?:follow|find|reach|contact)\s+me\b",
    re.IGNORECASE,
)


def is_about_author(paragraph: str, name: str = "") -> bool:
    """Whether `paragraph` reads as a note about its author: in the first person, or about `name` in the third."""
    if _ABOUT_ONESELF.search(paragraph):
        return True
    first = name.split(maxsplit=1)[0] if name else ""
    about = first and re.match(rf"{re.escape(first)}\b|(?:He|She|They)\b", paragraph)
    return bool(about and _ABOUT_SOMEBODY.search(paragraph))


_SELF_NAMED = re.compile(
    r"(?P<name>[^\W\d_][\w'’.\-]*(?:\s+(?:[^\W\d_][\w'’.\-]*)){0,3}?),?\s+"
    rf"(?:(?:is|was|has\s+been)\b[^.]{{0,80}}?\b{_ROLE}\b|(?:writes|covers|reviews|edits|blogs)\s+(?:about|for|on|music)\b)"
)


def named_author(paragraph: str) -> str:
    """The name that opens a note about its author ("Ines Harrow is a writer who …"), else nothing."""
    match = _SELF_NAMED.match(paragraph)
    name = match["name"].strip(" ,") if match else ""
    return name if is_name(name) and not is_nobody(name) else ""
