"""Pages as tests read them: a small tree of the HTML that a view sent."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from django.http import HttpResponse

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class Element:
    """An element: its tag, its attributes (without a value: ""), and what it holds."""

    def __init__(self, tag: str, attributes: dict[str, str], parent: Element | None) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.children: list[Element | str] = []

    def __repr__(self) -> str:
        return f"<{self.tag} {self.attributes}>"

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]

    def get(self, name: str) -> str:
        """An attribute; empty when it is not there."""
        return self.attributes.get(name, "")

    @property
    def classes(self) -> set[str]:
        """The words of its class."""
        return set(self.get("class").split())

    @property
    def text(self) -> str:
        """All text within, with single spaces."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child._texts()

    def descendants(self) -> Iterator[Element]:
        """Every element within, in the order of the page."""
        for child in self.children:
            if isinstance(child, Element):
                yield child
                yield from child.descendants()

    def ancestors(self) -> Iterator[Element]:
        """The elements around it, nearest first."""
        if self.parent is not None:
            yield self.parent
            yield from self.parent.ancestors()

    def all(self, tag: str = "", of_class: str = "", **attributes: str) -> list[Element]:
        """The elements within of that tag, that class and those attributes."""
        return [
            element
            for element in self.descendants()
            if (not tag or element.tag == tag)
            and (not of_class or of_class in element.classes)
            and all(element.attributes.get(name) == value for name, value in attributes.items())
        ]

    def one(self, tag: str = "", of_class: str = "", **attributes: str) -> Element:
        """The only element within of that description."""
        found = self.all(tag, of_class, **attributes)
        assert len(found) == 1, f"{len(found)} elements are {tag} {of_class} {attributes}"
        return found[0]

    def texts(self, tag: str = "", of_class: str = "", **attributes: str) -> list[str]:
        """What the elements of that description say."""
        return [element.text for element in self.all(tag, of_class, **attributes)]

    def links(self) -> dict[str, str]:
        """Where the links within lead, by what they say."""
        return {link.text: link["href"] for link in self.all("a") if "href" in link.attributes}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.open = Element("", {}, None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {attrs}"
        element = Element(tag, {name: value or "" for name, value in attrs}, self.open)
        self.open.children.append(element)
        if tag not in VOID:
            self.open = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open = self.open.parent

    def handle_endtag(self, tag: str) -> None:
        assert self.open.tag == tag, f"</{tag}> closes {self.open}"
        self.open = self.open.parent

    def handle_data(self, data: str) -> None:
        self.open.children.append(data)


def read(response: HttpResponse | str) -> Element:
    """The page of a response, which must be well nested: every end tag closes what was opened last."""
    reader = _Reader()
    reader.feed(response if isinstance(response, str) else response.content.decode())
    reader.close()
    assert reader.open is reader.root, f"{reader.open} is never closed"
    return reader.root


def main(response: HttpResponse) -> Element:
    """The page's main part, without masthead and colophon."""
    return read(response).one("main")
