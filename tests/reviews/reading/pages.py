"""Pages put together for the tests: one review's paragraphs with different furniture around them."""

from pathlib import Path

HEADLINE = "Marlow Finch – Glass Harbour"
PARAGRAPHS = (
    "Cold water runs under every song on this record, and the band never lets you forget how near the ice is. "
    "The drums arrive late, as if they had walked here.",
    "What follows is forty minutes of patience. Guitars hold one chord until it starts to fray, "
    "and a cello answers from somewhere behind the wall.",
    "Nothing on the second side hurries, which is either its courage or its flaw. "
    "I changed my mind about it twice in one evening.",
    "By the last track the thaw has come, and you can hear the gutters running. "
    "It is a small record that leaves a large room behind.",
)
BODY = "\n\n".join(PARAGRAPHS)


def page(head: str = "", tail: str = "", paragraphs: tuple[str, ...] = PARAGRAPHS, between: str = "\n\n") -> str:
    """A document: what stands above, the paragraphs, what stands below."""
    return "\n\n".join(part for part in (head, between.join(paragraphs), tail) if part)


def document(name: str) -> str:
    """A document from the folder beside this file."""
    return (Path(__file__).parent / "documents" / f"{name}.txt").read_text(encoding="utf-8")
