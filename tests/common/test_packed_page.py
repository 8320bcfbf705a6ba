"""A packed page with other parts in its slots is the page that would have been packed with them."""

from __future__ import annotations

import gzip
import zlib

from hypothesis import given
from hypothesis import strategies as st

from common.packed_page import pack

TEXTS = st.one_of(st.binary(max_size=300), st.integers(0, 70_000).map(lambda length: b"tide and lantern " * length))


def whole(texts: list[bytes], parts: list[bytes]) -> bytes:
    return b"".join(each for both in zip(texts, [*parts, b""], strict=True) for each in both)


@st.composite
def pages(draw) -> tuple[list[bytes], list[bytes], list[bytes]]:
    """The texts of a page, what stands between them, and what else may."""
    texts = draw(st.lists(TEXTS, min_size=1, max_size=5))
    parts = st.lists(st.binary(max_size=200), min_size=len(texts) - 1, max_size=len(texts) - 1)
    return texts, draw(parts), draw(parts)


@given(pages())
def test_it_unpacks_to_what_was_put_in(page):
    texts, parts, others = page
    packed = pack(texts, parts)
    assert gzip.decompress(packed.packed) == whole(texts, parts)
    assert gzip.decompress(packed.filled(others)) == whole(texts, others)
    assert packed.filled(parts) == packed.packed


def test_a_part_longer_than_a_block_of_deflate_gets_several():
    packed = pack([b"before", b"after"], [b""])
    assert gzip.decompress(packed.filled([b"x" * 200_000])) == b"before" + b"x" * 200_000 + b"after"


def test_a_part_is_never_compressed_with_the_page():
    packed = pack([b"tide " * 50, b"tide " * 50], [b""])
    lengths = {len(packed.filled([part])) for part in (b"tide tide tide", b"qzvkxjwpyhfbgm")}
    assert len(lengths) == 1


def test_a_reader_in_one_stream_sees_one_member_that_ends_where_the_answer_ends():
    packed = pack([b"before", b"after"], [b""])
    reader = zlib.decompressobj(16 + zlib.MAX_WBITS)
    assert reader.decompress(packed.filled([b"her own"])) == b"beforeher ownafter"
    assert reader.eof
    assert reader.unused_data == b""
