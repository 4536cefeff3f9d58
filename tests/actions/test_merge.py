"""Two changes of one record become one: what can go together goes together, and what cannot waits for a person."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from transfer_register.actions.merge import How, Row, merged, rows

SIDES = {"exporter": "PA-0001", "importer": "PA-0002"}
SCC = {"tool": "scc_2021", "module": 2}


def found(base: dict, theirs: dict, mine: dict) -> dict[str, Row]:
    return {row.field: row for row in rows("transfer", SIDES | base, SIDES | theirs, SIDES | mine)}


def result(base: dict, theirs: dict, mine: dict, **chosen: How) -> dict:
    return merged(SIDES | theirs, rows("transfer", SIDES | base, SIDES | theirs, SIDES | mine), chosen)


def test_what_one_of_them_changed_merges_by_itself():
    base, theirs, mine = {"owner": "Sales", "note": "a"}, {"owner": "Legal", "note": "a"}, {"owner": "Sales", "note": "b"}
    assert {field: row.how for field, row in found(base, theirs, mine).items()} == {"owner": How.THEIRS, "note": How.MINE}
    assert result(base, theirs, mine).items() >= {"owner": "Legal", "note": "b"}.items()


def test_what_both_changed_alike_needs_no_choice():
    assert found({"owner": "Sales"}, {"owner": "Legal"}, {"owner": "Legal"})["owner"].how is How.SAME


@pytest.mark.parametrize(("how", "owner"), [(How.THEIRS, "Legal"), (How.MINE, "Support")])
def test_what_both_changed_otherwise_waits_for_a_choice(how: How, owner: str):
    three = ({"owner": "Sales"}, {"owner": "Legal"}, {"owner": "Support"})
    assert found(*three)["owner"].how is How.CHOOSE
    with pytest.raises(KeyError):
        result(*three)
    assert result(*three, owner=how)["owner"] == owner


def test_what_was_emptied_is_a_change_as_well():
    assert "owner" not in result({"owner": "Sales"}, {"owner": "Sales", "note": "new"}, {})
    assert found({"owner": "Sales"}, {}, {"owner": "Legal"})["owner"].how is How.CHOOSE


def test_terms_that_both_added_go_together_and_what_either_took_away_goes():
    row = found(
        {"purposes": ["hosting", "support"]}, {"purposes": ["hosting", "support", "payroll"]}, {"purposes": ["support", "sales"]}
    )
    assert (row["purposes"].how, row["purposes"].value) == (How.BOTH, ["support", "payroll", "sales"])


def test_facts_merge_one_by_one():
    theirs = {"facts": {"tia.exists": True, "tra.exists": False}}
    mine = {"facts": {"tia.exists": False, "data.hr_context": True}}
    row = found({}, theirs, mine)
    assert {field: each.how for field, each in row.items()} == {
        "facts.tia.exists": How.CHOOSE, "facts.tra.exists": How.THEIRS, "facts.data.hr_context": How.MINE,
    }  # fmt: skip
    state = result({}, theirs, mine, **{"facts.tia.exists": How.MINE})
    assert state["facts"] == {"tia.exists": False, "tra.exists": False, "data.hr_context": True}


def test_places_that_both_added_go_together():
    theirs, mine = {"places": [{"country": "IN"}, {"country": "JP"}]}, {"places": [{"country": "IN"}, {"country": "BR"}]}
    row = found({"places": [{"country": "IN"}]}, theirs, mine)["places"]
    assert (row.how, [place["country"] for place in row.value]) == (How.BOTH, ["IN", "JP", "BR"])


def test_one_mechanism_changed_by_both_waits_for_a_choice():
    base = {"mechanisms": [SCC]}
    theirs, mine = {"mechanisms": [SCC | {"reference": "A-7"}]}, {"mechanisms": [SCC | {"reference": "B-9"}]}
    assert found(base, theirs, mine)["mechanisms"].how is How.CHOOSE


def test_one_mechanism_changed_by_one_and_taken_away_by_the_other_waits_for_a_choice():
    base = {"mechanisms": [SCC, {"tool": "bcr"}]}
    theirs, mine = {"mechanisms": [{"tool": "bcr"}]}, {"mechanisms": [SCC | {"reference": "B-9"}, {"tool": "bcr"}]}
    assert found(base, theirs, mine)["mechanisms"].how is How.CHOOSE


def test_one_mechanism_added_by_both_in_two_ways_waits_for_a_choice():
    theirs, mine = {"mechanisms": [SCC | {"reference": "A-7"}]}, {"mechanisms": [SCC | {"reference": "B-9"}]}
    assert found({"mechanisms": None}, theirs, mine)["mechanisms"].how is How.CHOOSE


def test_nobody_says_that_there_is_no_mechanism_unless_somebody_said_so():
    # Each took away what the other left: an empty list would say that there is none.
    base = {"mechanisms": [SCC, {"tool": "bcr"}]}
    row = found(base, {"mechanisms": [SCC]}, {"mechanisms": [{"tool": "bcr"}]})["mechanisms"]
    assert row.how is How.CHOOSE
    assert found({}, {"mechanisms": []}, {"mechanisms": [SCC]})["mechanisms"].how is How.CHOOSE
    assert found({}, {"mechanisms": []}, {})["mechanisms"].how is How.THEIRS


_TERMS = st.lists(st.sampled_from("abcd"), unique=True)
_STATE = st.fixed_dictionaries(
    {},
    optional={
        "owner": st.sampled_from(["x", "y", "z"]), "persons": st.integers(0, 2), "purposes": _TERMS, "data_categories": _TERMS,
        "places": st.lists(
            st.fixed_dictionaries({"country": st.sampled_from(["DE", "IN"]), "role": st.sampled_from(["storage", "processing"])}),
            max_size=3,
        ),
        "mechanisms": st.lists(st.sampled_from([SCC, SCC | {"reference": "A"}, {"tool": "bcr"}]), max_size=3),
        "facts": st.dictionaries(st.sampled_from(["tia.exists", "tra.exists"]), st.booleans()),
    },
)  # fmt: skip


@given(_STATE, _STATE, _STATE)
@settings(max_examples=80, deadline=None)
def test_nothing_that_either_changed_is_lost(base: dict, theirs: dict, mine: dict):
    by_field = found(base, theirs, mine)
    turned = found(base, mine, theirs)
    assert by_field.keys() == turned.keys()
    for field, row in by_field.items():
        match row.how:
            case How.THEIRS:
                assert row.before == row.mine != row.theirs == row.value
            case How.MINE:
                assert row.before == row.theirs != row.mine == row.value
            case How.BOTH:
                old = row.before or []
                added = [each for side in (row.theirs, row.mine) for each in side if each not in old]
                gone = [each for each in old if each not in row.theirs or each not in row.mine]
                assert all(each in row.value for each in added)
                assert not any(each in row.value for each in gone)
                assert turned[field].how is How.BOTH
            case How.CHOOSE:
                assert turned[field].how is How.CHOOSE
    for how in (How.THEIRS, How.MINE):
        state = result(base, theirs, mine, **{field: how for field, row in by_field.items() if row.how is How.CHOOSE})
        now = {row.field: row.mine for row in rows("transfer", SIDES, SIDES, state)}
        for field, row in by_field.items():
            chosen = {How.THEIRS: row.theirs, How.MINE: row.mine}[how] if row.how is How.CHOOSE else row.value
            assert now.get(field) == chosen
