"""Draws how many transfers meet in two dimensions: the chart of the screen, and the rows of documents."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from transfer_register.exhibits import dimensions, echarts, style
from transfer_register.exhibits.matrix_picture import Cell, Line, Picture, read
from transfer_register.exhibits.table import Column, Counted, Table
from transfer_register.exhibits.tally import Colour, legend_of, rule_in_words
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


def draw(answer: Answer, words: Words, *, dark: bool = False, colour: Colour = "verdict") -> dict[str, Any]:
    """An option of `st.echarts_chart`: a heatmap whose cells are coloured by a state and labelled with its shape and a count."""
    picture = read(answer, words, colour)
    on = echarts.ground(dark=dark)
    most = max((cell.tally.transfers for cell in picture.cells.values()), default=1)
    cells = [
        {
            # Without a name of its own a chosen cell would light up its whole column: ECharts chooses by name.
            "name": f"{row}-{column}",
            "value": [column, row, cell.tally.transfers],
            "itemStyle": {"color": _tint(cell, most, dark=dark)},
            "label": {"formatter": f"{cell.mark.glyph} {style.number(cell.tally.transfers)}"},
            "tooltip": echarts.tooltip(f"{picture.rows[row].label}, {picture.columns[column].label}", cell.said),
        }
        for (row, column), cell in picture.cells.items()
    ]
    line = {"show": True, "lineStyle": {"color": on.line, "width": 1}}
    axis = {"type": "category", "axisTick": {"show": False}, "axisLine": {"show": False}, "splitLine": line}
    room = 13 if len(picture.columns) < 11 else 10  # characters a line of a column's head
    words_of_axis = {"color": on.text, "interval": 0, "hideOverlap": False}
    return echarts.base(dark=dark) | {
        "grid": {"left": 8, "right": 8, "top": 8, "bottom": 8, "containLabel": True},
        "xAxis": axis
        | {
            "position": "top",
            "data": [f"{_wrapped(line.label, room)}\n{style.number(line.tally.transfers)}" for line in picture.columns],
            "axisLabel": words_of_axis | {"lineHeight": 14, "fontSize": 11},
        },
        "yAxis": axis
        | {
            "inverse": True,
            "data": [f"{line.label}  {style.number(line.tally.transfers)}" for line in picture.rows],
            "axisLabel": words_of_axis | {"width": 190, "overflow": "truncate", "fontSize": 12},
        },
        "series": [
            {
                "type": "heatmap",
                "selectedMode": "single",
                "data": cells,
                "label": {"show": True, "color": on.text, "fontSize": 12},
                "emphasis": {"itemStyle": {"borderColor": on.text, "borderWidth": 1}},
                "select": {"itemStyle": {"borderColor": on.text, "borderWidth": 2.5}},
                "itemStyle": {"borderColor": on.line, "borderWidth": 1},
            }
        ],
    }


def _wrapped(label: str, width: int) -> str:
    """The head of a column on lines of its own: ECharts leaves no room for lines that it breaks itself."""
    lines = wrap(label, width, break_long_words=False)
    return "\n".join(lines if len(lines) <= 4 else [*lines[:3], f"{lines[3]} …"])


def _tint(cell: Cell, most: int, *, dark: bool) -> str:
    """The colour of the state, stronger for more transfers, and light enough that words on it stay readable."""
    return echarts.faded(cell.mark.on_dark if dark else cell.mark.colour, 0.16 + 0.34 * (cell.tally.transfers / most) ** 0.5)


def height(answer: Answer, words: Words) -> int:
    """Pixels that the chart needs."""
    return 98 + ROW_HEIGHT * max(len(read(answer, words).rows), 2)


def caption(answer: Answer, words: Words, colour: Colour = "verdict") -> str:
    """What stands under the matrix."""
    picture = read(answer, words, colour)
    if not picture.cells:
        return "No transfer to count."
    rows, columns = (dimensions.title(answer.parameters[axis]).lower() for axis in ("rows", "columns"))
    return (
        f"Transfers by {rows} and {columns}. {rule_in_words(picture.rule, 'cell', colour)} "
        "A transfer stands in every row and column that it names, so sums may exceed the number of transfers."
    )


def marks(answer: Answer, words: Words, colour: Colour = "verdict") -> list[style.Mark]:
    """The states that the legend explains, the worst first."""
    picture = read(answer, words, colour)
    return legend_of(cell.mark for cell in picture.cells.values())


def twin(answer: Answer, words: Words, colour: Colour = "verdict") -> Table:
    """The matrix as rows of a table, with totals: for documents, and beside the chart."""
    picture = read(answer, words, colour)
    columns = [Column("row", dimensions.title(answer.parameters["rows"]))]
    columns += [Column(f"column_{place}", line.label, "mark") for place, line in enumerate(picture.columns)]
    columns.append(Column("transfers", "All", "count"))

    def counted(cell: Cell | None) -> Counted | None:
        return Counted(cell.tally.transfers, cell.mark) if cell else None

    rows: list[tuple] = [
        (
            line.label,
            *(counted(picture.cells.get((place, column))) for column in range(len(picture.columns))),
            line.tally.transfers,
        )
        for place, line in enumerate(picture.rows)
    ]
    if picture.total:
        rows.append(("All", *(Counted(line.tally.transfers) for line in picture.columns), picture.total.transfers))
    return Table(tuple(columns), tuple(rows))


def picked(selection: Mapping[str, Any] | None, answer: Answer, words: Words) -> dict[str, tuple[str, ...]] | None:
    """The Filter fields of a chosen cell; None where nothing was chosen, or no filter can say it.

    `selection` is what `st.echarts_chart` returned under "selection"; indices beyond the picture are of an older one.
    """
    cell = _cell(selection, read(answer, words))
    if cell is None:
        return None
    row, column, picture = cell
    axes = (answer.parameters["rows"], answer.parameters["columns"])
    told = list(zip(axes, (row.value, column.value), strict=True))
    shown = dict(zip(axes, ([line.value for line in lines] for lines in (picture.rows, picture.columns)), strict=True))
    return dimensions.narrowed(told, answer.parameters, shown)


def closer(selection: Mapping[str, Any] | None, answer: Answer, words: Words) -> tuple[str, str] | None:
    """The axes under which a chosen cell says more: finer ones, or the same where it stands for several values together."""
    cell = _cell(selection, read(answer, words))
    if cell is None:
        return None
    row, column, _ = cell
    rows, columns = answer.parameters["rows"], answer.parameters["columns"]
    rows = rows if row.value == dimensions.OTHER else dimensions.finer(rows, {rows, columns})
    return rows, columns if column.value == dimensions.OTHER else dimensions.finer(columns, {rows, columns})


def _cell(selection: Mapping[str, Any] | None, picture: Picture) -> tuple[Line, Line, Picture] | None:
    cells = list(picture.cells)
    places = [place for group in (selection or {}).get("selected", ()) for place in group["data_indices"] if place < len(cells)]
    if not places:
        return None
    row, column = cells[places[0]]
    return picture.rows[row], picture.columns[column], picture
