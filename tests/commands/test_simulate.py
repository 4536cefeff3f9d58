"""`simulate` on a register: what falls, what it falls back on and what mends it, as JSON and for people; nothing is saved."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.actions.event_register import ON, fill
from tests.actions.test_simulate import NEW_GROUND
from tests.commands.conftest import Said

Call = Callable[..., Said]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    where = tmp_path_factory.mktemp("simulated") / "register"
    register, ids = fill(where)
    register.close()
    return where, ids


def test_the_document_tells_what_falls_and_what_mends(call: Call, folder: tuple[Path, dict[str, str]]) -> None:
    where, ids = folder
    words = ("simulate", "--on", ON, "--end", "eu.us.dpf", "--from", "2026-11-23", "--filter", "countries=US")
    said = call(*words, "--json", register=where)
    assert said.status == 0, said.error
    told = said.json
    assert (told["on"], told["law_on"]) == ("2026-11-22", "2026-11-23")
    assert told["affected"] == len(told["rows"]) == 4
    assert told["figures"]["transfers"] == 5
    assert told["figures"]["none"] == [ids["list, health"], ids["list, workers"], ids["list"]]
    assert told["by_verdict"]["after"]["breached"] - told["by_verdict"]["before"]["breached"] == 3
    assert told["rows"][0]["fell"] == {"EU": "eu.us.dpf"}
    assert {"scc.m2", "assess.eu"} <= {act["act"] for act in told["acts"]}


def test_law_from_a_folder_is_tried(call: Call, folder: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    (tmp_path / "new.yaml").write_text(NEW_GROUND, encoding="utf-8")
    words = ("simulate", "--on", ON, "--law", tmp_path, "--from", "2026-11-23", "--filter", f"transfers={folder[1]['nothing']}")
    said = call(*words, register=folder[0])
    assert said.status == 0, said.error
    lines = said.out.splitlines()
    assert lines[0] == "Under the law of 23 November 2026, 1 transfer looked at. Nothing is recorded."
    assert any(line.startswith(folder[1]["nothing"]) and line.endswith("EU breached  EU permitted") for line in lines)


REFUSED = {
    "nothing": ((), "Say what happens"),
    "no provision": (("--end", "eu.us.dpff"), "There is no provision eu.us.dpff. Did you mean"),
    "no drill": (("--drill", "x"), "There is no drill 'x'; there are privacy_shield, dpf, gb."),
    "a drill and more": (("--drill", "dpf", "--end", "eu.us.dpf"), "--drill stands by itself"),
    "days": (("--end", "a", "--from", "2026-11-23", "--from", "2026-11-24"), "one for each --end"),
    "no law": (("--law", "/nowhere"), "/nowhere: cannot be read"),
    "no filter": (("--end", "eu.us.dpf", "--filter", "x=1"), "--filter: 'x=1' is no filter"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_asked_is_refused_in_one_line(call: Call, folder: tuple[Path, dict[str, str]], name: str) -> None:
    words, why = REFUSED[name]
    said = call("simulate", "--on", ON, *words, register=folder[0])
    assert (said.status, said.out) == (2, "")
    assert why in said.error
    assert len(said.error.splitlines()) == 1
