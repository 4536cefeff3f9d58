"""The colours of states on paper: `mark` for the shape, `word` (darker) for the word beside it, `fill` for a cell.

The words keep a contrast of at least 4.5 to 1 on white; the hues stay apart for the common forms of colour blindness,
and no state is told by colour alone.
"""

from __future__ import annotations

TONES: dict[str, dict[str, str]] = {
    "slate": {"mark": "#5b7083", "word": "#47596a", "fill": "#eef1f4"},
    "blue": {"mark": "#0072b2", "word": "#005a8f", "fill": "#e7f1f8"},
    "grey": {"mark": "#8a8f98", "word": "#5b606a", "fill": "#f0f1f3"},
    "vermilion": {"mark": "#d55e00", "word": "#a84300", "fill": "#fcece0"},
    "gold": {"mark": "#8a6d3b", "word": "#75592a", "fill": "#f6f1e7"},
    "pale": {"mark": "#b4b9c2", "word": "#666b75", "fill": "#f7f7f8"},
}
