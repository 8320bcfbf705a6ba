"""A page packed with gzip once, of which parts can be exchanged without packing the rest anew.

What stands between the slots is compressed piece by piece, each without looking back beyond its slot. What fills the
slots is stored as it is: so nothing that is one person's is ever compressed together with what others may have written,
and the length of an answer says nothing about it (an attack known as BREACH).
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import NamedTuple

LEVEL = 5
_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_LONGEST_STORED = 0xFFFF
# The polynomial of gzip's checksum, its lowest power first, and x to the power of eight: one byte of zeros.
_POLYNOMIAL, _ONE, _BYTE = 0xEDB88320, 1 << 31, 1 << 23


class PackedPiece(NamedTuple):
    """What stands between two slots: its place in the packed page, and what it does to the checksum."""

    begin: int
    end: int
    length: int
    checksum: int
    shift: int


class PackedPage(NamedTuple):
    """A page of gzip, and its pieces: one more than it has slots."""

    packed: bytes
    pieces: tuple[PackedPiece, ...]

    def filled(self, parts: Sequence[bytes]) -> bytes:
        """The page of gzip with these parts in its slots, one for each."""
        answer, checksum, length = [_HEADER], 0, 0
        for piece, part in zip(self.pieces, (*parts, b""), strict=True):
            answer += (self.packed[piece.begin : piece.end], *_stored(part))
            checksum = zlib.crc32(part, _product(piece.shift, checksum) ^ piece.checksum)
            length += piece.length + len(part)
        # The last piece ends the stream.
        return b"".join([*answer, _trailer(checksum, length)])


def pack(texts: Sequence[bytes], parts: Sequence[bytes]) -> PackedPage:
    """The page that these texts make with a part after each but the last: what may be exchanged later."""
    packing = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed, pieces = bytearray(_HEADER), []
    for number, text in enumerate(texts):
        begin = len(packed)
        is_last = number == len(parts)
        packed += packing.compress(text) + packing.flush(zlib.Z_FINISH if is_last else zlib.Z_FULL_FLUSH)
        pieces.append(PackedPiece(begin, len(packed), len(text), zlib.crc32(text), _shift(len(text))))
        if not is_last:
            packed += b"".join(_stored(parts[number]))
    whole = b"".join(each for text, part in zip(texts, (*parts, b""), strict=True) for each in (text, part))
    return PackedPage(bytes(packed) + _trailer(zlib.crc32(whole), len(whole)), tuple(pieces))


def _stored(part: bytes) -> list[bytes]:
    """Blocks of deflate that are not compressed: their length, the same with every bit turned, and the bytes."""
    blocks = []
    for begin in range(0, len(part), _LONGEST_STORED):
        some = part[begin : begin + _LONGEST_STORED]
        length = len(some)
        blocks += [b"\0", length.to_bytes(2, "little"), (length ^ 0xFFFF).to_bytes(2, "little"), some]
    return blocks


def _trailer(checksum: int, length: int) -> bytes:
    return checksum.to_bytes(4, "little") + (length & 0xFFFFFFFF).to_bytes(4, "little")


def _shift(length: int) -> int:
    """What a checksum is multiplied by when so many bytes follow: x to the power of eight times the length."""
    power, factor = _ONE, _BYTE
    while length:
        if length & 1:
            power = _product(power, factor)
        factor = _product(factor, factor)
        length >>= 1
    return power


def _product(first: int, second: int) -> int:
    """Of two polynomials over the field of two elements, modulo the checksum's; as zlib's crc32_combine has it."""
    product, bit = 0, _ONE
    while first:
        if first & bit:
            product ^= second
            first ^= bit
        bit >>= 1
        second = second >> 1 ^ (_POLYNOMIAL if second & 1 else 0)
    return product
