"""Assessments on the screen: the board, a draft that opened itself, answers, what is missing or refused, and the approval."""

from __future__ import annotations

import getpass
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.screens.conftest import AT, ON, Open, ran, texts
from transfer_register.actions import assess
from transfer_register.actions.assess_needed import needed
from transfer_register.actions.assess_work import Work, as_if, work
from transfer_register.actions.assessments import Recorded, assessment
from transfer_register.actions.opening import open_register
from transfer_register.model.assessment import Answer, Proviso, Source
from transfer_register.register.register import Register
from transfer_register.screens import visit

GRANITE = "Granite Backup LLC (demo), United States"
# What the author answers where nothing else is said: no law reaches the recipient.
NO_LAW_REACHES = {"E2": False}
LAW_GOES_TOO_FAR = {"E2": True, "E7": "problematic_law", "F3": "yes", "H2": True, "I5": ["none"], "M4": "suspend"}


def told(app: AppTest) -> str:
    return texts(app).replace("\\", "")


def shown(app: AppTest) -> set[str]:
    """The keys of the buttons that stand on the page."""
    return {button.key for button in app.button if button.key}


def answered(opened: Work, said: Mapping[str, object]) -> Work:
    """The work with every question answered, by `said` or in the simplest way; findings as proposed."""
    for _ in range(8):
        if not opened.missing:
            break
        answers = dict(opened.assessment.answers)
        findings = {view.finding for view in opened.case.kit.views} | {"M4"}
        # What the answers propose is known once they are there.
        first = [each for each in opened.missing if each.question not in findings] or opened.missing
        for each in first:
            question = opened.case.kit[each.question]
            value = said.get(question.id, _simplest(opened, question))
            if question.each:
                before = answers[question.id].value if question.id in answers else None
                value = {**(before or {}), **dict.fromkeys(each.rows, value)} if each.rows else before
            source = (Source(title="Report of an oversight body"),)
            answers[question.id] = Answer(value=value, why="As the file shows", sources=source)
        opened = as_if(opened, opened.assessment.model_copy(update={"answers": answers}))
    return opened


def _simplest(opened: Work, question) -> object:
    refused = opened.refused.get(question.id, {})
    proposed = [
        opened.proposed[view].found for view in opened.assessment.views
        if opened.case.kit.views_by_id[view].finding == question.id and opened.proposed[view].found
    ]  # fmt: skip
    options = [option.id for option in question.options if option.id not in refused]
    match question.kind:
        case "flag":
            return False
        case "term":
            return proposed[0] if proposed else options[0]
        case "terms":
            return [options[0]] if options else [next(iter(opened.case.words.lists[question.vocabulary]))]
        case "count":
            return 1
        case "day":
            return ON.isoformat()
    return "None."


@dataclass
class World:
    """A register in which assessments of `author` stand: `quiet` and `reached` are drafts in which nothing is missing (no law
    reaches the recipient, or one that goes too far does), `first` and `second` were handed in."""

    folder: Path
    register: Register
    needed: dict[str, str]
    ids: dict[str, str]

    def recorded(self, name: str) -> Recorded:
        self.register.follow()
        return assessment(self.register, self.ids.get(name, name))


@pytest.fixture(scope="module")
def world(_pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """One register for all tests of this file; each writes to an assessment of its own."""
    folder = Path(shutil.copytree(_pristine, tmp_path_factory.mktemp("assessments") / "register"))
    register = open_register(folder)
    wanted = [each for each in needed(register, on=ON) if each.regimes == ("EU",)]
    keys = {each.title: each.key for each in wanted}
    others = [key for title, key in keys.items() if title != GRANITE and not title.endswith(", destination not known")]
    proviso = Proviso(number=1, says="Ask again in spring", owner="Procurement", due_on=ON)
    drafts = {}
    for name, key in zip(("quiet", "reached", "first", "second"), others, strict=False):
        said = LAW_GOES_TOO_FAR if name == "reached" else NO_LAW_REACHES
        drafts[name] = key, answered(work(register, key, on=ON), said).assessment.model_copy(update={"provisos": (proviso,)})
    ids = {name: assess.begin(register, key, draft, actor="author", at=AT, on=ON)[0] for name, (key, draft) in drafts.items()}
    for name in ("first", "second"):
        assess.submit(register, ids[name], 1, actor="author", at=AT, on=ON)
    yield World(folder, register, keys, ids)
    register.close()


def pages(app: AppTest) -> list[str]:
    """What stands on the page as HTML."""
    return [str(html.proto.body) for html in app.get("html")]


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """The day on which the tests look is today: on another one nothing is written."""

    class OnItsDay(visit.Visit):
        def __init__(self, *given) -> None:
            super().__init__(*given)
            object.__setattr__(self, "today", ON)

    monkeypatch.setattr(visit, "Visit", OnItsDay)


def as_person(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: name)


def test_the_board_shows_what_needs_an_assessment_and_nobody_began(opened: Open, world: World):
    app = opened(world.folder, "assessments")
    text = told(app)
    assert "Granite Backup LLC (demo)" in text
    assert "Transfer impact assessment" in text
    labels = [label for group in app.button_group if group.key == "assess.column" for label in group.options]
    assert any(label.startswith("To begin ") and not label.endswith(" 0") for label in labels)
    begin = next(button for button in app.button if button.label == "Begin" and "Granite" in button.help)
    assert "Six steps of the EDPB" in told(ran(begin.click().run()))


def test_the_list_and_the_calendar_stand_for_the_same_assessments(opened: Open, world: World):
    app = opened(world.folder, "assessments", look="list")
    assert world.ids["first"] in set(app.dataframe[0].value["Assessment"])
    app = opened(world.folder, "assessments", look="calendar")
    assert "Ask again in spring" in told(app)
    assert any("<table" in page and "Ask again" in page for page in pages(app))


def test_an_answer_to_a_draft_that_opened_itself_makes_it_a_record(opened: Open, world: World):
    key = world.needed[GRANITE]
    app = opened(world.folder, "assessments", assessment=key)
    assert "As the register knows it" in told(app)
    assert f"assess.{key}.save" not in shown(app)
    ran(app.text_area(key=f"assess.{key}.0.A4.value").set_value("Acme makes it, the recipient fills a form").run())
    assert "1 change not saved" in told(app)
    ran(app.button(key=f"assess.{key}.save").click().run())
    assert "not saved" not in told(app)
    found = world.recorded(app.query_params["assessment"]).assessment
    assert found.answers["A4"].value == "Acme makes it, the recipient fills a form"
    assert (found.answers["A4"].filled, found.answers["B1"].filled) == (False, True)


def test_what_is_missing_is_told_and_leads_to_its_question(opened: Open, world: World):
    key = next(key for title, key in world.needed.items() if title.endswith("Singapore"))
    app = opened(world.folder, "assessments", assessment=key, part="hand-in")
    assert app.button(key=f"assess.{key}.0.submit").disabled
    ran(app.button(key=f"assess.{key}.0.missing.D2").click().run())
    assert "Is there a law that protects personal data" in told(app)


def test_a_decision_that_cannot_be_taken_is_shown_with_its_reason(opened: Open, world: World):
    id = world.ids["reached"]
    app = opened(world.folder, "assessments", assessment=id, part="findings")
    text = told(app)
    assert "Not essentially equivalent" in text
    assert "**Go** cannot be chosen." in text
    assert "no contract and no technique cures" in text
    options = app.radio(key=f"assess.{id}.0.M4.value").options
    assert ("Go" in options, "Suspend" in options) == (False, True)


def test_a_chosen_measure_counts_with_the_conditions_that_were_confirmed(opened: Open, world: World):
    id = world.ids["reached"]
    app = opened(world.folder, "assessments", assessment=id, part="measures")
    assert "What the laws there leave open" in told(app)
    ran(app.button(key=f"assess.{id}.0.offer.tech.uc3").click().run())
    ran(app.button_group(key=f"assess.{id}.0.measure.tech.uc3.state").set_value("in_place").run())
    ran(app.checkbox(key=f"assess.{id}.0.measure.tech.uc3.condition.0").check().run())
    ran(app.button(key=f"assess.{id}.save").click().run())
    (chosen,) = world.recorded("reached").assessment.measures
    assert (chosen.id, chosen.state, len(chosen.confirmed)) == ("tech.uc3", "in_place", 1)


def test_a_finding_other_than_the_proposed_one_needs_a_reason_and_meets_what_others_wrote(opened: Open, world: World):
    id, version = world.ids["quiet"], world.recorded("quiet").version
    app = opened(world.folder, "assessments", assessment=id, part="findings")
    app.text_area(key=f"assess.{id}.0.M1.found.why").set_value("")
    ran(app.radio(key=f"assess.{id}.0.M1.found").set_value("not_equivalent").run())
    assert "Overrules the proposal" in told(app)
    ran(app.button(key=f"assess.{id}.save").click().run())
    assert "Not recorded" in told(app)
    assert world.recorded("quiet").version == version
    theirs = world.recorded("quiet").assessment
    theirs = theirs.model_copy(update={"answers": theirs.answers | {"D5": Answer(value="Theirs", why="Seen")}})
    assess.save(world.register, id, version, theirs, actor="somebody else", at=AT, on=ON)
    ran(app.text_area(key=f"assess.{id}.0.M1.found.why").set_value("The report of 2026 says otherwise").run())
    ran(app.button(key=f"assess.{id}.save").click().run())
    assert "somebody else recorded version 2" in told(app)
    ran(app.button(key=f"assess.{id}.save").click().run())
    said = world.recorded("quiet").assessment
    found = said.findings["edpb"]
    assert (found.found, found.proposed, found.why) == ("not_equivalent", "equivalent", "The report of 2026 says otherwise")
    assert said.answers["D5"].value == "Theirs"


def test_who_wrote_it_cannot_approve_it_and_somebody_else_can(opened: Open, world: World, monkeypatch: pytest.MonkeyPatch):
    id = world.ids["first"]
    as_person(monkeypatch, "author")
    app = opened(world.folder, "assessments", assessment=id, part="hand-in")
    assert "You wrote on this." in told(app)
    ran(app.text_input(key=f"assess.{id}.0.function").set_value("Head of legal").run())
    assert app.button(key=f"assess.{id}.0.approve").disabled
    as_person(monkeypatch, "somebody else")
    app = opened(world.folder, "assessments", assessment=id, part="hand-in")
    ran(app.text_input(key=f"assess.{id}.0.function").set_value("Head of legal").run())
    assert app.button(key=f"assess.{id}.0.approve").label == "Approve version 2"
    ran(app.button(key=f"assess.{id}.0.approve").click().run())
    found = world.recorded("first").assessment
    assert (found.state, found.approval.by, found.approval.version) == ("approved", "somebody else", 2)
    assert any("Head of legal" in page for page in pages(app))


def test_a_version_that_was_not_read_is_not_approved(opened: Open, world: World, monkeypatch: pytest.MonkeyPatch):
    id = world.ids["second"]
    as_person(monkeypatch, "somebody else")
    app = opened(world.folder, "assessments", assessment=id, part="hand-in")
    ran(app.text_input(key=f"assess.{id}.0.function").set_value("Head of legal").run())
    assess.confirm_score(world.register, id, 2, "Looked at with the vendor", actor="author", at=AT, on=ON)
    ran(app.button(key=f"assess.{id}.0.approve").click().run())
    assert "you saw version 2, it is now version 3" in told(app)
    assert world.recorded("second").assessment.state == "in_review"


def test_on_another_day_than_today_nothing_is_written(opened: Open, world: World):
    id = world.ids["second"]
    app = opened(world.folder, "assessments", assessment=id, part="hand-in", on="2026-11-20")
    assert "You look at another day." in told(app)
    assert not [key for key in shown(app) if key.endswith((".approve", ".submit", ".save"))]


def test_a_transfer_tells_why_it_needs_an_assessment_and_what_one_found(opened: Open, world: World):
    needs = next(each for each in needed(world.register, on=ON) if each.title.endswith("Singapore"))
    text = told(opened(world.folder, id=needs.transfers[0]))
    assert all(why in text for why in needs.why)
    (transfer,) = world.recorded("second").assessment.transfers
    app = opened(world.folder, id=transfer)
    assert f"`{world.ids['second']}`" in told(app)
    assert any("Essentially equivalent protection (EDPB)" in page for page in pages(app))
    assert f"detail.assess.{world.ids['second']}" in shown(app)
