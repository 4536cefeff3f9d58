"""Text of other people: shown as it stands, never as markup or as a formula."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from transfer_register.exhibits.table import Column, Table
from transfer_register.intake.own_text import harmless
from transfer_register.register.journal import Head
from transfer_register.screens.csv_file import csv_bytes
from transfer_register.screens.plain import enumerated, plain, shortened


@pytest.mark.parametrize("text", ["![x](http://x/y.png)", "<img src=x>", ":red[x]", "$x$", "**b**", "`c`", "1. x", "[l](j)"])
def test_markup_is_escaped(text: str):
    assert plain(text).replace("\\", "") == text
    assert all(plain(text)[place - 1] == "\\" for place, sign in enumerate(plain(text)) if sign in "![]()<>:$*`#_~|")


@given(some.text(max_size=60))
def test_escaped_text_is_one_line_and_loses_nothing_but_blanks(text: str):
    assert "\n" not in plain(text)
    assert re.sub(r"\\(.)", r"\1", plain(text)) == re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "  =1", "\t=1", "|x", "%x", '=HYPERLINK("http://x")'])
def test_a_cell_that_would_run_is_made_text(text: str):
    assert harmless(text) == "'" + text


@pytest.mark.parametrize("text", ["-5", "+3.2", "Acme", "a=b", ""])
def test_a_cell_that_does_not_run_stays(text: str):
    assert harmless(text) == text


def test_a_csv_file_has_headings_days_and_numbers_that_a_program_reads():
    columns = (Column("a", "Name"), Column("b", "Day", "day"), Column("c", "Transfers", "count"))
    table = Table(columns, (("=x", date(2026, 1, 2), 1240),))
    assert csv_bytes(table).decode("utf-8-sig").splitlines() == ["Name,Day,Transfers", "'=x,2026-01-02,1240"]
    receipted = csv_bytes(table, Head(7, "ab" * 32)).decode("utf-8-sig").splitlines()
    assert receipted == ["Name,Day,Transfers,Journal entry,Journal hash", f"'=x,2026-01-02,1240,7,{'ab' * 32}"]


def test_long_text_is_cut_at_a_word():
    assert shortened("Creating the account, Hosting", 23) == "Creating the account…"
    assert shortened("short", 22) == "short"


def test_parts_are_named_as_in_a_sentence():
    assert enumerated([]) == ""
    assert enumerated(["a", "b", "c"]) == "a, b and c"
