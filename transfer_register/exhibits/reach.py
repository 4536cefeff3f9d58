"""Draws what each category of data can reach, by a transfer or carried onward: a matrix for the screen, rows for documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from transfer_register.exhibits import dimensions, echarts, style
from transfer_register.exhibits.chain_picture import NOT_RECORDED
from transfer_register.exhibits.table import Column, Table
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

# So many transfers behind a cell are listed one by one when it is chosen.
MORE: dict[str, object] = {"most": 200}
# What is drawn; the table has everything.
ROWS, COLUMNS = 30, 11
ONWARD, UNRECORDED = "↪", "~unrecorded"


@dataclass(frozen=True)
class Picture:
    """Values of the rows and columns that are drawn, those with most transfers first, and the cells where they meet."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: tuple[dict[str, Any], ...]
    rows_left_out: int
    columns_left_out: int


def read(answer: Answer) -> Picture:
    """The picture of an answer. Where something goes that nobody recorded stands first, since there is most to ask."""
    found = answer.dicts()
    rows, columns = _ordered(found, "category"), _ordered(found, "place")
    columns = sorted(columns, key=lambda place: place != UNRECORDED)
    shown = set(rows[:ROWS]), set(columns[:COLUMNS])
    cells = tuple(row for row in found if row["category"] in shown[0] and row["place"] in shown[1])
    left = max(len(rows) - ROWS, 0), max(len(columns) - COLUMNS, 0)
    return Picture(tuple(rows[:ROWS]), tuple(columns[:COLUMNS]), cells, *left)


def _ordered(found: list[dict[str, Any]], name: str) -> list[str]:
    counts: dict[str, int] = {}
    for row in found:
        counts[row[name]] = counts.get(row[name], 0) + row["transfers"]
    return sorted(counts, key=lambda value: (value == "", -counts[value], value))


def place_label(words: Words, place: str) -> str:
    """The words for a place, which may be none."""
    return NOT_RECORDED if place == UNRECORDED else dimensions.label(words, "country", place)


def draw(answer: Answer, words: Words, *, dark: bool = False) -> dict[str, Any]:
    """An option of `st.echarts_chart`: a cell has the shape of its worst verdict, its transfers, and those that come onward."""
    picture, on = read(answer), echarts.ground(dark=dark)
    most = max((cell["transfers"] for cell in picture.cells), default=1)
    line = {"show": True, "lineStyle": {"color": on.line, "width": 1}}
    axis = {"type": "category", "axisTick": {"show": False}, "axisLine": {"show": False}, "splitLine": line}
    heads = [_wrapped(place_label(words, place)) for place in picture.columns]
    names = [dimensions.label(words, "category", category) for category in picture.rows]
    of_axis = {"color": on.text, "interval": 0, "hideOverlap": False}
    return echarts.base(dark=dark) | {
        "grid": {"left": 8, "right": 8, "top": 8, "bottom": 8, "containLabel": True},
        "xAxis": axis | {"position": "top", "data": heads, "axisLabel": of_axis | {"lineHeight": 14, "fontSize": 11}},
        "yAxis": axis
        | {"inverse": True, "data": names, "axisLabel": of_axis | {"width": 190, "overflow": "truncate", "fontSize": 12}},
        "series": [
            {
                "type": "heatmap",
                "selectedMode": "single",
                "data": [_cell(cell, picture, words, most, dark=dark) for cell in picture.cells],
                "label": {"show": True, "color": on.text, "fontSize": 11.5},
                "emphasis": {"itemStyle": {"borderColor": on.text, "borderWidth": 1}},
                "select": {"itemStyle": {"borderColor": on.text, "borderWidth": 2.5}},
                "itemStyle": {"borderColor": on.line, "borderWidth": 1},
            }
        ],
    }


def _cell(cell: dict[str, Any], picture: Picture, words: Words, most: int, *, dark: bool) -> dict[str, Any]:
    mark = style.verdict(words, cell["verdict"])
    row, column = picture.rows.index(cell["category"]), picture.columns.index(cell["place"])
    colour = echarts.faded(mark.on_dark if dark else mark.colour, 0.16 + 0.34 * (cell["transfers"] / most) ** 0.5)
    head = f"{dimensions.label(words, 'category', cell['category'])}, {place_label(words, cell['place'])}"
    return {
        # Without a name of its own a chosen cell would light up its whole column: ECharts chooses by name.
        "name": f"{row}-{column}",
        "value": [column, row, cell["transfers"]],
        "itemStyle": {"color": colour},
        "label": {"formatter": f"{mark.glyph} {counts(cell)}"},
        "tooltip": echarts.tooltip(head, said(cell, words)),
    }


def counts(cell: Mapping[str, Any]) -> str:
    """`4`, or `4 ↪ 1` where one of these carries others onward; `↪ 2` where all do."""
    if not cell["onward"]:
        return style.number(cell["direct"])
    onward = f"{ONWARD} {style.number(cell['onward'])}"
    return f"{style.number(cell['direct'])} {onward}" if cell["direct"] else onward


def ways(cell: Mapping[str, Any]) -> str:
    """`2 direct; 1 onward through Adverto Ltd`."""
    parts = [f"{style.number(cell['direct'])} direct"] if cell["direct"] else []
    parts += [f"{style.number(cell['onward'])} onward through {through(cell)}"] if cell["onward"] else []
    return "; ".join(parts)


def said(cell: Mapping[str, Any], words: Words) -> str:
    """What is said of a cell in words."""
    return f"{ways(cell)}. Worst on the way: {style.verdict(words, cell['verdict']).word.lower()}"


def through(cell: Mapping[str, Any]) -> str:
    """Who sends it on."""
    names = list(cell["through"] or ())
    more = (cell["through_all"] or 0) - len(names)
    return style.listed(names) + (f" and {more} more" if more > 0 else "")


def _wrapped(label: str) -> str:
    lines = wrap(label, 13, break_long_words=False)
    return "\n".join(lines if len(lines) <= 3 else [*lines[:2], f"{lines[2]} …"])


def height(answer: Answer) -> int:
    """Pixels that the chart needs."""
    return 84 + 26 * max(len(read(answer).rows), 2)


def marks(answer: Answer, words: Words) -> list[style.Mark]:
    """The states that the legend explains, the worst first."""
    found = {cell["verdict"]: style.verdict(words, cell["verdict"]) for cell in read(answer).cells}
    return sorted(found.values(), key=lambda mark: mark.rank)


def caption(answer: Answer) -> str:
    """What stands under the matrix."""
    picture = read(answer)
    if not picture.cells:
        return "No transfer to count."
    left = [
        f"{style.counted(picture.rows_left_out, 'category', 'categories')}" if picture.rows_left_out else "",
        f"{style.counted(picture.columns_left_out, 'place')}" if picture.columns_left_out else "",
    ]
    more = " and ".join(part for part in left if part)
    return (
        f"How many transfers bring a category to a place; {ONWARD} counts those that carry others onward. Each cell has the "
        "worst verdict on the way there, so a good last leg does not hide a bad first one. "
        "Where an onward transfer does not say what it carries, it is taken to carry what the one before does."
        + (f" The table also has {more} with fewer transfers." if more else "")
    )


def twin(answer: Answer, words: Words) -> Table:
    """One row a category and place, with those who send it on."""
    columns = (
        Column("category", "Data"),
        Column("place", "Can reach"),
        Column("direct", "Direct", "count"),
        Column("onward", "Onward", "count"),
        Column("through", "Onward through"),
        Column("verdict", "Worst on the way", "mark"),
    )
    rows = tuple(
        (
            dimensions.label(words, "category", row["category"]),
            place_label(words, row["place"]),
            row["direct"],
            row["onward"],
            through(row) or None,
            style.verdict(words, row["verdict"]),
        )
        for row in answer.dicts()
    )
    return Table(columns, rows)


def picked(selection: Mapping[str, Any] | None, answer: Answer) -> dict[str, tuple[str, ...]] | None:
    """The Filter fields of a chosen cell: the transfers behind it, the worst first; None where nothing was chosen.

    `selection` is what `st.echarts_chart` returned under "selection"; indices beyond the picture are of an older one.
    """
    cells = read(answer).cells
    for group in (selection or {}).get("selected", ()):
        for place in group["data_indices"]:
            if place < len(cells):
                return {"transfers": tuple(cells[place]["behind"])}
    return None
