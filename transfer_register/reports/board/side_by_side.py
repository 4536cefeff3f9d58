"""Two pictures beside each other under their titles, as one: what was before, and what comes after."""

from __future__ import annotations

from transfer_register.exhibits import figure
from transfer_register.reports.picture import proportion

_TITLE, _GAP = 18.0, 16.0  # pixels


def side_by_side(left: str, right: str, titles: tuple[str, str], *, width: int, title: str) -> str:
    """The picture as SVG, `width` pixels wide, each of the two scaled to half of it; `title` names it for who does not see it."""
    half = (width - _GAP) / 2
    tall = max(proportion(left), proportion(right)) * half
    parts = []
    for place, (picture, heading) in enumerate(zip((left, right), titles, strict=True)):
        x = place * (half + _GAP)
        parts.append(figure.text(x, _TITLE - 6, heading, size=10.5, **figure.BOLD))
        parts.append(_placed(picture, x, _TITLE, half, proportion(picture) * half))
    return figure.svg(width, tall + _TITLE, title, parts)


def _placed(picture: str, x: float, y: float, width: float, height: float) -> str:
    """A whole picture as a part of another: its own size is replaced by its place, its view box stays."""
    head, _, rest = picture.partition(">")
    box = head.partition('viewBox="')[2].partition('"')[0]
    place = " ".join(
        f'{name}="{figure.path_number(value)}"' for name, value in (("x", x), ("y", y), ("width", width), ("height", height))
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" {place}>{rest}'
