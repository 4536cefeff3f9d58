"""Everything in a list that a person should look at, all of it at once: like problems together, each with a way to its rows."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import streamlit as st

from transfer_register.actions.take_in import Preview
from transfer_register.exhibits.style import counted, number
from transfer_register.intake.tables import RowProblem
from transfer_register.screens.plain import plain, shortened
from transfer_register.screens.preview_said import Said

_KEPT = "intake.problems"
# So few kinds stand open; more are folded away behind their number. So many stand on a page.
_FEW, _ROWS = 4, 12
_EXAMPLES, _LONG = 3, 240
_QUOTED = re.compile(r"“[^”]*”|\d+")


@dataclass(frozen=True)
class Kind:
    """Problems that say the same of different words."""

    problems: tuple[RowProblem, ...]

    @property
    def lines(self) -> frozenset[int]:
        return frozenset(problem.line for problem in self.problems if problem.line)

    def __str__(self) -> str:
        what = self.problems[0].what
        return shortened(what[:1].upper() + what[1:], _LONG)


def show_problems(preview: Preview, said: Said) -> None:
    """Draws the problems by kind; nothing where there are none."""
    if not preview.problems:
        return
    kinds = _kinds(preview)
    title = f"{counted(len(preview.problems), 'thing')} in the list to look at"
    with st.expander(title, icon=":material/error:", expanded=len(kinds) <= _FEW, key=f"intake.problems.{preview.sha256}"):
        pages = math.ceil(len(kinds) / _ROWS)
        key = f"intake.problems.page.{pages}"
        page = min(st.session_state.get(key) or 1, pages)
        for place, kind in list(enumerate(kinds))[(page - 1) * _ROWS : page * _ROWS]:
            _kind(kind, place, said)
        if pages > 1:
            st.pagination(pages, default=page, key=key, width=300)


def _kinds(preview: Preview) -> list[Kind]:
    kept = st.session_state.get(_KEPT)
    if kept is None or kept[0] is not preview:
        found: dict[str, list[RowProblem]] = {}
        for problem in preview.problems:
            found.setdefault(_QUOTED.sub("“”", problem.what), []).append(problem)
        # What concerns the whole file comes first, then what concerns the most rows.
        kinds = [Kind(tuple(each)) for each in found.values()]
        kept = (preview, sorted(kinds, key=lambda kind: (bool(kind.lines), -len(kind.problems))))
        st.session_state[_KEPT] = kept
    return kept[1]


def _kind(kind: Kind, place: int, said: Said) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        lines = sorted(kind.lines)
        where = ""
        if lines:
            shown = ", ".join(number(line) for line in lines[:_EXAMPLES])
            more = f" and {number(len(lines) - _EXAMPLES)} more" if len(lines) > _EXAMPLES else ""
            where = f"  \n:small[:gray[{'Line' if len(lines) == 1 else 'Lines'} {shown}{more}]]"
        st.markdown(f"{plain(str(kind))}{where}", width="stretch")
        if lines:
            st.button(
                f"Show {'the row' if len(lines) == 1 else f'the {number(len(lines))} rows'}", key=f"intake.problem.{place}",
                icon=":material/filter_alt:", type="tertiary", on_click=_only, args=(said, str(kind), kind.lines),
            )  # fmt: skip


def _only(said: Said, what: str, lines: frozenset[int]) -> None:
    said.part, said.search, said.lines = "all", "", (what, lines)
    said.view()
