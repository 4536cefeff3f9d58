"""Which characters the shipped fonts hold, read from their character maps (OpenType `cmap`, formats 4 and 12)."""

from __future__ import annotations

import struct
from functools import lru_cache
from pathlib import Path

FONTS = Path(__file__).parents[2] / "data" / "fonts"


@lru_cache(maxsize=4)
def cover(folder: Path = FONTS) -> frozenset[int]:
    """The code points that at least one font below the folder can draw."""
    held: set[int] = set()
    for path in sorted([*folder.rglob("*.ttf"), *folder.rglob("*.otf")]):
        held |= _cmap(path.read_bytes())
    return frozenset(held)


def _cmap(font: bytes) -> set[int]:
    count = struct.unpack_from(">H", font, 4)[0]
    for index in range(count):
        tag, _, start, _ = struct.unpack_from(">4sIII", font, 12 + 16 * index)
        if tag == b"cmap":
            held: set[int] = set()
            for sub in range(struct.unpack_from(">H", font, start + 2)[0]):
                offset = start + struct.unpack_from(">HHI", font, start + 4 + 8 * sub)[2]
                match struct.unpack_from(">H", font, offset)[0]:
                    case 4:
                        held |= _format_4(font, offset)
                    case 12:
                        held |= _format_12(font, offset)
            return held
    return set()


def _format_4(font: bytes, at: int) -> set[int]:
    segments = struct.unpack_from(">H", font, at + 6)[0] // 2

    def row(number: int, kind: str = "H") -> tuple[int, ...]:
        # The four arrays follow one another; two bytes of padding stand after the first.
        return struct.unpack_from(f">{segments}{kind}", font, at + 14 + number * 2 * segments + (2 if number else 0))

    ends, starts, deltas, ranges = row(0), row(1), row(2, "h"), row(3)
    held = set()
    for index, (start, end, delta, offset) in enumerate(zip(starts, ends, deltas, ranges, strict=True)):
        for code in range(start, end + 1):
            if offset == 0:
                glyph = (code + delta) & 0xFFFF
            else:
                place = at + 16 + 6 * segments + 2 * index + offset + 2 * (code - start)
                glyph = struct.unpack_from(">H", font, place)[0]
            if glyph and code != 0xFFFF:
                held.add(code)
    return held


def _format_12(font: bytes, at: int) -> set[int]:
    held: set[int] = set()
    for group in range(struct.unpack_from(">I", font, at + 12)[0]):
        start, end, _ = struct.unpack_from(">III", font, at + 16 + 12 * group)
        held.update(range(start, end + 1))
    return held
