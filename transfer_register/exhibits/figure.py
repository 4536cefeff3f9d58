"""The pieces of which the pictures of documents are made: SVG of paths, rectangles, circles and text, and nothing else.

No style sheet, no script, no link: the same picture stands in PDF, HTML and Word, and calls nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from transfer_register.exhibits import style
from transfer_register.exhibits.style import DASHES, Mark

Box = tuple[float, float, float, float]  # left, top, right, bottom


def svg(width: float, height: float, title: str, parts: Iterable[str]) -> str:
    """A whole picture; `title` is its name for those who do not see it."""
    w, h = path_number(width), path_number(height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="{w}" height="{h}" '
        f'font-family="{style.FONT}, Inter, sans-serif" role="img"><title>{escape(title)}</title>{"".join(parts)}</svg>'
    )


def element(name: str, **attributes: object) -> str:
    """One element; `stroke_width` becomes stroke-width, None is left out, numbers have one decimal."""
    shown = "".join(
        f" {key.replace('_', '-')}={quoteattr(path_number(value) if isinstance(value, float | int) else str(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{shown}/>"


def text(x: float, y: float, words: str, *, size: float = 10.5, **attributes: object) -> str:
    """Words at a place; the place is their left end on the base line unless `text_anchor` says otherwise."""
    start = element("text", x=x, y=y, font_size=size, **{"fill": style.INK} | attributes)
    return f"{start[:-2]}>{escape(words)}</text>"


def haloed(x: float, y: float, words: str, *, size: float = 10.5, **attributes: object) -> tuple[str, str]:
    """The halo and the words apart, so that all halos can be drawn below all words."""
    halo = {"stroke": style.PAPER, "fill": style.PAPER, "stroke_width": 3.2, "stroke_linejoin": "round"}
    return text(x, y, words, size=size, **attributes | halo), text(x, y, words, size=size, **attributes)


# The semi-bold cut is a family of its own for renderers that know fonts by their files.
BOLD = {"font_family": f"{style.FONT} SmBld, {style.FONT}, Inter, sans-serif", "font_weight": "600"}


def shape(mark: Mark, x: float, y: float, radius: float = 3.6) -> str:
    """The shape of a state, with a thin edge of paper so that it stands off from lines below it."""
    look = {"fill": mark.colour, "stroke": style.PAPER, "stroke_width": 1.0}
    r = radius
    match mark.shape:
        case "square":
            return element("rect", x=x - r * 0.9, y=y - r * 0.9, width=r * 1.8, height=r * 1.8, **look)
        case "diamond":
            return _polygon(x, y - r * 1.2, [(r * 1.2, r * 1.2), (-r * 1.2, r * 1.2), (-r * 1.2, -r * 1.2)], look)
        case "triangle":
            return _polygon(x, y - r * 1.15, [(r * 1.15, r * 2), (-r * 2.3, 0)], look)
        case "ring":
            return element("circle", cx=x, cy=y, r=r * 0.85, fill=style.PAPER, stroke=mark.colour, stroke_width=1.8)
        case "cross":
            ends = ((x - r, y + turn * r, x + r, y - turn * r) for turn in (1, -1))
            path = "".join(f"M{path_number(a)} {path_number(b)}L{path_number(c)} {path_number(d)}" for a, b, c, d in ends)
            return element("path", d=path, fill="none", stroke=mark.colour, stroke_width=1.8)
        case "dash":
            return element("rect", x=x - r * 1.1, y=y - r * 0.4, width=r * 2.2, height=r * 0.8, **look)
    return element("circle", cx=x, cy=y, r=r, **look)


def _polygon(x: float, y: float, steps: list[tuple[float, float]], look: dict[str, object]) -> str:
    walk = "".join(f"l{path_number(dx)} {path_number(dy)}" for dx, dy in steps)
    return element("path", d=f"M{path_number(x)} {path_number(y)}{walk}z", **look)


def dashes(mark: Mark, width: float) -> str | None:
    """The dash pattern of a state for a line of a width; None for a solid line."""
    pattern = DASHES[mark.line]
    return " ".join(path_number(part * max(width, 1.2)) for part in pattern) if pattern else None


def legend(marks: list[Mark], x: float, y: float, *, lines: bool = True, size: float = 9.5) -> str:
    """One row: line, shape and word of every state."""
    parts = []
    for mark in marks:
        if lines:
            parts.append(
                element(
                    "path",
                    d=f"M{path_number(x)} {path_number(y)}h22",
                    stroke=mark.colour,
                    stroke_width=2.2,
                    fill="none",
                    stroke_dasharray=dashes(mark, 2.2),
                    stroke_linecap="round",
                )
            )
            x += 26
        parts.append(shape(mark, x + 4, y))
        parts.append(text(x + 12, y + size * 0.36, mark.word, size=size))
        x += 12 + width_of(mark.word, size) + 16
    return "".join(parts)


def width_of(words: str, size: float, *, bold: bool = False) -> float:
    """About how wide words are, in pixels: enough to keep labels apart, without measuring a font."""
    narrow, wide = "ijlt.,;:'|!()[] fI-·", "mwMWQO@%—"
    units = sum(0.32 if c in narrow else 0.86 if c in wide else 0.66 if c.isupper() else 0.55 for c in words)
    return units * size * (1.05 if bold else 1.0)


def overlap(a: Box, b: Box) -> float:
    """The area that two boxes share, in square pixels."""
    return max(0.0, min(a[2], b[2]) - max(a[0], b[0])) * max(0.0, min(a[3], b[3]) - max(a[1], b[1]))


def shortened(words: str, size: float, room: float) -> str:
    """Words that fit into `room` pixels, cut with an ellipsis."""
    if width_of(words, size) <= room:
        return words
    while words and width_of(words + "…", size) > room:
        words = words[:-1]
    return words.rstrip(" ,;") + "…"


def path_number(value: float) -> str:
    """One decimal, without a trailing zero: small files, and the same text on every machine."""
    shown = f"{value:.1f}".removesuffix(".0")
    return "0" if shown == "-0" else shown
