"""`fix` on a register: acts ranked by what they mend, as JSON and for people; what cannot be asked is refused in one line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.actions.fix_register import ON, fill
from tests.commands.conftest import Said

Call = Callable[..., Said]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    where = tmp_path_factory.mktemp("fixes") / "register"
    register, ids = fill(where)
    register.sight(ON)
    register.close()
    return where, ids


def test_acts_are_ranked_by_how_many_transfers_each_mends(call: Call, folder: tuple[Path, dict[str, str]]) -> None:
    where, ids = folder
    said = call("fix", "--on", ON, "--json", "--filter", "countries=IN", register=where)
    assert said.status == 0, said.error
    document = said.json
    assert document["target"] == "permitted"
    assert document["on"] == document["law_on"] == ON.isoformat()
    assert {"act", "title", "effort", "mends", "transfers", "needed_by", "cites"} <= set(document["acts"][0])
    mended = [transfer for act in document["acts"] for transfer in act["transfers"]]
    assert sorted(mended) == sorted(set(mended))
    assert len(mended) == document["mended"] == sum(act["mends"] for act in document["acts"])
    assert {"transfer": ids["nothing"], "acts": ["scc.m2", "assess.eu"]} in document["by_several"]
    [left] = document["not_mended"]
    assert left["transfers"] == [ids["no roles"]]


def test_one_transfer_is_told_what_would_change_it(call: Call, folder: tuple[Path, dict[str, str]]) -> None:
    where, ids = folder
    said = call("fix", "--on", ON, "--json", "--transfer", ids["signed"], register=where)
    document = said.json
    assert [(act["act"], act["transfers"]) for act in document["acts"]] == [("assess.eu", [ids["signed"]])]
    would = document["would_change"]
    assert would["before"]["regimes"][0]["verdict"] == "breached"
    first = would["changes"][0]
    assert (first["act"], first["after"]["regimes"][0]["verdict"]) == ("assess.eu", "permitted")
    assert first["certainty"] == "Judged anew, if the assessment finds that the transfer may proceed"


def test_people_read_it_without_codes_and_see_no_more_acts_than_they_asked_for(
    call: Call, folder: tuple[Path, dict[str, str]]
) -> None:
    where, ids = folder
    said = call("fix", "--on", ON, "--limit", "1", "--transfer", ids["nothing"], register=where)
    assert "To reach: a verdict that permits. 0 there already, 1 can be mended (1 by several acts), 0 cannot." in said.out
    assert "Permitted by these together: Sign the clauses of 2021, module 2" in said.out
    assert f"{ids['nothing']}: EU breached, risk left" in said.out
    assert "scc.m2" not in said.out
    # Of the acts only the first, and together with it the one that is left out of the list.
    assert said.out.split("\n\n")[0].count("Make the transfer impact assessment") == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--target", "weak"), "--target: there is no band 'weak'; there are"),
        (("--filter", "colour=red"), "--filter: 'colour=red' is no filter"),
        (("--limit", "0"), "'0' is no count; write a whole number from 1"),
        (("--transfer", "TR-99999"), "There is no transfer TR-99999"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line(
    call: Call, folder: tuple[Path, dict[str, str]], words: tuple[str, ...], told: str
) -> None:
    said = call("fix", "--on", ON, *words, register=folder[0])
    assert said.status == 2
    assert told in said.error
    assert said.error.count("\n") <= 1
    assert "Traceback" not in said.error
