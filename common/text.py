"""Text from outside, cleaned: what every field and every document goes through before it is kept. Pure text."""

from __future__ import annotations

import re
import unicodedata

SAVE_AS_TEXT = "Save it as plain text in UTF-8 and try again."

# Marks that reorder or hide text: zero-width space, word joiner, soft hyphen, byte order mark, every explicit
# direction control, interlinear annotation, and halves of surrogate pairs.
_HIDDEN = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
# Joiners shape Arabic, Indic and emoji sequences; between Latin letters they only hide a difference.
_JOINER_IN_LATIN = re.compile("(?<![^\u0000-\u024f])[\u200c\u200d]+")
_NEWLINES = re.compile("\r\n?|[\v\f\u0085\u2028\u2029]")
_CONTROLS = re.compile("[\u0001-\u0008\u000e-\u001f\u007f-\u009f]")


class Unreadable(ValueError):
    """Bytes that are no text document; the message says in one line what to do."""


def clean_text(text: str) -> str:
    """`text` in composed form (NFC) with "\\n" for every newline and without characters that hide or reorder others.

    Offsets of excerpts and tracks count in what this returns. Raises Unreadable when nothing to read is left, or when
    control characters say that it never was text.
    """
    if "\0" in text:
        raise Unreadable(f"It holds NUL bytes, so it is not plain text. {SAVE_AS_TEXT}")
    text = _NEWLINES.sub("\n", text)
    plain = _CONTROLS.sub("", text)
    if len(text) - len(plain) > len(text) // 100 + 2:
        raise Unreadable(f"It is a binary file, not text. {SAVE_AS_TEXT}")
    plain = unicodedata.normalize("NFC", _JOINER_IN_LATIN.sub("", _HIDDEN.sub("", plain)))
    if not plain.strip():
        raise Unreadable("It is empty. Put the text of a review in it and try again.")
    return plain
