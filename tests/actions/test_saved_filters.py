"""Filters under names: saved once for everybody, changed with a trace, taken away without a transfer changing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from transfer_register.actions.saved_filters import forget, named, save, saved
from transfer_register.errors import Refused
from transfer_register.model.filter import Filter
from transfer_register.register.register import Register

AT = datetime(2026, 11, 23, 9, tzinfo=UTC)
STAFF = Filter(subjects=("employees",), countries=("US", "IN"))


def _save(register: Register, name: str, chosen: Filter = STAFF) -> str:
    return save(register, name, chosen, actor="Ada", at=AT)


def test_a_filter_is_found_again_by_its_name_and_means_the_same(register: Register):
    id = _save(register, "  Staff   abroad ")
    assert [(each.name, each.filter) for each in saved(register)] == [("Staff abroad", STAFF)]
    assert named(register, "staff ABROAD").id == named(register, id).id == id


def test_a_name_is_given_to_one_filter_only_and_its_past_stays(register: Register):
    id = _save(register, "Staff")
    assert _save(register, "staff", Filter(countries=("JP",))) == id
    assert [each.filter for each in saved(register)] == [Filter(countries=("JP",))]
    assert [version.state["says"] for version in register.history(id)] == [
        {"countries": ["US", "IN"], "subjects": ["employees"]},
        {"countries": ["JP"]},
    ]


def test_the_same_filter_saved_again_writes_nothing(register: Register):
    _save(register, "Staff")
    before = register.head().sequence
    _save(register, "Staff")
    assert register.head().sequence == before


@pytest.mark.parametrize(("name", "chosen"), [("", STAFF), ("x" * 61, STAFF), ("All", Filter())])
def test_what_is_no_name_or_no_filter_is_refused(register: Register, name: str, chosen: Filter):
    with pytest.raises(Refused):
        _save(register, name, chosen)
    assert saved(register) == []


def test_a_filter_that_was_taken_away_is_unknown_and_others_are_named(register: Register):
    _save(register, "Staff")
    _save(register, "Japan", Filter(countries=("JP",)))
    forget(register, "Staff", actor="Ada", at=AT)
    with pytest.raises(Refused, match="“Japan”"):
        named(register, "Staff")


def test_names_of_any_kind_mean_the_same_after_they_were_saved(register: Register):
    chosen = Filter(search="a; b, c = d", exporters=("A, B; C",), tools=("",))
    _save(register, "Odd", chosen)
    assert named(register, "Odd").filter == chosen
