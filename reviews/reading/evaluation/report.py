"""The figures of many judged documents, and whether they are as good as they should be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from reviews.reading.evaluation.judging import NO_REVIEW, Body, Judged, Judgement, Outcome, family
from reviews.reading.evaluation.truth import REVIEW, ROUNDUP
from reviews.reading.findings import FIELDS

CLOSE = 0.95
NEAR = 0.9


@dataclass(frozen=True)
class Result:
    """One document: its name, what was judged of it, and the milliseconds that reading it took."""

    name: str
    verdict: Judgement
    milliseconds: float


@dataclass(frozen=True)
class Target:
    """A figure that should be reached: its name, the figure (None: nothing to judge), and its bound."""

    name: str
    figure: float | None
    bound: float
    at_most: bool = False

    @property
    def met(self) -> bool:
        """Whether the figure is within its bound."""
        if self.figure is None:
            return True
        return self.figure <= self.bound if self.at_most else self.figure >= self.bound


@dataclass(frozen=True)
class Ratio:
    """So many of so many."""

    count: int
    of: int

    @property
    def value(self) -> float | None:
        """The share; None of nothing."""
        return self.count / self.of if self.of else None

    def __str__(self) -> str:
        return "none to judge" if self.value is None else f"{self.count} of {self.of} ({self.value:.0%})"


class Report:
    """The figures over all `results`."""

    def __init__(self, results: Sequence[Result]) -> None:
        self.results = tuple(results)

    @cached_property
    def fields(self) -> dict[str, Counter[Outcome]]:
        """How each field came out, by name."""
        return {name: self._outcomes([name], parts=False) for name in FIELDS}

    @cached_property
    def parts(self) -> dict[str, Counter[Outcome]]:
        """How the parts of roundups came out: the parts themselves, then their fields."""
        return {name: self._outcomes([name], documents=False) for name in ("part", *FIELDS)}

    def _outcomes(self, names: Sequence[str], *, documents: bool = True, parts: bool = True) -> Counter[Outcome]:
        counted: Counter[Outcome] = Counter()
        for result in self.results:
            judged = (result.verdict.fields if documents else ()) + (result.verdict.parts if parts else ())
            counted.update(one.outcome for one in judged if one.name in names)
        return counted

    def found(self, name: str) -> Ratio:
        """How many of the values that stand in the documents were read rightly, leaving out where none is expected."""
        outcomes = [
            one.outcome
            for result in self.results
            for one in result.verdict.fields + result.verdict.parts
            if one.name == name and one.expected
        ]
        return Ratio(outcomes.count(Outcome.RIGHT), len(outcomes))

    @cached_property
    def bodies(self) -> list[Body]:
        """The judged texts."""
        return [result.verdict.body for result in self.results if result.verdict.body is not None]

    @cached_property
    def part_bodies(self) -> Ratio:
        """How many texts of parts were read nearly whole; that of a part not found was not."""
        bodies = [body for result in self.results for body in result.verdict.part_bodies]
        return Ratio(sum(body.f1 >= NEAR for body in bodies), len(bodies))

    def bodies_from(self, f1: float) -> Ratio:
        """How many texts were read at least that well."""
        return Ratio(sum(body.f1 >= f1 for body in self.bodies), len(self.bodies))

    @property
    def edges(self) -> Ratio:
        """How many texts begin and end with the right words."""
        return Ratio(sum(body.first and body.last for body in self.bodies), len(self.bodies))

    def told(self, *families: str) -> Ratio:
        """How many documents of these families were told to be of theirs."""
        verdicts = [result.verdict for result in self.results if result.verdict.kind is not None]
        of_these = [verdict for verdict in verdicts if family(verdict.kind or "") in families]
        return Ratio(sum(verdict.told for verdict in of_these), len(of_these))

    @cached_property
    def exact_kinds(self) -> Ratio:
        """How many documents were told to be of exactly their kind."""
        verdicts = [result.verdict for result in self.results if result.verdict.kind is not None]
        return Ratio(sum(verdict.kind == verdict.kind_read for verdict in verdicts), len(verdicts))

    def milliseconds(self, share: float) -> float:
        """The time within which that share of the documents was read."""
        times = sorted(result.milliseconds for result in self.results)
        return times[min(int(share * len(times)), len(times) - 1)] if times else 0.0

    def aims(self, *, unseen: bool = False) -> list[Target]:
        """What should be reached: on documents that the reader was built with, or on those that it never saw."""
        right, wrong = (0.9, 0.03) if unseen else (0.95, 0.01)
        aims = [
            Target("grades wrong", self._outcomes(["grade"])[Outcome.WRONG], 0, at_most=True),
            Target("grades found", self.found("grade").value, right),
        ]
        for name in ("headline", "critic", "publication", "published"):
            aims += _right_and_wrong(name, self.fields[name], right, wrong)
        if not unseen:
            aims += _right_and_wrong("album", self.fields["album"], right, 0)
        aims.append(
            Target(f"texts of F1 {NEAR if unseen else CLOSE}", self.bodies_from(NEAR if unseen else CLOSE).value, 0.95)
        )
        if not unseen:
            aims.append(Target("first and last words right", self.edges.value, NEAR))
            aims.append(Target("read within 300 ms", self._within(300), 0.95))
        aims.append(Target("told: no album review, or several", self.told(NO_REVIEW, ROUNDUP).value, right))
        return aims

    def _within(self, milliseconds: float) -> float | None:
        return Ratio(sum(result.milliseconds <= milliseconds for result in self.results), len(self.results)).value

    def table(self) -> str:
        """Everything for a terminal."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield f"{len(self.results)} documents"
        yield from _table("field", self.fields)
        yield from _table("in parts", self.parts)
        yield ""
        yield f"text: F1 of {CLOSE} or more in {self.bodies_from(CLOSE)}, of {NEAR} or more in {self.bodies_from(NEAR)}"
        yield f"      first and last words right in {self.edges}"
        yield f"      of parts: F1 of {NEAR} or more in {self.part_bodies}"
        told = (self.told(kind) for kind in (REVIEW, ROUNDUP, NO_REVIEW))
        yield "kind: album reviews told {}, roundups {}, others {}".format(*told)
        yield f"      the very kind told {self.exact_kinds}"
        yield (
            f"time: half within {self.milliseconds(0.5):.0f} ms, 95 % within {self.milliseconds(0.95):.0f} ms, "
            f"the longest {self.milliseconds(1):.0f} ms"
        )
        for unseen, name in ((False, "documents it was built with"), (True, "documents it never saw")):
            yield ""
            yield f"aims on {name}:"
            yield from (_aim_line(aim) for aim in self.aims(unseen=unseen))

    def wrong(self) -> Iterator[str]:
        """Every document with something wrong or missing, and what that is."""
        for result in self.results:
            lines = list(_faults(result.verdict))
            if lines:
                yield result.name
                yield from (f"    {line}" for line in lines)

    def as_dict(self) -> dict[str, object]:
        """Everything as JSON takes it."""
        return {
            "documents": len(self.results),
            "fields": _plain(self.fields),
            "parts": _plain(self.parts),
            "body": {
                "judged": len(self.bodies),
                f"f1_{CLOSE}": self.bodies_from(CLOSE).value,
                f"f1_{NEAR}": self.bodies_from(NEAR).value,
                "edges": self.edges.value,
                "parts": self.part_bodies.value,
            },
            "told": {kind: self.told(kind).value for kind in (REVIEW, ROUNDUP, NO_REVIEW)},
            "exact_kinds": self.exact_kinds.value,
            "milliseconds": {
                "p50": self.milliseconds(0.5),
                "p95": self.milliseconds(0.95),
                "max": self.milliseconds(1),
            },
            "aims": {
                name: [{"name": aim.name, "figure": aim.figure, "met": aim.met} for aim in self.aims(unseen=unseen)]
                for name, unseen in (("own", False), ("unseen", True))
            },
            "wrong": list(self.wrong()),
        }


def _right_and_wrong(name: str, outcomes: Counter[Outcome], right: float, wrong: float) -> list[Target]:
    judged = outcomes.total()
    return [
        Target(f"{name} right", Ratio(outcomes[Outcome.RIGHT], judged).value, right),
        Target(f"{name} wrong", Ratio(outcomes[Outcome.WRONG], judged).value, wrong, at_most=True),
    ]


def _table(title: str, counted: Mapping[str, Counter[Outcome]]) -> Iterator[str]:
    judged = {name: outcomes for name, outcomes in counted.items() if outcomes}
    if judged:
        yield ""
        yield f"{title:<14}" + "".join(f"{outcome:>8}" for outcome in Outcome) + f"{'right':>9}"
    for name, outcomes in judged.items():
        figures = "".join(f"{outcomes[outcome]:>8}" for outcome in Outcome)
        yield f"{name:<14}{figures}{outcomes[Outcome.RIGHT] / outcomes.total():>9.1%}"


def _aim_line(aim: Target) -> str:
    if aim.figure is None:
        return f"    {'-':<7}{aim.name}: none to judge"
    bound = f"at {'most' if aim.at_most else 'least'}"
    shown = f"{aim.figure:.0f}, {bound} {aim.bound}" if aim.bound == 0 == aim.figure % 1 else ""
    shown = shown or f"{aim.figure:.1%}, {bound} {aim.bound:.0%}"
    return f"    {'met' if aim.met else 'missed':<7}{aim.name}: {shown}"


def _faults(verdict: Judgement) -> Iterator[str]:
    if verdict.kind is not None and verdict.kind != verdict.kind_read:
        yield f"kind: {'' if verdict.told else 'WRONG, '}{verdict.kind_read!r} for {verdict.kind!r}"
    for one in verdict.fields + verdict.parts:
        if one.outcome is not Outcome.RIGHT:
            yield _fault(one)
    body = verdict.body
    if body and not (body.f1 >= CLOSE and body.first and body.last):
        edges = [edge for edge, right in (("first", body.first), ("last", body.last)) if not right]
        yield f"text: F1 {body.f1:.3f}" + (f", {' and '.join(edges)} words wrong" if edges else "")


def _fault(one: Judged) -> str:
    where = f" of “{one.part}”" if one.part and one.name != "part" else ""
    expected = " or ".join(repr(value) for value in one.expected) or "nothing"
    return f"{one.name}{where}: {one.outcome.upper()}, {one.read!r} for {expected}"


def _plain(counted: Mapping[str, Counter[Outcome]]) -> dict[str, dict[str, int]]:
    return {name: {str(outcome): outcomes[outcome] for outcome in Outcome} for name, outcomes in counted.items()}
