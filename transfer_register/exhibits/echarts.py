"""The house style of ECharts options: fonts, grounds, and words that ECharts would otherwise read as its own marks."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

from transfer_register.exhibits import style


@dataclass(frozen=True)
class Ground:
    """The colours of words and lines on a light or a dark page."""

    text: str
    quiet: str
    line: str
    paper: str


LIGHT = Ground(style.INK, style.QUIET, style.HAIR, style.PAPER)
DARK = Ground("#e8ecf4", "#9aa7bd", "#2e3b57", "#0f1726")


def ground(*, dark: bool) -> Ground:
    """The colours for a page."""
    return DARK if dark else LIGHT


def base(*, dark: bool) -> dict[str, Any]:
    """What every option begins with."""
    on = ground(dark=dark)
    return {
        "animation": False,
        "textStyle": {"fontFamily": "Inter, sans-serif"},
        "tooltip": {
            "trigger": "item",
            "confine": True,
            "backgroundColor": "#19233a" if dark else style.PAPER,
            "borderColor": on.line,
            "textStyle": {"color": on.text, "fontSize": 12.5, "fontFamily": "Inter, sans-serif"},
        },
    }


def tooltip(head: str, body: str) -> dict[str, str]:
    """A tooltip of an item: a head and a line, as text. ECharts takes HTML with braces of its own."""
    return {"formatter": f"<b>{_html(head)}</b><br>{_html(body)}"}


def label(text: str) -> str:
    """Words for a label, whose braces and bars ECharts would read as its own."""
    return text.replace("{", "(").replace("}", ")").replace("|", "/")


def faded(colour: str, opacity: float) -> str:
    """A colour of six digits with an opacity."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:.2f})"


def _html(text: str) -> str:
    return escape(text).replace("{", "&#123;").replace("}", "&#125;")
