"""Texts that nobody writes and anybody may send, of any length."""

from __future__ import annotations

UNITS = {
    **{
        f"a run of {name}": unit
        for name, unit in {
            "spaces": " ",
            "tabs": "\t",
            "no-break spaces": "\u00a0",
            "next lines": "\u0085",
            "wide spaces": "\u3000",
            "line separators": "\u2028",
            "newlines": "\n",
            "returns": "\r",
            "letters": "x",
            "capitals": "X",
            "figures": "1",
            "round brackets": "(",
            "square brackets": "[",
            "closing brackets": ")",
            "closed brackets": "()",
            "figures and colons": "1:",
            "dashes between blanks": " - ",
            "open tags": "<b",
            "quotation marks": '"',
            "single quotes": "'",
            "curly quotes": "“",
            "full stops": ".",
            "commas": ",",
            "colons": ":",
            "dashes": "–",
            "slashes": "/",
            "bars": "|",
            "stars": "★",
            "asterisks": "*",
            "underscores": "_",
            "backticks": "`",
            "tildes": "~",
            "angles": "<",
            "ampersands": "&",
            "number signs": "#",
            "quotes of Markdown": "> ",
            "bullets": "- ",
            "halves": "½",
            "accents": "\u0301",
            "joiners": "\u200d",
            "ligatures that unfold eighteenfold": "ﷺ",
            "ligatures": "ﬃ",
            "emoji": "🎵",
            "Chinese": "曲",
            "Thai": "เ",
            "plus signs": "+",
            "backslashes": "\\",
            "braces": "{{",
            "entities": "&amp;",
            "paragraph tags": "<p>",
            "comments": "<!--",
            "apostrophe letters": "ʼ",
        }.items()
    },
    **{
        f"lines of {name}": unit + "\n"
        for name, unit in {
            "one letter": "x",
            "labels": "a: b",
            "headings": "# x",
            "blanks": " ",
            "bullets": "- x",
            "numbers": "1. x",
            "stars": "★★★☆☆",
            "grades": "4/5",
            "bylines": "By Ines Harrow",
            "dates": "8 March 2024",
            "tracks": "1. Cold water 4:05",
            "rules": "---",
            "addresses": "https://lantern.example/a",
            "tables": "| a | b |",
            "quotations": "> x",
            "facts": "Label: Quay | Released: 2024",
            "wide gaps": "x" + " " * 280 + "y",
            "wide gaps of tabs": "x" + "\t" * 280 + "y",
            "sentences": "It is a record of this kind.",
            "names": "Ines Harrow",
            "titles": "Marlow Finch – Glass Harbour",
            "trails": "Home > Music > Reviews",
            "comments": "3 comments",
            "definitions": "[a]: b",
            "titles in quotes": "“Glass Harbour”",
            "dashes and dates": "— Ines Harrow, 3 May 2013",
            "code": "    x",
        }.items()
    },
    **{
        f"paragraphs of {name}": unit + "\n\n"
        for name, unit in {
            "one letter": "x",
            "a sentence": "It is a record of this kind, and the band never lets you forget it.",
            "headings": "## Glass Harbour",
            "grades": "Rating: 4/5",
            "bylines": "By Ines Harrow",
            "labels": "Label: Quay",
            "links": "[a](b)",
            "bold": "**Glass Harbour**",
        }.items()
    },
    **{
        f"many {name}": unit
        for name, unit in {
            "links": "[a](b) ",
            "open links": "[a](",
            "pictures": "![a](b",
            "emphasised words": "*a* ",
            "nested emphasis": "*a **b ",
            "quoted words": "“a b” ",
            "straight quotes": '"a" ',
            "possessives": "Ines's ",
            "initials": "A. ",
            "initials with slashes": "a/b/",
            "single letters": "a ",
            "clocks": "12:34 ",
            "days": "8 March 2024 ",
            "names": "Ines Harrow ",
            "sentences": "Is it? ",
            "short sentences": "A. B! ",
            "grades": "4/5 ",
            "addresses": "https://a.example/b ",
            "titles": "Glass Harbour ",
            "quoted titles": "“Glass Harbour” ",
            "editions": " (Deluxe)",
            "soundtracks": " soundtrack",
            "words": "word ",
            "mixed blanks": "x \t\u00a0",
            "blank lines with blanks": " \n \n",
            "stray quotes": "'x ",
            "marked letters": "é",
            "letters with accents": "e\u0301",
            "mail addresses": "a@b.example ",
            "brackets around years": "(2024) ",
        }.items()
    },
}


def hostile(name: str, length: int) -> str:
    """The text of that name, of about so many characters; nothing but its unit over and over."""
    if name == LISTS_WITHIN_LISTS:
        deep = "".join("  " * depth + "- x\n" for depth in range(60))
        return deep * max(1, length // len(deep))
    return UNITS[name] * max(1, length // len(UNITS[name]))


LISTS_WITHIN_LISTS = "lists within lists"
HOSTILE = (*UNITS, LISTS_WITHIN_LISTS)
