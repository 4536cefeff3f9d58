"""The cards of a review: why each is due, where it lies once somebody moved it, when a reason is wanted, and what is signed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from tests.actions.assessing import SCC, change, party, transfer
from transfer_register.actions import evidence, record, review
from transfer_register.actions.opening import open_register
from transfer_register.actions.review_found import Looked, look, quarter_of, review_of
from transfer_register.actions.review_page import page_of
from transfer_register.errors import Refused, Stale
from transfer_register.exhibits.law_words import names
from transfer_register.exhibits.review_stacks import counts
from transfer_register.exhibits.review_words import period_of, reasons
from transfer_register.model.evidence import Support
from transfer_register.model.filter import Filter
from transfer_register.register.register import Register

FIRST, LAST, ON = date(2026, 10, 1), date(2026, 12, 31), date(2026, 11, 23)
BEFORE, AT = datetime(2026, 9, 1, 9, tzinfo=UTC), datetime(2026, 11, 23, 9, tzinfo=UTC)
WHO = {"actor": "Ada", "at": AT}
DPF = {"dpf.eu.active": True, "dpf.eu.covers_non_hr": True, "dpf.eu.covers_hr": True}
STATED = {"data.hr_context": False}


def _recorded(register: Register, at: datetime, act: Any, *given: Any, **more: Any) -> str:
    """Does what assessing does, at another moment."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("tests.actions.assessing.WHO", {"actor": "Ada", "at": at})
        return act(register, *given, **more)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    opened = open_register(tmp_path_factory.mktemp("quarter") / "register")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def known(register: Register) -> dict[str, str]:
    """Parties and transfers by name: all of them recorded before the quarter."""
    own, fine = (_recorded(register, BEFORE, party, *told, **more) for told, more in (
        (("DE", "Orbit GmbH"), {}), (("US", "Halyard Inc"), {"facts": DPF}),
    ))  # fmt: skip
    far = _recorded(register, BEFORE, party, "KE", "Kestrel Ltd")

    def sent(importer: str, mechanisms: list, **more: Any) -> str:
        return _recorded(register, BEFORE, transfer, own, importer, mechanisms, **({"facts": STATED} | more))

    return {
        "own": own, "fine": fine, "far": far,
        "quiet": sent(fine, []), "due": sent(fine, [], review_on="2026-12-01"), "later": sent(fine, [], review_on="2027-01-01"),
        "ending": sent(fine, [*SCC, {"tool": "bcr_c", "valid_to": "2026-12-15"}]), "chained": sent(fine, []),
        "papered": sent(fine, []), "breached": sent(far, [], review_on="2026-11-30"), "unstated": sent(far, None),
        "worse": sent(fine, []),
    }  # fmt: skip


@pytest.fixture(scope="module")
def changed(register: Register, known: dict[str, str]) -> dict[str, str]:
    """What was recorded in the quarter."""
    third = _recorded(register, AT, party, "IN", "Acme India")
    onward = _recorded(register, AT, transfer, known["fine"], third, None, follows=known["chained"])
    evidence.add(
        register, "contract.pdf", b"%PDF-1.7 contract", supports=[Support(record=known["papered"])], kind="art28_contract",
        valid_until=date(2026, 12, 31), title="Contract with Halyard", **WHO,
    )  # fmt: skip
    change(register, known["worse"], places=[{"country": "KE", "role": "processing"}])
    return known | {"onward": onward}


def looked(register: Register, **days: Any) -> Looked:
    return look(register, FIRST, LAST, on=ON, **days)


def card(register: Register, id: str) -> dict[str, Any] | None:
    return next(iter(looked(register).cards(transfers=[id]).dicts()), None)


def why(register: Register, id: str) -> dict[str, str]:
    found = card(register, id)
    titles = names(register.law.provisions, register.words)
    return {each.kind: each.says for each in reasons(found["why"], register.words, titles, ON)} if found else {}


def move(register: Register, ids: list[str], column: str, reason: str = "", actor: str = "Ada", **more: Any) -> review.Moved:
    return review.move(register, FIRST, LAST, ids, column, why=reason, actor=actor, at=AT, on=ON, **more)


def test_a_quarter_has_its_days_and_its_name():
    assert quarter_of(date(2024, 2, 29)) == (date(2024, 1, 1), date(2024, 3, 31))
    assert quarter_of(ON) == (FIRST, LAST)
    assert period_of(FIRST, LAST) == "the 4th quarter of 2026"
    assert period_of(FIRST, ON) == "1 October 2026 to 23 November 2026"
    assert period_of(date(2024, 1, 1), date(2024, 3, 31)) == "the 1st quarter of 2024"


def test_what_nothing_happened_to_has_no_card(register, changed):
    assert card(register, changed["quiet"]) is None
    assert card(register, changed["later"]) is None


def test_each_card_says_why_it_is_due_with_the_day(register, changed):
    assert why(register, changed["due"]) == {"review": "Its review is due on 1 December 2026."}
    assert "15 December 2026" in why(register, changed["ending"])["mechanism"]
    assert why(register, changed["papered"]) == {"evidence": "“Contract with Halyard” is valid until 31 December 2026."}
    assert why(register, changed["chained"])["onward"].endswith("on 23 November 2026: Acme India.")
    assert "Nothing that is recorded permits it" in why(register, changed["breached"])["breached"]
    assert "not recorded" in why(register, changed["unstated"])["unknown"]


def test_a_verdict_that_got_worse_says_what_it_was_before_the_quarter(register, changed):
    found = card(register, changed["worse"])
    assert (found["was_verdict"], found["verdict"]) == ("permitted", "breached")
    assert why(register, changed["worse"])["verdict"] == "Permitted on 30 September 2026, breached now."


def test_a_chain_that_came_with_the_transfer_itself_is_no_change_of_it(register, changed):
    with register.batch("Ada", AT, title="List") as writing:
        state = {"exporter": changed["own"], "importer": changed["fine"], "mechanisms": [], "facts": STATED}
        first = writing.new("transfer", state)
        writing.new("transfer", {"exporter": changed["fine"], "importer": changed["fine"], "follows": first})
    assert "onward" not in why(register, first)


def test_a_law_on_which_a_verdict_rests_is_a_reason_on_the_day_on_which_it_ends(register, changed):
    ended = date(2026, 12, 10)
    law = register.law.ending("eu.us.dpf", ended, "a judgment")
    told = Looked(register, FIRST, LAST, ON, ON, laws=tuple(law.changes(date(2026, 9, 30), LAST)))
    [found] = told.cards(transfers=[changed["quiet"]]).dicts()
    [reason] = reasons(found["why"], register.words, names(register.law.provisions, register.words), ON)
    assert reason.kind == "law"
    assert reason.says.endswith("which ends on 10 December 2026.")
    assert "Privacy Framework" in reason.source


def test_an_event_is_a_reason_for_the_transfers_that_it_affects(register, changed):
    with register.batch("Ada", AT) as writing:
        event = {
            "kind": "moves",
            "title": "Halyard moves",
            "party": changed["fine"],
            "country": "KE",
            "effective_on": "2026-11-01",
        }
        writing.new("event", event | {"affected": [changed["quiet"]]})
    assert why(register, changed["quiet"]) == {"event": "Halyard moves, from 1 November 2026."}
    assert any(each.what == "Halyard moves" for each in page_of(looked(register)).laws)


def test_moving_begins_the_review_and_what_is_changed_afterwards_is_found(register, changed):
    done = move(register, [changed["due"]], "done")
    assert review_of(register, FIRST, LAST).id == done.review
    assert card(register, changed["due"])["lies"] == "done"
    change(register, changed["due"], persons=501)
    found = card(register, changed["due"])
    assert (found["lies"], found["moved_to"]) == ("changed", "done")
    move(register, [changed["due"]], "done")
    assert card(register, changed["due"])["lies"] == "done"


def test_a_chain_that_changes_after_the_move_brings_the_card_back(register, changed):
    move(register, [changed["chained"]], "done")
    change(register, changed["onward"], data_categories=["name", "health"])
    assert card(register, changed["chained"])["lies"] == "changed"


def test_what_is_not_permitted_is_done_with_a_reason_only_and_nothing_else_is_moved(register, changed):
    both = [changed["breached"], changed["papered"]]
    with pytest.raises(Refused, match="not permitted as recorded"):
        move(register, both, "done")
    assert {card(register, id)["lies"] for id in both} == {"to_check"}
    move(register, both, "done", "The contract ends in December.")
    assert {card(register, id)["moved_why"] for id in both} == {"The contract ends in December."}


def test_a_grade_that_rose_since_it_was_seen_wants_a_reason(register, changed):
    move(register, [changed["worse"]], "waiting", waits_for="Sales")
    assert card(register, changed["worse"])["waits_for"] == "Sales"
    change(register, changed["worse"], places=[])
    assert card(register, changed["worse"])["verdict"] == "permitted"
    with pytest.raises(Refused, match="rose since it was last seen"):
        move(register, [changed["worse"]], "done")
    move(register, [changed["worse"]], "done", "The vendor keeps the data at home now.")


def test_two_people_who_move_one_card_are_told(register, changed, monkeypatch):
    rows = looked(register).cards(transfers=[changed["ending"]])
    move(register, [changed["ending"]], "waiting", actor="Ben")
    rows = looked(register).cards(transfers=[changed["ending"]])
    move(register, [changed["ending"]], "to_check", actor="Ben")
    monkeypatch.setattr(Looked, "cards", lambda self, **asked: rows)
    with pytest.raises(Stale, match="by Ben"):
        move(register, [changed["ending"]], "waiting")


def test_a_transfer_without_a_card_cannot_be_moved(register, changed):
    with pytest.raises(Refused, match=r"No card .* is about TR-99999"):
        move(register, ["TR-99999"], "done")


def test_stacks_hold_the_cards_of_a_recipient_and_obey_the_filter(register, changed):
    answer = looked(register).stacks(limit=1)
    told = counts(answer)
    assert sum(cards for cards, _ in told.values()) == len(looked(register).cards().rows)
    assert max(stack["place"] for stack in answer.dicts()) == 1
    narrowed = looked(register).stacks(Filter(importers=(changed["far"],))).dicts()
    assert {stack["importer"] for stack in narrowed} == {changed["far"]}


def test_a_period_that_has_not_begun_is_refused(register, changed):
    with pytest.raises(Refused, match="after the day that is looked at"):
        look(register, date(2027, 1, 1), date(2027, 3, 31), on=ON)


def test_the_page_counts_before_and_after_and_names_decisions_and_what_is_left(register, changed):
    move(register, [changed["breached"]], "done", "The contract ends in December.")
    page = page_of(looked(register))
    assert (page.before, page.on) == (date(2026, 9, 30), ON)
    assert page.transfers[0] == sum(each.before for each in page.verdicts) == sum(each.before for each in page.bands)
    assert page.transfers[1] - page.transfers[0] == page.begun - page.ended
    assert any(each.why == "The contract ends in December." and each.verdict == "breached" for each in page.decisions)
    assert sum(page.cards.values()) == len(looked(register).cards().rows)
    assert "Kestrel Ltd" in {each.recipient for each in page.left}


def test_what_was_seen_in_an_earlier_review_is_what_the_next_one_compares_with(register, changed):
    state = {"exporter": changed["own"], "importer": changed["far"], "mechanisms": [], "review_on": "2026-09-29"}
    record.save_transfer(register, state, actor="Ada", at=AT)
    earlier = look(register, date(2026, 9, 29), date(2026, 9, 30), on=ON)
    [found] = [each for each in earlier.cards().dicts() if each["due"] == date(2026, 9, 29)]
    review.move(register, earlier.first, earlier.last, [found["id"]], "done", why="Seen.", actor="Ada", at=AT, on=ON)
    assert card(register, found["id"])["was_verdict"] == "breached"


def test_a_signed_review_is_closed_and_its_page_stays(register, changed):
    with pytest.raises(Refused, match="in which function"):
        review.sign(register, FIRST, LAST, " ", actor="Ada", at=AT, on=ON)
    id = review.sign(register, FIRST, LAST, "Data protection officer", says="Two are left.", actor="Ada", at=AT, on=ON)
    signed = looked(register).recorded
    assert (signed.id, signed.review.signature.by, signed.review.signature.on) == (id, "Ada", AT.date())
    change(register, changed["quiet"], persons=9)
    assert looked(register).recorded.review.page == signed.review.page
    with pytest.raises(Refused, match="signed and closed"):
        move(register, [changed["due"]], "to_check")
    with pytest.raises(Refused, match="signed and closed"):
        review.sign(register, FIRST, LAST, "Data protection officer", actor="Ben", at=AT, on=ON)
