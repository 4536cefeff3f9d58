"""The acts of an assessment: begun from what the register knows, answered, handed in, approved by somebody else, revised."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.actions.assessing import (
    AT,
    DAYS,
    IDTA,
    ON,
    SCC,
    WHO,
    approved,
    begun,
    change,
    completed,
    kind_of,
    party,
    transfer,
)
from transfer_register.actions import assess, evidence
from transfer_register.actions.assess_case import case
from transfer_register.actions.assess_needed import needed
from transfer_register.actions.assess_work import as_if, work
from transfer_register.actions.assessments import assessment, of_transfer, score_reviewed
from transfer_register.actions.check import NotRecorded
from transfer_register.actions.judge import judge
from transfer_register.actions.opening import open_register
from transfer_register.actions.undo import undo
from transfer_register.errors import Refused, Stale
from transfer_register.model.assessment import Answer, ChosenMeasure, Finding, Proviso
from transfer_register.model.evidence import Support
from transfer_register.register.register import Register

BEN = {"actor": "Ben", "at": AT}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    opened = open_register(tmp_path_factory.mktemp("assess") / "register")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def flows(register: Register) -> dict[str, str]:
    """Transfers by a word, made before anything is judged; each kind has a recipient of its own."""
    own = {code: party(register, code, f"Own company in {code}") for code in ("DE", "GB", "CN", "FR", "JP")}
    reached = {"us_ecsp": True, "under_problem_law": True}
    vendor = party(register, "US", facts=reached)
    shared = {"facts": {"measures.encrypted_at_rest": True, "measures.in_place": ["tech.uc1", "tech.uc3"]}, "persons": 900}
    other = {"facts": {"measures.encrypted_at_rest": False, "measures.in_place": ["tech.uc3"]}, "data_categories": ["health"]}
    annex, india = {"measures.in_place": ["con.transparency_annex"]}, party(register, "IN")
    made = {
        "one": transfer(register, own["DE"], vendor, SCC, facts={"measures.encrypted_in_transit": True}),
        "alike": transfer(register, own["DE"], vendor, SCC), "british": transfer(register, own["GB"], vendor, IDTA),
        "chinese": transfer(register, own["CN"], vendor, []), "free": transfer(register, own["DE"], own["FR"], SCC),
        "adequate": transfer(register, own["DE"], own["JP"], []), "shared": transfer(register, own["DE"], india, SCC, **shared),
        "other": transfer(register, own["DE"], india, SCC, **other),
        "reached": transfer(register, own["DE"], party(register, "US", facts=reached), SCC),
        "rich": transfer(register, own["DE"], party(register, "AE"), SCC, facts=annex),
        "again": transfer(register, own["DE"], party(register, "AE"), SCC),
    }  # fmt: skip
    for word in ("written", "empty"):
        made[word] = transfer(register, own["DE"], party(register, "IN"), SCC)
    return made


def told(register: Register, id: str):
    return assessment(register, id).assessment


def facts_of(register: Register, id: str) -> dict:
    return register.transfer(id)[0].facts


def verdict(register: Register, id: str, regime: str) -> str:
    regimes = judge(register, on=ON, transfer=id)["transfers"][0]["regimes"]
    return next(each["verdict"] for each in regimes if each["regime"] == regime)


def edit(register: Register, id: str, **changed) -> int:
    """Saves a draft with these fields by Ada, and returns its version."""
    found = assessment(register, id)
    return assess.save(register, id, found.version, found.assessment.model_copy(update=changed), **WHO, **DAYS)[1]


def with_answers(register: Register, id: str, **answers: Answer) -> int:
    return edit(register, id, answers={**told(register, id).answers, **answers})


@pytest.fixture(scope="module")
def written(register: Register, flows: dict[str, str]) -> tuple[str, dict, dict]:
    """An assessment by Ada: its id, its state as a draft with an answer to everything, and as it was handed in."""
    id, version = begun(register, flows["written"])
    draft = register.record(id).state
    assess.submit(register, id, version, **WHO, **DAYS)
    return id, draft, register.record(id).state


@pytest.fixture
def draft(register: Register, written: tuple[str, dict, dict]) -> str:
    """That assessment as a draft."""
    return stands_as(register, written[0], written[1])


@pytest.fixture
def handed(register: Register, written: tuple[str, dict, dict]) -> str:
    """The same as it was handed in."""
    return stands_as(register, written[0], written[2])


def stands_as(register: Register, id: str, state: dict) -> str:
    with register.batch("Test", AT) as writing:
        writing.change(id, state, register.history(id)[-1].version)
    return id


@pytest.fixture(scope="module")
def rich(register: Register, flows: dict[str, str]) -> tuple[str, str]:
    """An approved assessment with measures, a proviso and a score that was looked at, and its transfer."""
    flow = flows["rich"]
    id, version = begun(register, flow)
    conditions = register.law.provisions["tech.uc3"].measure.conditions
    measures = (
        ChosenMeasure(id="tech.uc3", state="in_place", confirmed=conditions),
        ChosenMeasure(id="tech.uc1", state="in_place"), ChosenMeasure(id="tech.uc2", state="planned"),
    )  # fmt: skip
    version = edit(register, id, measures=measures, provisos=(Proviso(number=1, says="Keys move to the exporter.", due_on=ON),))
    _, version = assess.submit(register, id, version, **WHO, **DAYS)
    _, version = assess.confirm_score(register, id, version, "The figures fit.", **BEN, **DAYS)
    assert score_reviewed(register, flow) is None
    assess.approve(register, id, version, "Head of privacy", **BEN, **DAYS)
    return id, flow


# What is needed


def test_transfers_of_one_kind_need_one_assessment_each_regime_its_own_and_free_ones_none(register, flows):
    found = {one.transfers: one for one in needed(register, on=ON)}
    alike = found[flows["one"], flows["alike"]]
    british, chinese = found[flows["british"],], found[flows["chinese"],]
    assert (alike.kit, alike.regimes, british.regimes, chinese.kit) == ("transfer_impact", ("EU",), ("UK",), "pipia")
    assert alike.why[0].startswith("EU GDPR: ")
    assert not {flows["free"], flows["adequate"]} & {id for transfers in found for id in transfers}


def test_a_draft_that_opened_itself_is_filled_with_what_the_register_knows_and_where_from(register, flows):
    opened = work(register, kind_of(register, flows["reached"]).key, **DAYS)
    answers = opened.assessment.answers
    assert answers["A1"].value == ["EU"]
    assert answers["B4"].value == ["name", "email_address"]
    assert answers["B4"].taken_from == (flows["reached"],)
    assert answers["E1"].value["us.fisa702"] is True
    assert answers["E2"].value["us.fisa702"] is True
    assert "us.cloud_act" not in answers["E2"].value
    assert not {"H1", "H2"} & answers.keys()
    assert all(answer.filled for answer in answers.values())
    assert opened.recorded is None
    assert not of_transfer(register, flows["reached"])


def test_what_is_not_the_same_for_all_transfers_is_unknown_and_lists_go_together(register, flows):
    known = case(register, "transfer_impact", [flows["shared"], flows["other"]], on=ON)
    assert known.destination == "IN"
    assert known.categories == ("name", "email_address", "health")
    assert known.facts["transfer.persons"] == 900
    assert "measures.encrypted_at_rest" not in known.facts
    assert known.facts["measures.in_place"].known == ("tech.uc3",)
    assert "data.has_special_categories" not in known.facts


# From empty to approved


def test_an_assessment_goes_from_empty_to_approved_and_its_result_moves_the_verdict(register, flows):
    id = flows["british"]
    assert verdict(register, id, "UK") == "unknown"
    done = approved(register, id)
    assert (done.assessment.state, done.assessment.approval.by, done.assessment.approval.version) == ("approved", "Ben", 2)
    assert done.assessment.rests_on["transfers"] == [id]
    assert facts_of(register, id) == {"tra.exists": True, "tra.dated_on": "2026-11-23", "tra.result": "may_proceed"}
    assert verdict(register, id, "UK") == "permitted"
    assert "Ben (Head of privacy)" in done.assessment.answers["M5"].value
    assert not [one for one in needed(register, on=ON) if id in one.transfers]


def test_the_chinese_assessment_goes_the_same_way_and_writes_its_own_facts(register, flows):
    done = approved(register, flows["chinese"])
    assert done.assessment.kit == "pipia"
    assert {name.partition(".")[0] for name in facts_of(register, flows["chinese"])} == {"pipia"}


def test_what_is_missing_is_told_at_once_when_a_draft_is_handed_in_and_nobody_begins_it_twice(register, flows):
    key = kind_of(register, flows["empty"]).key
    id, version = assess.begin(register, key, **WHO, **DAYS)
    with pytest.raises(NotRecorded) as refused:
        assess.submit(register, id, version, **WHO, **DAYS)
    named = {problem.where.split(" ")[0] for problem in refused.value.problems}
    assert {"A4", "D2", "E7", "H2", "M1", "M4"} <= named
    with pytest.raises(Refused, match=f"begun already: {id}"):
        assess.begin(register, key, **BEN, **DAYS)
    assess.take_away(register, id, version, **WHO, **DAYS)
    assert kind_of(register, flows["empty"]).key == key


def test_looked_and_not_found_is_an_answer_that_needs_a_reason_and_decides_nothing(register, draft):
    with_answers(register, draft, H2=Answer(unknown=True))
    assert {(each.question, each.what) for each in work(register, draft, **DAYS).missing} == {("H2", "reason")}
    with_answers(register, draft, H2=Answer(unknown=True, why="The vendor does not say."))
    opened = work(register, draft, **DAYS)
    assert not opened.missing
    assert "answer.H2" not in opened.facts


def test_an_edit_says_who_answered_and_keeps_who_answered_the_rest(register, draft):
    found = assessment(register, draft)
    answers = found.assessment.answers
    assert answers["B4"].filled
    said = {**answers, "B4": answers["B4"].model_copy(update={"value": ["name"]}), "A4": Answer(value="Both.")}
    assess.save(register, draft, found.version, found.assessment.model_copy(update={"answers": said}), **BEN, **DAYS)
    now = told(register, draft)
    assert (now.answers["B4"].by, now.answers["B4"].filled, now.answers["A4"].on) == ("Ben", False, ON)
    assert now.answers["D5"].by == "Ada"
    assert now.authors == ("Ada", "Ben")


def test_everything_wrong_with_an_edit_is_told_at_once_and_nothing_is_written(register, draft):
    wrong = {
        "ZZ": Answer(value=1), "A2": Answer(value="perhaps"), "M1": Answer(value="fine"), "J1": Answer(value=3),
        "E7": Answer(value={"us.fisa702": "acceptable"}), "I1": Answer(value=["tech.uc1"]), "B7": Answer(value=-1),
    }  # fmt: skip
    before = assessment(register, draft)
    with pytest.raises(NotRecorded) as refused:
        edit(register, draft, answers={**before.assessment.answers, **wrong}, views=("edpb", "nowhere"))
    assert {problem.where.split(" ")[0] for problem in refused.value.problems} >= {*wrong, "Views"}
    assert assessment(register, draft).version == before.version


# Findings


def test_a_finding_against_what_the_rules_propose_needs_a_reason(register, draft):
    with pytest.raises(NotRecorded, match="Say why you find so"):
        edit(register, draft, findings={"edpb": Finding(found="not_equivalent")})
    edit(register, draft, findings={"edpb": Finding(found="not_equivalent", why="The courts there are closed.")})
    found = told(register, draft)
    assert (found.findings["edpb"].proposed, found.findings["edpb"].by) == ("equivalent", "Ada")
    assert found.answers["M1"].value == "not_equivalent"


def test_views_that_hold_the_same_finding_find_the_same(register, draft):
    opened = work(register, draft, **DAYS)
    both = completed(as_if(opened, opened.assessment.model_copy(update={"views": ("edpb", "cnil")})))
    answers = {**both.assessment.answers, "M1": Answer(value="not_equivalent", why="No.")}
    found = as_if(both, both.assessment.model_copy(update={"answers": answers})).assessment.findings
    assert {view: each.found for view, each in found.items()} == {"edpb": "not_equivalent", "cnil": "not_equivalent"}


def test_an_option_that_is_refused_cannot_be_recorded_and_says_why(register, flows):
    opened = completed(work(register, kind_of(register, flows["reached"]).key, **DAYS))
    answers = opened.assessment.answers
    laws = answers["E2"].value
    says = {"E7": dict.fromkeys(laws, "problematic_law"), "F3": dict.fromkeys(laws, "yes"), "H2": True}
    changed = {name: answers["E7"].model_copy(update={"value": value}) for name, value in says.items()}
    reached = as_if(opened, opened.assessment.model_copy(update={"answers": {**answers, **changed}}))
    assert reached.gaps.state == "open"
    assert reached.proposed["edpb"].found == "not_equivalent"
    assert "go" in reached.refused["M4"]
    trusting = {**reached.assessment.answers, "M1": Answer(value="equivalent_with_measures", why="We trust it.")}
    with pytest.raises(NotRecorded, match="read in the clear"):
        assess.begin(register, opened.needed.key, reached.assessment.model_copy(update={"answers": trusting}), **WHO, **DAYS)


# Approval


def test_nobody_approves_what_they_wrote_unless_a_signed_paper_is_on_file_and_it_can_be_taken_back(register, handed, flows):
    version = assessment(register, handed).version
    with pytest.raises(NotRecorded, match="you wrote on this yourself"):
        assess.approve(register, handed, version, "Head of privacy", **WHO, **DAYS)
    with pytest.raises(NotRecorded, match="no evidence EV-9999"):
        assess.approve(register, handed, version, "Head of privacy", paper="EV-9999", **WHO, **DAYS)
    filed = evidence.add(register, "signed.pdf", b"%PDF-1.7 signed", supports=[Support(record=handed)], kind=None, **WHO)
    assess.approve(register, handed, version, "Head of privacy", paper=filed.id, **WHO, **DAYS)
    assert told(register, handed).approval.paper == filed.id
    assert "tia.result" in facts_of(register, flows["written"])
    undo(register, register.history(handed)[-1].batch, **WHO)
    assert told(register, handed).state == "in_review"
    assert facts_of(register, flows["written"]) == {}


def test_an_approval_of_a_version_that_is_not_the_newest_is_refused_with_the_difference(register, handed):
    read = assessment(register, handed).version
    assess.send_back(register, handed, read, "Say more on A4.", **BEN, **DAYS)
    assert told(register, handed).sent_back == "Say more on A4."
    version = with_answers(register, handed, A4=Answer(value="The exporter, with the vendor's help."))
    assess.submit(register, handed, version, **WHO, **DAYS)
    with pytest.raises(Stale, match=r"A4 .*The exporter, with the vendor's help"):
        assess.approve(register, handed, read, "Head of privacy", **BEN, **DAYS)


def test_what_changed_since_it_was_handed_in_stands_in_the_way_of_approval(register, handed, flows):
    change(register, flows["written"], data_categories=["name", "email_address", "health"])
    with pytest.raises(NotRecorded, match="A category of data was added"):
        assess.approve(register, handed, assessment(register, handed).version, "Head of privacy", **BEN, **DAYS)
    change(register, flows["written"], data_categories=["name", "email_address"])


def test_what_was_handed_in_or_approved_is_not_edited(register, handed, rich):
    with pytest.raises(Refused, match="send it back"):
        edit(register, handed, note="A note")
    with pytest.raises(Refused, match="revise it"):
        edit(register, rich[0], note="A note")
    with pytest.raises(Refused, match="revise it"):
        assess.take_away(register, rich[0], assessment(register, rich[0]).version, **WHO, **DAYS)


def test_measures_in_place_with_every_condition_confirmed_are_written_and_others_are_not(register, rich):
    assert facts_of(register, rich[1])["measures.in_place"] == ["con.transparency_annex", "tech.uc3"]


# What may be done to one that stands


def test_what_was_answered_of_a_country_is_taken_over_from_an_approved_assessment(register, flows, rich):
    answers = work(register, kind_of(register, flows["again"]).key, **DAYS).assessment.answers
    assert answers["D2"].taken_from == (rich[0],)
    assert answers["D2"].by == "Ada"
    assert "A4" not in answers
    assert set(answers["E7"].value) == set(told(register, rich[0]).answers["E7"].value)


def test_a_proviso_is_met_and_the_approval_stands(register, rich):
    version = assessment(register, rich[0]).version
    _, version = assess.meet(register, rich[0], version, 1, met_on=ON, note="Done.", **WHO, **DAYS)
    done = told(register, rich[0])
    assert (done.state, done.provisos[0].met_by, done.provisos[0].note) == ("approved", "Ada", "Done.")
    with pytest.raises(Refused, match="met on 23 November 2026 already"):
        assess.meet(register, rich[0], version, 1, met_on=ON, **WHO, **DAYS)


def test_a_score_counts_as_reviewed_once_a_person_confirmed_it_in_an_approved_assessment(register, rich):
    assert score_reviewed(register, rich[1]).id == rich[0]


def test_a_revision_supersedes_when_it_is_approved_and_the_first_stands_until_then(register, rich):
    first = assessment(register, rich[0])
    id, version = assess.revise(register, first.id, first.version, "A new sub-processor.", **WHO, **DAYS)
    draft = told(register, id)
    assert (draft.supersedes, draft.findings, draft.approval, draft.answers["A4"].by) == (first.id, {}, None, "Ada")
    with pytest.raises(Refused, match="being revised already"):
        assess.revise(register, first.id, first.version, "Again.", **WHO, **DAYS)
    assert told(register, first.id).state == "approved"
    _, version = assess.save(register, id, version, completed(work(register, id, **DAYS)).assessment, **WHO, **DAYS)
    _, version = assess.submit(register, id, version, **WHO, **DAYS)
    assess.approve(register, id, version, "Head of privacy", **BEN, **DAYS)
    assert [told(register, each).state for each in (first.id, id)] == ["superseded", "approved"]
    assert register.history(first.id)[-1].batch == register.history(id)[-1].batch
    assert [one.id for one in of_transfer(register, rich[1])] == [id, first.id]
