"""Headings and values side by side: what is recorded of one thing, as a description list."""

from __future__ import annotations

from html import escape

import streamlit as st


def pairs(shown: list[tuple[str, str | list[str]]]) -> None:
    """Draws each heading with its value; several values stand below each other, and what is not recorded is an en dash."""
    rows = "".join(f"<dt>{escape(heading)}</dt><dd>{_lines(value)}</dd>" for heading, value in shown)
    st.html(f'<dl class="pairs">{rows}</dl>')


def _lines(value: str | list[str]) -> str:
    lines = [value] if isinstance(value, str) else value
    return "<br>".join(escape(line) for line in lines if line) or "–"
