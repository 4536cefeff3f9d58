"""The house style of plotly figures: fonts, grounds and lines, so that they look like the other pictures."""

from __future__ import annotations

from typing import Any

from transfer_register.exhibits import echarts, style

LEGEND = 92  # pixels of a figure above and below its bars

# What every mount passes to `st.plotly_chart(config=...)`: no bar of tools, no logo, nothing that calls out.
CONFIG: dict[str, Any] = {"displayModeBar": False, "displaylogo": False, "scrollZoom": False, "responsive": True}


def quiet(*, dark: bool) -> str:
    """The colour of lines and small words."""
    return echarts.ground(dark=dark).quiet


def filled(colour: str, pattern: str = "") -> dict[str, Any]:
    """The `marker` of a bar: a colour, and a pattern for those who do not see it (plotly's names: / x - . |)."""
    marker: dict[str, Any] = {"color": colour, "line": {"width": 0}}
    if pattern:
        marker["pattern"] = {"shape": pattern, "fillmode": "replace", "fgcolor": colour, "size": 6, "solidity": 0.5}
    return marker


def layout(*, dark: bool = False) -> dict[str, Any]:
    """Layout settings for `update_layout`; the ground is left to the page."""
    on = echarts.ground(dark=dark)
    text, line = on.text, on.line
    axis = {
        "gridcolor": line,
        "zerolinecolor": line,
        "linecolor": line,
        "tickfont": {"color": text},
        "title": {"font": {"color": quiet(dark=dark), "size": 12}},
    }
    return {
        "template": "none",
        "font": {"family": "Inter, sans-serif", "size": 12.5, "color": text},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "margin": {"l": 8, "r": 8, "t": 44, "b": 40},
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": 1,
            "xanchor": "left",
            "yanchor": "bottom",
            "title": {"text": ""},
            "traceorder": "normal",
        },
        "xaxis": axis,
        "yaxis": axis | {"gridcolor": "rgba(0,0,0,0)", "automargin": True},
        "hoverlabel": {
            "bgcolor": "#19233a" if dark else style.PAPER,
            "font": {"color": text, "family": "Inter, sans-serif"},
            "bordercolor": line,
        },
        "clickmode": "event+select",
        "dragmode": False,
    }
