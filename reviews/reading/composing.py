"""From what the places of a document claim, and the passages that it shows, to one reading."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from common.names import fold
from reviews.reading.deciding import Clues, verdict_on
from reviews.reading.directives import UNRESTRICTED, Directives
from reviews.reading.document import NotAReview, ParsedReview, parse
from reviews.reading.edges import below_headline, without_edges
from reviews.reading.evidence.weighing import KindRead
from reviews.reading.findings import NO_RULE, Finding, HouseRule, Reading, Where
from reviews.reading.grade_witness import drawn_grade, grade_alone, labelled_grade
from reviews.reading.kinds import Kind
from reviews.reading.language import language_of
from reviews.reading.naming import RecordNames, name_record
from reviews.reading.passages import Passage, joined, kept_passages, line_of
from reviews.reading.ratings import grade_at_end
from reviews.reading.roundups import RoundupPart, parts_of
from reviews.reading.stacked import stack_above
from reviews.reading.testimony import Testimony
from reviews.reading.text_witness import Witness

LEAST_KEPT = 0.6
MOST_PASSAGES = 1_500
LONGEST_CREDIT_LINE = 120

_BY_ALONE = re.compile(r"(?:(?:written|words|text|review|posted)\s+)?(?:by|von|par|por|di|door|av|af)", re.IGNORECASE)

_CREDIT_LINE = re.compile(
    r"(?P<title>[^()\n·|]{1,80}?)\s*+(?:\([^()\n]{1,60}\))?+\s*+[·|–—:-]?+\s*+"
    r"(?P<grade>[★☆½]{3,10}|\d{1,2}(?:[.,]\d)?/(?:5|6|10))"
)


@dataclass
class Material:
    """What is known of a document once its format has been read.

    `heading` is the headline as the document shows it, if it does. `above` stand over it, `below` between it and the
    text, `tail` under the text, `notes` beside it. `is_text` tells passages among the text that are no text of it.
    `titles` are other wordings of the headline, `hints` what else may name the record: pictures, tags.
    """

    claims: Testimony
    body: list[Passage]
    headline: Finding | None = None
    heading: list[Passage] = field(default_factory=list)
    above: list[Passage] = field(default_factory=list)
    below: list[Passage] = field(default_factory=list)
    tail: list[Passage] = field(default_factory=list)
    notes: list[Passage] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    hints: list[str] = field(default_factory=list)
    is_text: Callable[[Passage], bool] = lambda passage: True
    clues: Clues = field(default_factory=Clues)
    quoting: Directives = UNRESTRICTED
    language: Finding | None = None
    rule: HouseRule = NO_RULE


def compose(material: Material, today: date) -> Reading:
    """The reading. Raises NotAReview when there is no prose."""
    return _Composer(material, today).compose()


class _Composer:
    def __init__(self, material: Material, today: date) -> None:
        self.material, self.claims, self.today = material, material.claims, today

    def compose(self) -> Reading:
        material = self.material
        parts = parts_of(material.body, material.headline.value if material.headline else "")
        parsed = self._parsed(parts)
        self._merge(parsed, _OF_THE_WHOLE if parts else tuple(_PLACES))
        passages = self._body(parsed, whole=bool(parts))
        headline = material.headline or self.claims.first("headline")
        if not parts:
            passages = below_headline(passages, headline.value if headline else "")
            self._claim_subject(headline.value if headline else "", joined(passages), passages, parsed)
            names = [name for field_name in ("album", "artist") for name in self.claims.values(field_name)]
            passages = without_edges(passages, names)
        body = joined(passages)
        verdict = self._verdict(headline, body, parts)
        kind = verdict.kind
        fields = self._fields(headline, body)
        if not kind.bears_grade:
            fields.pop("grade", None)
        if kind is Kind.ROUNDUP:
            fields = {name: finding for name, finding in fields.items() if name not in ("album", "artist")}
        reading = Reading(
            kind=kind,
            because=verdict.because,
            fields=fields,
            body=body,
            headings=tuple(passage.text for passage in passages if passage.level),
            warnings=tuple(self.claims.warnings),
            quoting=replace(material.quoting, unquotable=tuple(text for one in passages for text in one.kept_out)),
            critic_bio=parsed.critic_bio,
            film=parsed.film,
            album_facts=parsed.album_facts,
            standfirst=parsed.standfirst,
            head=parsed.head,
            track_list=parsed.track_list,
        )
        return replace(reading, parts=tuple(self._part(part, reading) for part in parts)) if parts else reading

    def _parsed(self, parts: list[RoundupPart]) -> ParsedReview:
        """What the reader of texts makes of headline, credits, text and what stands below it.

        Of a roundup it reads the texts without their headings, as one.
        """
        material = self.material
        lines = [line_of(passage) for passage in material.above]
        if material.headline:
            lines.append(f"# {material.headline.value}")
        lines += [line_of(passage) for passage in (*material.below, *self._one_text(parts), *material.tail)]
        lines = _with_their_names(lines)
        return parse("\n\n".join(lines), scale=material.rule.scale, today=self.today)

    def _one_text(self, parts: list[RoundupPart]) -> list[Passage]:
        body = self.material.body
        if not parts:
            return body[:MOST_PASSAGES]
        texts = [one for part in parts for one in part.passages]
        before = next((at for at, one in enumerate(body) if one is parts[0].opened_by), 0)
        return [*body[:before], *(one for one in texts if grade_alone(one.text) is None)]

    def _merge(self, parsed: ParsedReview, names: tuple[str, ...]) -> None:
        """Claim what the text says, after what stands in the markup."""
        claims = self.claims
        if "grade" in names:
            self._claim_grade_lines()
        for warning in parsed.warnings:
            claims.warn(warning)
        for name in names:
            if name in _PLACES:
                claims.add(name, getattr(parsed, name), _PLACES[name])
        if "grade" in names and parsed.album_facts and parsed.album_facts.title:
            claims.add("album", parsed.album_facts.title, Where.FACTS)
            claims.add("artist", parsed.album_facts.artist, Where.FACTS)

    def _claim_grade_lines(self) -> None:
        """Claim the grades of lines that end with one after the album's name, or begin with a label for one."""
        material = self.material
        titles = {fold(name) for field_name in ("album", "album named") for name in self.claims.values(field_name)}
        titles |= {fold(words) for one in self.material.heading for words in one.emphasised}
        for passage in (
            *material.above,
            *material.below,
            *material.body[:3],
            *material.body[-3:],
            *material.tail,
            *material.notes,
        ):
            match = _CREDIT_LINE.fullmatch(passage.text) if len(passage.text) <= LONGEST_CREDIT_LINE else None
            if match and fold(match["title"]) in titles:
                self.claims.add("grade", drawn_grade(match["grade"]), Where.GRADE_LINE)
            self.claims.add("grade", labelled_grade(passage.text), Where.GRADE_LINE)

    def _body(self, parsed: ParsedReview, whole: bool) -> list[Passage]:
        """The passages of the text that the reader of texts has kept too; all of them when it kept too little."""
        passages = [passage for passage in self.material.body if self.material.is_text(passage)]
        if whole:
            return passages
        chosen = kept_passages(passages, parsed.body)
        return chosen if _words(chosen) >= LEAST_KEPT * _words(passages) else passages

    def _claim_subject(self, headline: str, body: str, passages: list[Passage], parsed: ParsedReview) -> None:
        material = self.material
        emphasised = tuple(words for one in (*passages, *material.heading) for words in one.emphasised)
        last = [one for one in material.body[-2:] if one not in passages]
        around = (*material.above, *material.below, *last, *material.tail)
        witness = Witness.of(body, emphasised)
        name_record(
            self.claims,
            RecordNames(
                headline=headline,
                titles=material.titles,
                lines=[
                    *(one.text for one in around),
                    *parsed.head,
                    *([parsed.standfirst] if parsed.standfirst else []),
                ],
                hints=self._hints(),
                witness=witness,
            ),
        )
        if not self.claims.first("album"):
            shown = (*material.above, *material.heading, *material.below, *material.body[:2])
            if stack := stack_above("\n".join(one.text for one in shown), witness):
                self.claims.add("album", stack.subject.album, Where.HEADING, stack.subject.sure)
                self.claims.found["artist"] = [Finding(stack.subject.artist, Where.HEADING, stack.subject.sure)]

    def _hints(self) -> list[str]:
        """What may bear a title out: the last part of the address, and what the page calls its pictures and itself."""
        source = self.claims.first("source_url")
        address = source.value if source else self.material.clues.address
        name = address.rstrip("/").rpartition("/")[2].partition("?")[0].removesuffix(".html").removesuffix(".htm")
        return [name, *self.material.titles, *self.material.hints]

    def _verdict(self, headline: Finding | None, body: str, parts: list[RoundupPart]) -> KindRead:
        source = self.claims.first("source_url")
        material = self.material
        shown = [one.text for one in (*material.above, *material.below, *material.tail)]
        clues = replace(
            self.material.clues,
            address=self.material.clues.address or (source.value if source else ""),
            headline=headline.value if headline else "",
            graded=bool(self.claims.all("grade")),
            named=self._named(),
            parts=len(parts),
            paragraphs=[*shown, *body.split("\n\n")],
            body=body,
        )
        return verdict_on(clues)

    def _named(self) -> list[str]:
        found = [self.claims.first(name) for name in ("album", "artist")]
        return [one.value for one in found if one] if found[0] else []

    def _fields(self, headline: Finding | None, body: str) -> dict[str, Finding]:
        claims = self.claims
        published, updated = claims.settle_days(self.today)
        visible = next((finding for finding in claims.all("published") if finding.where is Where.BYLINE), None)
        if published and visible and abs(visible.value - published.value) == timedelta(days=1):
            published = visible  # the same moment, in the zone that the page shows
        language = language_of(body)
        found = {
            "headline": headline,
            "critic": self._critic(),
            "publication": claims.first("publication"),
            "published": published,
            "updated": updated,
            "grade": claims.settle_grade(),
            "album": claims.first("album"),
            "artist": claims.first("artist") if claims.first("album") else None,
            "language": Finding(language, Where.BODY) if language else self.material.language,
            "source_url": claims.first("source_url"),
        }
        return {name: finding for name, finding in found.items() if finding is not None}

    def _critic(self) -> Finding | None:
        """The most trusted byline that is neither the house nor the artist."""
        others = {fold(name) for field_name in ("publication", "artist") for name in self.claims.values(field_name)}
        return next((one for one in self.claims.all("critic") if fold(one.value) not in others), None)

    def _part(self, part: RoundupPart, whole: Reading) -> Reading:
        """One review of a roundup: its own text, grade and album; byline, day and source are those of the whole."""
        claims = Testimony()
        try:
            lines = [f"# {part.heading}", *(line_of(passage) for passage in part.passages)]
            parsed = parse("\n\n".join(lines), scale=self.material.rule.scale, today=self.today)
            passages = kept_passages(part.passages, parsed.body)
            claims.add("grade", parsed.grade, Where.GRADE_LINE)
            claims.add("critic", parsed.critic, Where.BYLINE)
        except NotAReview:
            passages = [one for one in part.passages if grade_alone(one.text) is None]
            claims.add("grade", grade_at_end(part.heading), Where.HEADING)
            for passage in part.passages:
                claims.add("grade", grade_alone(passage.text), Where.GRADE_LINE)
        body = joined(passages)
        fields = {name: whole.fields[name] for name in _OF_THE_WHOLE if name in whole.fields}
        fields["headline"] = Finding(part.heading, Where.HEADING)
        fields["album"] = Finding(part.album, Where.HEADING)
        fields["artist"] = Finding(part.artist, Where.HEADING)
        if grade := claims.settle_grade():
            fields["grade"] = grade
        if critic := claims.first("critic"):
            fields["critic"] = critic
        return Reading(Kind.REVIEW, fields, body, warnings=tuple(claims.warnings), quoting=whole.quoting)


def _with_their_names(lines: list[str]) -> list[str]:
    """The lines, each that is nothing but "by" together with the name below it."""
    joined_lines: list[str] = []
    for line in lines:
        if joined_lines and _BY_ALONE.fullmatch(joined_lines[-1]):
            joined_lines[-1] = f"{joined_lines[-1]} {line}"
        else:
            joined_lines.append(line)
    return joined_lines


_PLACES = {
    "headline": Where.HEADING,
    "critic": Where.BYLINE,
    "publication": Where.BYLINE,
    "published": Where.BYLINE,
    "updated": Where.BYLINE,
    "grade": Where.GRADE_LINE,
    "source_url": Where.BYLINE,
}
_OF_THE_WHOLE = ("critic", "publication", "published", "updated", "language", "source_url")


def _words(passages: list[Passage]) -> int:
    return sum(len(passage.text.split()) for passage in passages)
