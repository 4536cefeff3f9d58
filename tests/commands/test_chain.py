"""`chain`: the chains of a register, and what its data reach, for scripts and for people."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exhibits.chain_register import ON, chain_register


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    folder = tmp_path_factory.mktemp("chains") / "register"
    register, ids = chain_register(folder)
    register.sight(ON)
    register.close()
    return folder, ids


def test_one_document_has_chains_with_weakest_and_unknown_legs_and_what_is_reached(call, linked):
    folder, ids = linked
    told = call("--on", ON.isoformat(), "chain", "--json", register=folder).json
    found = {chain["root"]: chain for chain in told["chains"]}
    assert set(found) == {ids["a1"], ids["b1"], ids["c1"], ids["d2"]}
    assert [leg["transfer"] for leg in found[ids["a1"]]["legs"]] == [ids["a1"], ids["a2"], ids["a3"]]
    assert found[ids["a1"]]["countries"] == ["DE", "IE", "IN"]
    assert [leg["after"] for leg in found[ids["b1"]]["unknown_legs"]] == [ids["b2"]]
    assert [leg["before"] for leg in found[ids["d2"]]["unknown_legs"]] == [ids["d2"]]
    worst = {leg["transfer"] for leg in found[ids["a1"]]["legs"] if leg["verdict"] == found[ids["a1"]]["verdict"]}
    assert set(found[ids["a1"]]["weakest"]["transfers"]) == worst
    assert told["reach"]["name"]["DE"]["onward"] == 1
    assert told["reach"]["name"]["~unrecorded"]["verdict"] == "unknown"


def test_one_transfer_tells_its_whole_chain_and_lines_say_which_leg_is_weakest(call, linked):
    folder, ids = linked
    said = call("--on", ON.isoformat(), "chain", "--transfer", ids["a2"], register=folder)
    assert said.status == 0
    assert "Chain of " + ids["a1"] in said.out
    assert ids["b1"] not in said.out
    assert said.out.count("(weakest leg)") == 1
    alone = call("--on", ON.isoformat(), "chain", "--transfer", ids["e1"], register=folder)
    assert f"{ids['e1']} is in no chain" in alone.out


def test_a_filter_leaves_the_chains_that_have_such_transfers(call, linked):
    folder, ids = linked
    told = call("--on", ON.isoformat(), "chain", "--filter", "countries=IN", "--json", register=folder).json
    assert [chain["root"] for chain in told["chains"]] == [ids["a1"]]


def test_an_unknown_transfer_and_a_filter_that_is_none_are_refused_in_a_sentence(call, linked):
    folder, _ = linked
    assert "There is no transfer TR-99999" in call("chain", "--transfer", "TR-99999", register=folder).error
    assert call("chain", "--filter", "colour=red", register=folder).status == 2
