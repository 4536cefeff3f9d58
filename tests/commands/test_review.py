"""`review`: the cards of a quarter and why, a move with its reason, the page, and the signature."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.actions.assessing import party, transfer
from tests.commands.conftest import Said
from transfer_register.actions.opening import open_register

Call = Callable[..., Said]
ON = ("--on", "2026-11-23")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A register with one transfer that is breached and due, and its recipient."""
    where = tmp_path_factory.mktemp("review") / "register"
    register = open_register(where)
    far = party(register, "KE", "Kestrel Ltd")
    sent = transfer(register, party(register, "DE", "Orbit GmbH"), far, [], review_on="2026-11-30")
    register.close()
    return where, sent, far


def test_a_quarter_from_its_cards_to_the_signature(call: Call, folder: tuple[Path, str, str], tmp_path: Path) -> None:
    where, sent, far = folder
    said = call("review", *ON, "--json", register=where)
    assert (said.json["review"], said.json["first"], said.json["last"]) == (None, "2026-10-01", "2026-12-31")
    [card] = said.json["cards"]
    assert (card["transfer"], card["column"], card["verdict"], card["due"]) == (sent, "to_check", "breached", "2026-11-30")
    assert [(each["kind"], each["day"]) for each in card["why"]] == [("review", "2026-11-30"), ("breached", None)]

    refused = call("review", "move", sent, "--to", "done", *ON, register=where)
    assert refused.status == 2
    assert "Say why" in refused.error
    moved = call("review", "move", "--recipient", far, "--to", "done", "--why", "It ends.", *ON, "--json", register=where)
    assert moved.json == {"review": "RE-0001", "cards": 1, "to": "done"}
    assert call("review", "move", "--to", "done", *ON, register=where).status == 2

    page = call("review", "page", *ON, "--json", register=where)
    assert page.json["cards"] == {"done": 1}
    assert [each["why"] for each in page.json["decisions"]] == ["It ends."]
    signed = call("review", "sign", "--function", "Counsel", *ON, "--as", "Ada", register=where)
    assert signed.out.strip() == "RE-0001 is signed and closed."
    for name in ("once.html", "again.html"):
        assert call("review", "page", "--format", "html", "--out", tmp_path / name, *ON, register=where).status == 0
    assert (tmp_path / "once.html").read_bytes() == (tmp_path / "again.html").read_bytes()
    assert "signed and closed" in call("review", "move", sent, "--to", "waiting", *ON, register=where).error


def test_another_period_is_named_by_its_days(call: Call, folder: tuple[Path, str, str]) -> None:
    where, _, _ = folder
    said = call("review", "--first", "2026-11-01", "--last", "2026-11-30", *ON, register=where)
    assert said.out.startswith("1 card in 1 November 2026 to 30 November 2026.")
    assert call("review", "--first", "2027-01-01", "--last", "2027-03-31", *ON, register=where).status == 2
