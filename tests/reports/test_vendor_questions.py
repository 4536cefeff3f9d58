"""Questions to a vendor: only what its list does not say, numbered through, in every format and as text."""

from __future__ import annotations

from datetime import date

from transfer_register.actions.list_changes import File, compared
from transfer_register.reports.content import problems
from transfer_register.reports.report import renderer
from transfer_register.reports.text_gate import clean_document
from transfer_register.reports.vendor_questions.pack import FORMATS, as_text, document
from transfer_register.reports.vendor_questions.questions import questions

OLD = "Vendor,Purpose,Location of processing\nHalyard Inc,Support,US\nFjord AS,Hosting,Norway\n"
NEW = "Vendor,Purpose,Location of processing\nHalyard Inc,Support,EEA\nAcme India Pvt Ltd,Support,India\n"
FULL = (
    "Vendor,Purpose,Location of processing,Storage location,Support access from,Corporate Location,Address,Recipient role,"
    "Data categories,Data subjects,Transfer mechanism,Security measures,Retention,Further sub-processors\n"
    "Fjord AS,Hosting,Norway,Norway,Norway,Norway,\"Strandgata 1, Oslo\",sub-processor,E-mail address,Customers,"
    "SCC module 3,Encryption,30 days,Quay SA\n"
)  # fmt: skip


def pack(old=OLD, new=NEW, **more):
    return questions(compared(File(old.encode(), "old.csv"), File(new.encode(), "new.csv")), **more)


def test_what_came_or_changed_is_asked_about_and_what_went_is_not():
    made = pack()
    assert {(each.recipient, each.kind) for each in made.recipients} == {
        ("Halyard Inc", "changed"),
        ("Acme India Pvt Ltd", "added"),
    }
    assert len(made.general) == 2


def test_only_what_the_list_does_not_say_is_asked():
    (asked,) = pack("Vendor,Purpose\nHalyard Inc,Support\n", FULL, effective_on=date(2026, 12, 8)).recipients
    assert asked.questions == ("Which right to audit, or which reports of auditors, do we have in respect of it?",)
    halyard = next(each for each in pack().recipients if each.recipient == "Halyard Inc")
    assert any("The list names EEA: in which countries exactly" in question for question in halyard.questions)
    assert not any(question.startswith("In which countries are the data processed") for question in halyard.questions)


def test_the_effective_day_is_asked_only_where_it_is_not_known():
    assert len(pack(effective_on=date(2026, 12, 8)).general) == 1
    assert pack(effective_on=date(2026, 12, 8), ask_how_to_object=False).general == ()
    assert pack(new=OLD).extent == 0


def test_the_text_holds_every_question_with_its_number():
    made = pack()
    text = as_text(made, vendor="Orbit GmbH")
    every = [question for each in made.recipients for question in each.questions] + list(made.general)
    assert all(f"  {number}. {question}" in text for number, question in enumerate(every, 1))
    assert "\u00a0" not in text


def test_the_document_keeps_the_rules_and_holds_every_question():
    made = pack()
    whole = clean_document(
        document(made, vendor="Orbit GmbH", title="Questions", organisation="Muster GmbH", on=date(2026, 11, 23))
    )
    assert problems(whole) == []
    told = repr(whole)
    assert all(question in told for each in made.recipients for question in each.questions)
    assert all(hasattr(renderer(format), "render") for format in FORMATS)
