"""Draws the cells of two views as a matrix: what meets there before, and what afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from transfer_register.exhibits import dimensions, echarts, style
from transfer_register.exhibits.compared_picture import WENT, Both, Compared, by_verdict, read
from transfer_register.exhibits.style import Mark
from transfer_register.exhibits.table import Column, Table
from transfer_register.exhibits.tally import Rule, Tally, legend_of
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

ROW_HEIGHT = 30  # pixels of the chart a row


def draw(answer: Answer, words: Words, *, dark: bool = False) -> dict[str, Any]:
    """An option of `st.echarts_chart`: cells in which transfers change are coloured, the others stay pale."""
    found, on = read(answer, words), echarts.ground(dark=dark)
    rows, columns = list(found.rows), list(found.columns)
    most = max((both.changed for both in found.cells.values()), default=0) or 1
    cells = [
        _cell(rows.index(row), columns.index(column), both, found, words, most, (row, column), dark=dark)
        for (row, column), both in found.cells.items()
    ]
    axis = {
        "type": "category", "axisTick": {"show": False}, "axisLine": {"show": False},
        "splitLine": {"show": True, "lineStyle": {"color": on.line, "width": 1}},
    }  # fmt: skip
    label = {"color": on.text, "interval": 0, "hideOverlap": False}
    return echarts.base(dark=dark) | {
        "grid": {"left": 8, "right": 8, "top": 8, "bottom": 8, "containLabel": True},
        "xAxis": axis | {
            "position": "top", "data": [_wrapped(f"{name}", both) for name, both in found.columns.values()],
            "axisLabel": label | {"lineHeight": 14, "fontSize": 11},
        },
        "yAxis": axis | {
            "inverse": True, "data": [name for name, _ in found.rows.values()],
            "axisLabel": label | {"width": 190, "overflow": "truncate", "fontSize": 12},
        },
        "series": [{
            "type": "heatmap", "selectedMode": "single", "data": cells,
            "label": {"show": True, "color": on.text, "fontSize": 11, "lineHeight": 14},
            "emphasis": {"itemStyle": {"borderColor": on.text, "borderWidth": 1}},
            "select": {"itemStyle": {"borderColor": on.text, "borderWidth": 2.5}},
            "itemStyle": {"borderColor": on.line, "borderWidth": 1},
        }],
    }  # fmt: skip


def _cell(
    row: int, column: int, both: Both, found: Compared, words: Words, most: int, at: tuple[str, str], *, dark: bool
) -> dict[str, Any]:
    mark = both.mark(words, found.rule)
    colour = mark.on_dark if dark else mark.colour
    head = f"{found.rows[at[0]][0]}, {found.columns[at[1]][0]}"
    strength = 0.22 + 0.34 * (both.changed / most) ** 0.5 if both.changed else 0.0
    return {
        # Without a name of its own a chosen cell would light up its whole column: ECharts chooses by name.
        "name": f"{row}-{column}",
        "value": [column, row, both.transfers],
        "itemStyle": {"color": echarts.faded(colour, strength)},
        "label": {
            "formatter": told(both, found.rule, words),
            **({} if both.changed else {"color": echarts.ground(dark=dark).quiet}),
        },
        "tooltip": echarts.tooltip(head, both.words(words)),
    }  # fmt: skip


def told(both: Both, rule: Rule, words: Words) -> str:
    """`7 of 19 ■ → ●`: how many change, and from what to what; `● 4` where nothing does."""
    if not both.changed:
        return f"{_state(both.after, rule, words)} {style.number(both.transfers)}"
    counted = f"{style.number(both.changed)} of {style.number(both.transfers)}"
    return f"{counted}  {_state(both.left, rule, words)} → {_state(both.becomes, rule, words)}"


def _state(side: Tally, rule: Rule, words: Words) -> str:
    """The shape of the state; a cross for what is not there."""
    return style.verdict(words, side.verdict(rule)).glyph if side.transfers else WENT.glyph


def _wrapped(name: str, both: Both) -> str:
    """The head of a column on lines of its own: ECharts leaves no room for lines that it breaks itself."""
    lines = wrap(name, 13, break_long_words=False)
    lines = lines if len(lines) <= 3 else [*lines[:2], f"{lines[2]} …"]
    return "\n".join([*lines, f"{style.number(both.changed)} of {style.number(both.transfers)}"])


def height(answer: Answer, words: Words) -> int:
    """Pixels that the chart needs."""
    return 96 + ROW_HEIGHT * max(len(read(answer, words).rows), 2)


def marks(answer: Answer, words: Words) -> list[Mark]:
    """The states that the legend explains: those in which transfers end that change."""
    found = read(answer, words)
    return legend_of(both.mark(words, found.rule) for both in found.cells.values() if both.changed)


def caption(answer: Answer, words: Words) -> str:
    """What stands under the matrix."""
    rule = read(answer, words).rule
    which = "the worst verdict" if rule == "worst" else "the worst verdict that at least a quarter have"
    return (
        f"In a coloured cell: how many transfers change, and {which} of these before → after; {WENT.glyph} where they are not "
        "there. In a pale cell nothing changes. A transfer stands in every row and column that it names, so sums may exceed "
        "the number of transfers."
    )


def twin(answer: Answer, words: Words) -> Table:
    """The matrix as a table: one row a cell, those in which most changes first."""
    found = read(answer, words)
    columns = (
        Column("row", dimensions.title(answer.parameters["rows"])),
        Column("column", dimensions.title(answer.parameters["columns"])), Column("before", "Before"),
        Column("after", "After"), Column("changed", "Change", "count"),
    )  # fmt: skip
    rows = [
        (
            found.rows[row][0], found.columns[column][0], by_verdict(both.before, words, glyphs=True),
            by_verdict(both.after, words, glyphs=True), both.changed,
        )
        for (row, column), both in found.cells.items()
    ]  # fmt: skip
    return Table(columns, tuple(rows))


def picked(selection: Mapping[str, Any] | None, answer: Answer, words: Words) -> dict[str, tuple[str, ...]] | None:
    """The Filter fields of a chosen cell; None where nothing was chosen, or no filter can say it."""
    cells = list(read(answer, words).cells)
    for group in (selection or {}).get("selected", ()):
        for place in group["data_indices"]:
            if place < len(cells):
                row, column = cells[place]
                told = ((answer.parameters["rows"], row), (answer.parameters["columns"], column))
                return dimensions.narrowed(told, answer.parameters)
    return None
