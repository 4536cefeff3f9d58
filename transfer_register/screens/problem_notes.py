"""What is wrong with a form, beside the field it is about; what has no field of its own stands at the top."""

from __future__ import annotations

import streamlit as st

from transfer_register.errors import Problem
from transfer_register.exhibits.record_words import FIELDS
from transfer_register.screens.plain import plain


class ProblemNotes:
    """The problems of one attempt to save; each is told once, at the first place that asks for it."""

    def __init__(self, problems: list[Problem]):
        self._open = [(heading_of(problem.where), problem) for problem in problems]
        self.count = len(problems)

    def beside(self, *headings: str) -> None:
        """Writes what is wrong with the fields of these headings."""
        for found in [found for found in self._open if found[0] in headings]:
            self._open.remove(found)
            st.markdown(f":red[:material/error: {plain(_sentence(found[1]))}]")

    def elsewhere(self) -> None:
        """Writes what no field took, each with its place."""
        for heading, problem in self._open:
            where = f"{plain(heading)}: " if heading else ""
            st.markdown(f":red[:material/error: {where}{plain(_sentence(problem))}]")
        self._open.clear()


def heading_of(where: str) -> str:
    """The heading of the field a problem names; the place as it stands where it is no field."""
    first, _, _ = where.partition(" ")
    return FIELDS[first][0] if first in FIELDS else where


def _sentence(problem: Problem) -> str:
    text = f"{problem.what} {problem.mend}".strip()
    # What has no place in the form may begin with the name of a file or a server, which is written as it is.
    return text[:1].upper() + text[1:] if problem.where else text
