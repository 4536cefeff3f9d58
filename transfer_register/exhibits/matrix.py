"""Draws how many transfers meet in two dimensions: the chart of the screen, and the rows of documents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from transfer_register.exhibits import dimensions, style
from transfer_register.exhibits.table import Column, Counted, Table
from transfer_register.exhibits.tally import Rule, Tally, legend_of, rule_for, rule_in_words
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

MORE: dict[str, object] = {"rows": "category", "columns": "country", "fold": {}, "most_rows": 30, "most_columns": 14}
ROW_HEIGHT = 26  # pixels of the chart a row


def parameters(more: dict[str, Any]) -> dict[str, object]:
    """`rows` and `columns` are two names of dimensions; `fold` is {"EEA": [codes]}. Raises ValueError for wrong ones."""
    if not {more["rows"], more["columns"]} <= dimensions.DIMENSIONS.keys() or more["rows"] == more["columns"]:
        raise ValueError(f"a matrix takes two of {', '.join(dimensions.DIMENSIONS)}")
    regions = dimensions.regions_parameter(more["rows"], more["columns"])
    return {**more, "fold": dimensions.fold_parameter(more["fold"]), "regions": regions}


@dataclass(frozen=True)
class Line:
    """A row or a column: its value, what it is called, and all transfers in it."""

    value: str
    label: str
    tally: Tally


@dataclass(frozen=True)
class Cell:
    """Where a row and a column meet."""

    tally: Tally
    mark: style.Mark
    said: str


@dataclass(frozen=True)
class Picture:
    """Rows and columns with most transfers first (states by rank, what is together under Other last)."""

    rule: Rule
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]
    cells: dict[tuple[int, int], Cell]
    total: Tally | None


def read(answer: Answer, words: Words) -> Picture:
    """The picture of an answer."""
    asked = answer.parameters
    found = answer.dicts()
    total = next((Tally.of(row) for row in found if row["row"] is None and row["column"] is None), None)
    rows = _lines(words, asked["rows"], [(r["row"], r["row_name"], Tally.of(r)) for r in found if r["column"] is None])
    columns = _lines(words, asked["columns"], [(r["column"], r["column_name"], Tally.of(r)) for r in found if r["row"] is None])
    row_at = {line.value: place for place, line in enumerate(rows)}
    column_at = {line.value: place for place, line in enumerate(columns)}
    rule = rule_for(total.transfers if total else 0)
    cells = {}
    for r in found:
        if r["row"] is not None and r["column"] is not None:
            tally, told = Tally.of(r), ((asked["rows"], r["row"]), (asked["columns"], r["column"]))
            mark = dimensions.drawn_by(words, rule, tally, *told)
            cells[row_at[r["row"]], column_at[r["column"]]] = Cell(tally, mark, dimensions.said(words, tally, *told))
    return Picture(rule, tuple(rows), tuple(columns), cells, total)


def _lines(words: Words, dimension: str, found: list[tuple[str | None, str | None, Tally]]) -> list[Line]:
    ranks = {mark.id: mark.rank for mark in (*style.verdicts(words), *style.bands(words))}
    stated = dimension in ("verdict", "band")
    lines = [Line(value, dimensions.label(words, dimension, value, name), tally) for value, name, tally in found if value is not None]
    order = (lambda line: ranks.get(line.value, 99)) if stated else (lambda line: -line.tally.transfers)
    return sorted(lines, key=lambda line: (line.value == dimensions.OTHER, order(line), line.label))


def draw(answer: Answer, words: Words, *, dark: bool = False) -> dict[str, Any]:
    """An option of `st.echarts_chart`: a heatmap whose cells are coloured by verdict and labelled with shape and count."""
    picture = read(answer, words)
    text, quiet, line = ("#e8ecf4", "#9aa7bd", "#2e3b57") if dark else (style.INK, style.QUIET, style.HAIR)
    most = max((cell.tally.transfers for cell in picture.cells.values()), default=1)
    cells = [
        {
            # Without a name of its own a chosen cell would light up its whole column: ECharts chooses by name.
            "name": f"{row}-{column}",
            "value": [column, row, cell.tally.transfers],
            "itemStyle": {
                "color": _faded(cell.mark.on_dark if dark else cell.mark.colour, 0.16 + 0.34 * (cell.tally.transfers / most) ** 0.5)
            },
            "label": {"formatter": f"{cell.mark.glyph} {style.number(cell.tally.transfers)}"},
            "tooltip": {
                "formatter": f"<b>{_html(picture.rows[row].label)}, {_html(picture.columns[column].label)}</b><br>{_html(cell.said)}"
            },
        }
        for (row, column), cell in picture.cells.items()
    ]
    axis = {
        "type": "category",
        "axisTick": {"show": False},
        "axisLine": {"show": False},
        "splitLine": {"show": True, "lineStyle": {"color": line, "width": 1}},
        "nameTextStyle": {"color": quiet, "fontWeight": 600},
    }
    return {
        "animation": False,
        "tooltip": {"trigger": "item", "confine": True},
        "grid": {"left": 8, "right": 8, "top": 8, "bottom": 8, "containLabel": True},
        "xAxis": axis
        | {
            "position": "top",
            "data": [f"{line.label}\n{style.number(line.tally.transfers)}" for line in picture.columns],
            "axisLabel": {"color": text, "interval": 0, "width": 82, "overflow": "break", "lineHeight": 14, "fontSize": 11, "hideOverlap": False},
        },
        "yAxis": axis
        | {
            "inverse": True,
            "data": [f"{line.label}  {style.number(line.tally.transfers)}" for line in picture.rows],
            "axisLabel": {"color": text, "interval": 0, "width": 190, "overflow": "truncate", "fontSize": 12, "hideOverlap": False},
        },
        "series": [
            {
                "type": "heatmap",
                "selectedMode": "single",
                "data": cells,
                "label": {"show": True, "color": text, "fontSize": 12},
                "emphasis": {"itemStyle": {"borderColor": text, "borderWidth": 1}},
                "select": {"itemStyle": {"borderColor": text, "borderWidth": 2.5}},
                "itemStyle": {"borderColor": line, "borderWidth": 1},
            }
        ],
    }


def height(answer: Answer, words: Words) -> int:
    """Pixels that the chart needs."""
    return 76 + ROW_HEIGHT * max(len(read(answer, words).rows), 2)


def caption(answer: Answer, words: Words) -> str:
    """What stands under the matrix."""
    picture = read(answer, words)
    if not picture.cells:
        return "No transfer to count."
    rows, columns = (dimensions.title(answer.parameters[axis]).lower() for axis in ("rows", "columns"))
    return (
        f"Transfers by {rows} and {columns}. {rule_in_words(picture.rule, 'cell')} "
        "A transfer stands in every row and column that it names, so sums may exceed the number of transfers."
    )


def marks(answer: Answer, words: Words) -> list[style.Mark]:
    """The states that the legend explains, the worst first."""
    picture = read(answer, words)
    return legend_of(cell.mark for cell in picture.cells.values())


def twin(answer: Answer, words: Words) -> Table:
    """The matrix as rows of a table, with totals: for documents, and beside the chart."""
    picture = read(answer, words)
    columns = [Column("row", dimensions.title(answer.parameters["rows"]))]
    columns += [Column(f"column_{place}", line.label, "mark") for place, line in enumerate(picture.columns)]
    columns.append(Column("transfers", "All", "count"))

    def counted(cell: Cell | None) -> Counted | None:
        return Counted(cell.tally.transfers, cell.mark) if cell else None

    rows: list[tuple] = [
        (line.label, *(counted(picture.cells.get((place, column))) for column in range(len(picture.columns))), line.tally.transfers)
        for place, line in enumerate(picture.rows)
    ]
    if picture.total:
        rows.append(("All", *(Counted(line.tally.transfers) for line in picture.columns), picture.total.transfers))
    return Table(tuple(columns), tuple(rows))


def picked(selection: Mapping[str, Any] | None, answer: Answer, words: Words) -> dict[str, tuple[str, ...]] | None:
    """The Filter fields of a chosen cell; None where nothing was chosen, or no filter can say it.

    `selection` is what `st.echarts_chart` returned under "selection"; indices beyond the picture are of an older one.
    """
    picture = read(answer, words)
    cells = list(picture.cells)
    for group in (selection or {}).get("selected", ()):
        for place in group["data_indices"]:
            if place < len(cells):
                row, column = cells[place]
                told = (answer.parameters["rows"], picture.rows[row].value), (answer.parameters["columns"], picture.columns[column].value)
                return dimensions.narrowed(told, answer.parameters)
    return None


def _faded(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:.2f})"


def _html(text: str) -> str:
    return escape(text).replace("{", "&#123;").replace("}", "&#125;")
