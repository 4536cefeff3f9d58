"""Options of a paper of which a text that shows nothing (spaces, control characters) is taken as not stated."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TypeVar

from transfer_register.reports.blanks import is_blank
from transfer_register.reports.frame import Common

Paper = TypeVar("Paper", bound=Common)


def stated(options: Paper) -> Paper:
    """The options in which every text shows something or is empty; the organisation stays as it is."""
    blank = {
        one.name: ""
        for one in fields(options)
        if one.name != "organisation" and isinstance(value := getattr(options, one.name), str) and is_blank(value)
    }
    return replace(options, **blank)
