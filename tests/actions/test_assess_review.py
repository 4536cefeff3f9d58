"""Why an approved assessment is looked at again, what is on the board, and what falls due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from tests.actions.assessing import AT, DAYS, ON, SCC, WHO, begun, change, kind_of, party, transfer
from transfer_register.actions import assess, evidence, record
from transfer_register.actions.assess_review import agenda, board, changes
from transfer_register.actions.assessments import Recorded, assessment
from transfer_register.actions.check import NotRecorded
from transfer_register.actions.opening import open_register
from transfer_register.errors import Refused
from transfer_register.exhibits.style import day
from transfer_register.model.assessment import ChosenMeasure, Proviso
from transfer_register.model.evidence import Support
from transfer_register.register.register import Register

DPF = {"dpf.eu.active": True, "dpf.eu.covers_non_hr": True, "dpf.eu.covers_hr": True, "us_ecsp": True}
STATED = {"data.hr_context": False, "measures.encrypted_in_transit": True}
LATER = date(2027, 1, 31)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    opened = open_register(tmp_path_factory.mktemp("review") / "register")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def own(register: Register) -> str:
    return party(register, "DE", "Orbit GmbH")


@pytest.fixture(scope="module")
def vendor(register: Register) -> str:
    return party(register, "US", "Halyard Inc", facts=DPF)


@pytest.fixture(scope="module")
def flow(register: Register, own: str, vendor: str) -> str:
    return transfer(register, own, vendor, SCC, facts=STATED)


@pytest.fixture(scope="module")
def paper(register: Register, flow: str) -> str:
    """A contract on file that is valid for a while."""
    until = date(2026, 12, 31)
    return evidence.add(
        register, "contract.pdf", b"%PDF-1.7 contract", supports=[Support(record=flow)], kind=None, valid_until=until,
        title="Contract with Halyard", **WHO,
    ).id  # fmt: skip


@pytest.fixture(scope="module")
def done(register: Register, flow: str, paper: str) -> Recorded:
    id, _ = begun(register, flow)
    version = assess.save(
        register, id, 1, assessment(register, id).assessment.model_copy(update={
            "provisos": (Proviso(number=1, says="The annex is signed.", due_on=date(2026, 12, 15)),),
            "measures": (ChosenMeasure(id="con.transparency_annex", state="planned", due_on=date(2027, 1, 15)),),
        }), **WHO, **DAYS,
    )[1]  # fmt: skip
    _, version = assess.submit(register, id, version, **WHO, **DAYS)
    assess.approve(register, id, version, "Head of privacy", actor="Ben", at=AT, on=ON)
    return assessment(register, id)


@pytest.fixture(autouse=True)
def as_before(register: Register, done: Recorded, flow: str, vendor: str) -> Iterator[None]:
    """Transfer and recipient stand as they did when it was approved, before each test."""
    states = {id: register.record(id).state for id in (flow, vendor)}
    yield
    for id, state in states.items():
        if (found := register.record(id)) is None or found.state != state:
            with register.batch("Test", AT) as writing:
                writing.change(id, state, register.history(id)[-1].version)


def reasons(register: Register, done: Recorded, **days) -> dict[str, str]:
    return {each.key: f"{each.what}: {each.now}" for each in changes(register, assessment(register, done.id), **(DAYS | days))}


def test_what_is_as_it_was_when_it_was_handed_in_is_no_reason_although_approval_wrote_the_result(register, done, flow):
    assert "tia.result" in register.transfer(flow)[0].facts
    assert reasons(register, done) == {}


def test_a_new_category_place_recipient_down_the_line_and_fact_are_reasons_with_what_was_and_is(register, done, flow, vendor):
    place = {"country": "IN", "role": "support_access"}
    facts = {"measures.clear_text_access": True, "measures.encrypted_in_transit": False}
    change(register, flow, data_categories=["name", "email_address", "health"], places=[place], facts=facts)
    onward = transfer(register, vendor, party(register, "IN", "Acme India"), None, follows=flow)
    found = reasons(register, done)
    assert found["data_categories:Health data"] == "A category of data was added: Health data"
    assert found["places:support_access:IN"].endswith("India (support access)")
    assert [text for key, text in found.items() if key.startswith("onward:")] == [
        "A further recipient was added down the line: Acme India (India)"
    ]
    assert found["fact:measures.clear_text_access"].endswith(": yes")
    assert "fact:measures.encrypted_in_transit" in found
    record.take_away(register, onward, 1, **WHO)


def test_another_wording_of_a_law_and_a_decision_that_fell_are_reasons_under_the_law_of_that_day(register, done):
    assert done.assessment.rests_on["ground:EU:eu.us.dpf"]
    found = reasons(register, done, law_on=date(2023, 1, 1))
    assert found["law:us.fisa702"] == "FISA section 702 has another wording: from 10 July 2008"
    assert found["ground:EU:eu.us.dpf"].startswith("EU-US Data Privacy Framework no longer carries the transfer (EU GDPR)")
    assert found["verdict:EU"].startswith("The verdict of the EU GDPR is worse")


def test_evidence_that_ended_and_the_day_of_review_are_reasons_on_their_day(register, done, paper):
    ended = {f"evidence:{paper}": "Evidence does not count any more: Contract with Halyard: valid until 31 December 2026"}
    review = done.assessment.review_on
    assert reasons(register, done, on=review - timedelta(days=1), law_on=ON) == ended
    due = {"review": f"The day of the review has come: {day(review)}"}
    assert reasons(register, done, on=review, law_on=ON) == ended | due


def test_a_transfer_that_was_taken_away_is_a_reason(register, done, flow):
    record.take_away(register, flow, register.record(flow).version, **WHO)
    assert reasons(register, done) == {f"transfer:{flow}": "A transfer is not in the register any more: ended, or taken away"}


def test_a_new_transfer_of_the_same_kind_is_told_and_covered_without_a_new_assessment(register, done, own, vendor, flow):
    new = transfer(register, own, vendor, SCC, facts=STATED)
    assert reasons(register, done) == {f"alike:{new}": f"A transfer of the same kind is not covered: {new}"}
    with pytest.raises(StopIteration):
        kind_of(register, new)
    version = assessment(register, done.id).version
    assess.cover(register, done.id, version, [new], **WHO, **DAYS)
    now = assessment(register, done.id).assessment
    assert (now.state, now.transfers) == ("approved", (flow, new))
    assert register.transfer(new)[0].facts["tia.result"] == register.transfer(flow)[0].facts["tia.result"]
    assert reasons(register, done) == {}


def test_a_transfer_that_brings_something_new_is_not_covered_by_an_approved_assessment(register, done, own, vendor):
    new = transfer(register, own, vendor, SCC, facts=STATED, data_categories=["health"])
    version = assessment(register, done.id).version
    with pytest.raises(NotRecorded, match="A category of data was added"):
        assess.cover(register, done.id, version, [new], **WHO, **DAYS)
    other = transfer(register, own, party(register, "IN"), SCC)
    with pytest.raises(Refused, match="not of the same kind"):
        assess.cover(register, done.id, version, [other], **WHO, **DAYS)
    record.take_away(register, new, 1, **WHO)


def test_the_board_has_everything_in_the_column_where_it_stands(register, done, own, flow):
    waiting = transfer(register, own, party(register, "IN", "Waiting Ltd"), SCC)
    draft, version = begun(register, transfer(register, own, party(register, "IN"), SCC))
    cards = {card.id_or_key: card for card in board(register, on=ON)}
    key = next(key for key, card in cards.items() if card.needed and card.needed.transfers == (waiting,))
    assert [cards[id].column for id in (key, draft, done.id)] == ["to_begin", "draft", "approved"]
    assert cards[key].title == "Waiting Ltd, India"
    assert cards[done.id].due == date(2026, 12, 15)
    assess.submit(register, draft, version, **WHO, **DAYS)
    change(register, flow, data_categories=["name", "email_address", "health"])
    cards = {card.id_or_key: card for card in board(register, on=ON)}
    assert [cards[id].column for id in (draft, done.id)] == ["in_review", "to_review"]
    assert cards[done.id].why[0] == "A category of data was added: Health data."


def test_the_agenda_has_reviews_provisos_measures_and_evidence_by_day(register, done):
    mine = [each for each in agenda(register, on=ON, until=done.assessment.review_on) if each.id == done.id]
    assert [(each.day, each.kind) for each in mine] == [
        (date(2026, 12, 15), "proviso"), (date(2027, 1, 1), "evidence"), (date(2027, 1, 15), "measure"),
        (done.assessment.review_on, "review"),
    ]  # fmt: skip
    assert [each.kind for each in agenda(register, on=ON, until=LATER) if each.id == done.id] == [
        "proviso",
        "evidence",
        "measure",
    ]


def test_a_decision_to_stop_is_no_reason_to_look_again_although_the_verdict_it_leads_to_is_worse(register, own):
    stopped = transfer(register, own, party(register, "PH", "Kestrel Support"), SCC, facts=STATED)
    id, version = begun(register, stopped)
    told = assessment(register, id).assessment
    decided = told.answers["M4"].model_copy(update={"value": "suspend", "why": "Not before the keys have moved."})
    _, version = assess.save(
        register, id, version, told.model_copy(update={"answers": told.answers | {"M4": decided}}), **WHO, **DAYS
    )  # fmt: skip
    _, version = assess.submit(register, id, version, **WHO, **DAYS)
    assess.approve(register, id, version, "Head of privacy", actor="Ben", at=AT, on=ON)
    assert register.transfer(stopped)[0].facts["tia.result"] == "suspend"
    assert not [each for each in changes(register, assessment(register, id), **DAYS) if each.key.startswith("verdict:")]
