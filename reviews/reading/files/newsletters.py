"""Mails (newsletters) and pages that browsers saved as one file: both are MIME, both may hold a page."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import parseaddr

from common.expressions import on_a_line, with_short_gaps
from common.names import fold
from common.text import Unreadable
from reviews.reading.composing import Material, compose
from reviews.reading.credit_words import is_nobody
from reviews.reading.document import refuse_too_much
from reviews.reading.findings import Document, Finding, HouseRule, Reading, Where
from reviews.reading.names_in_text import is_name
from reviews.reading.passages import Passage
from reviews.reading.testimony import Testimony
from reviews.reading.web.blocks import blocks_of
from reviews.reading.web.charset import LARGEST_PAGE, decode_page
from reviews.reading.web.schema import is_house
from reviews.reading.web.tree import parse_page
from reviews.reading.web.webpage import read_page

MOST_PARTS = 200
MOST_BOUNDARIES = 2_000
_HEADER = re.compile(rb"\A(?:From [^\n]+\n)?(?:[\w-]{2,60}:[^\n]*\r?\n(?:[ \t][^\n]*\r?\n)*){3,}", re.IGNORECASE)
_MAIL_HEADERS = (b"subject:", b"mime-version:", b"message-id:", b"date:", b"from:")
_REPLY = re.compile(r"^(?:(?:re|fwd?|wg|aw|tr|rv)\s*:\s*)+", re.IGNORECASE)
_LIST_NAME = on_a_line(r"^\s*\"?(?P<name>[^<\"]{2,80}?)\"?\s*<")
_FURNITURE = re.compile(
    r"vous\s+recevez\s+(?:ce|cette)|sie\s+erhalten\s+diese|recibes?\s+est[ea]|ricevi\s+quest|ne\s+s['’]affiche\s+pas|"
    r"view\s+(?:this\s+)?(?:e?-?mail|it|online|in)\b|unsubscribe|update\s+(?:your\s+)?preferences|you(?:['’]re"
    r"|\s+are)\s+receiving|abbestellen|im\s+browser|se\s+désabonner"
    r"|désinscri|darse\s+de\s+baja|disiscriv|afmelden|cancelar\s+a\s+inscri",
    re.IGNORECASE,
)


def is_mail(data: bytes) -> bool:
    """Whether the bytes begin with the headers of a mail or of a saved page."""
    start = data[:8_000].lstrip()
    match = _HEADER.match(start)
    return match is not None and sum(header in match[0].lower() for header in _MAIL_HEADERS) >= 3


def read_mail(document: Document, rule: HouseRule, today: date) -> Reading:
    """The reading of a mail or a saved page. Raises Unreadable when there is no text in it."""
    if len(document.data) > 4 * LARGEST_PAGE:
        raise Unreadable("The mail is larger than 20 MB. Save its text alone and try again.")
    if document.data.count(b"\n--") > MOST_BOUNDARIES:
        raise Unreadable("The mail has too many parts. Save the review's text alone and try again.")
    message = message_from_bytes(document.data, policy=policy.default)
    related = "multipart/related" in message.get("content-type", "").lower()
    saved = "snapshot-content-location" in message or (related and not message.get("to"))
    page = _first(message, "text/html")
    if saved and page is not None:
        address = str(message.get("snapshot-content-location") or page.get("content-location") or document.address)
        address = address.strip() if address.strip().startswith(("http://", "https://")) else ""
        content_type = str(page.get("content-type", ""))
        return read_page(replace(document, data=_bytes(page), address=address, content_type=content_type), rule, today)
    return compose(_material(message, page, rule), today)


def _material(message: EmailMessage, page: EmailMessage | None, rule: HouseRule) -> Material:
    claims = Testimony()
    where = Where.MAIL_HEADER
    subject = _REPLY.sub("", _header(message, "subject"))
    sender, _ = parseaddr(_header(message, "from"))
    named = _LIST_NAME.match(_header(message, "list-id"))
    if rule.publication:
        claims.add("publication", rule.publication, Where.HOUSE_RULE)
    if named and is_house(named["name"]):
        claims.add("publication", named["name"], where)
    sender, _, house = sender.partition(" from ")
    if house and is_house(house):
        claims.add("publication", house, where, sure=False)
    passages = _passages(message, page)
    lines = [fold(line) for passage in passages[-8:] for line in passage.text.split("\n")]
    signs = fold(sender) in lines
    if is_name(sender) and not is_nobody(sender) and (signs or len(sender.split()) > 1):
        claims.add("critic", sender, where, sure=False)
    elif is_house(sender) and not is_nobody(sender):
        claims.add("publication", sender, where, sure=False)
    try:
        moment = message["date"].datetime if message["date"] else None
    except (AttributeError, ValueError, TypeError):
        moment = None
    claims.add("published", moment.date() if moment else None, where)
    return Material(
        claims=claims,
        headline=Finding(subject, where) if subject else None,
        body=passages,
        rule=rule,
    )


def _passages(message: EmailMessage, page: EmailMessage | None) -> list[Passage]:
    """The passages of the mail: of its page when it has one, which knows its headings, else of its plain text."""
    if page is not None:
        tree = parse_page(_text(page))
        passages = [block for block in blocks_of(tree) if not block.hidden]
    else:
        plain = _first(message, "text/plain")
        if plain is None:
            raise Unreadable("There is no text in the mail. Save the review's text alone and try again.")
        text = "\n".join(_text(plain).splitlines())
        refuse_too_much(text)
        passages = [Passage(part.strip()) for part in re.split(r"\n[ \t]*\n", with_short_gaps(text)) if part.strip()]
    return [passage for passage in passages if not (_FURNITURE.search(passage.text) and len(passage.text) < 400)]


def _first(message: EmailMessage, content_type: str) -> EmailMessage | None:
    """The first part of a type that is no attachment."""
    for number, part in enumerate(message.walk()):
        if number > MOST_PARTS:
            break
        if part.get_content_type() == content_type and part.get_content_disposition() != "attachment":
            return part
    return None


def _bytes(part: EmailMessage) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(part: EmailMessage) -> str:
    return decode_page(_bytes(part), str(part.get("content-type", "")))


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(str(message.get(name, "")).split())[:500]
    except (ValueError, TypeError, IndexError, AttributeError):
        return ""
