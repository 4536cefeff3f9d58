"""The papers for people: the section of a privacy notice, the answer to an access request, the recipients to be told."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from tests.reports import example
from tests.reports.reading import bare, docx_text, html_text, pdf_text, seen_by_readers, texts
from tests.reports.test_hostile_text import HOSTILE
from transfer_register.errors import Refused
from transfer_register.model.contact import Person
from transfer_register.model.transfer import Mechanism
from transfer_register.reports import blocks as b
from transfer_register.reports import report
from transfer_register.reports.access_answer.document import due
from transfer_register.reports.content import flat
from transfer_register.reports.making import finished
from transfer_register.reports.notice_section import sources
from transfer_register.reports.snapshot import Cited, Known, Leg, Seen, Snapshot, Verdict

READERS = {"pdf": pdf_text, "docx": docx_text, "html": html_text}
SECRET = "free note of the register"


def _provision(
    id: str, title: str, act: str, article: str, regime: str, cascade: str | None, confidence: str = "verified"
) -> Cited:
    url = "https://eur-lex.europa.eu/x" if regime == "EU" else "https://blog.example/x"
    return Cited(id, title, act, article, regime, "ground", cascade, None, None, date(2026, 11, 22), confidence, url)


PROVISIONS = {
    one.id: one
    for one in (
        _provision("eu.us.dpf", "EU-US Data Privacy Framework", "Implementing Decision (EU) 2023/1795", "1", "EU", "adequacy"),
        _provision("eu.jp.2019", "Japan", "Implementing Decision (EU) 2019/419", "1", "EU", "adequacy"),
        _provision(
            "eu.scc2021.m2", "SCC module 2", "Implementing Decision (EU) 2021/914", "GDPR 46(2)(c); more", "EU", "safeguard"
        ),
        _provision("eu.art49_1_a", "Explicit consent", "Regulation (EU) 2016/679", "49(1)(a)", "EU", "derogation", "memory"),
        _provision("uk.addendum", "UK Addendum to the SCC", "UK GDPR", "46(2)(d)", "UK", "safeguard"),
        _provision("ch.de.2023", "Germany", "DPO (SR 235.11) Annex 1", "FADP 16(1)", "CH", "adequacy"),
        _provision("ch.art16_2_d.scc", "SCC recognised by the FDPIC", "FADP and DPO", "FADP 16(2)(d)", "CH", "safeguard"),
        _provision("nt.eea", "Recipient in the EEA", "Regulation (EU) 2016/679", "44", "EU", None),
    )
}


def _seen(
    number: int, importer: str, country: str | None, *verdicts: Verdict, more: tuple[Leg, ...] = (), **fields: object
) -> Seen:
    worst = min((one.verdict for one in verdicts), key=list(example.words().lists["verdicts"]).index, default="not_judged")
    grounds = tuple(one.ground for one in verdicts if one.ground)
    leg = Leg(country, scope=None if country else "global", roles=("processing",), verdict=worst, grounds=grounds)
    usual: dict[str, object] = dict(
        exporter="Acme SE", exporter_id="PA-0001", importer_id=f"PA-01{number:02d}", exporter_country="DE",
        importer_country=country,
        exporter_role="controller", importer_role="processor", purposes=("hosting",), purpose_text=SECRET, retention=SECRET,
        systems=(SECRET,), owner=SECRET, data_subjects=("customers",), data_categories=("name", "email_address"),
        mechanisms=(Mechanism(tool="scc", module=2, reference=SECRET, condition=SECRET, raw=SECRET),),
        facts={"tia.exists": True, "tia.result": "may_proceed"}, valid_from=date(2023, 8, 1),
    )  # fmt: skip
    return Seen(id=f"TR-{number:05d}", importer=importer, verdict=worst, verdicts=verdicts, legs=(leg, *more), **(usual | fields))


def _permitted(regime: str, ground: str, country: str) -> Verdict:
    return Verdict(regime, "permitted", ground, (), (), country)


TRANSFERS = (
    _seen(
        1, "Northwind Inc.", "US", _permitted("EU", "eu.us.dpf", "US"),
        more=(Leg("IE", roles=("storage",), verdict="not_restricted", grounds=("nt.eea",)),),
    ),
    _seen(2, "Kestrel Pvt. Ltd.", "IN", _permitted("EU", "eu.scc2021.m2", "IN"), _permitted("UK", "uk.addendum", "IN")),
    _seen(3, "Great Wall Co.", "CN", Verdict("EU", "breached", None, (), (), "CN")),
    _seen(4, "Harbour LLC", "HK", Verdict("EU", "unknown", None, (), ("transfer.tools",), "HK")),
    _seen(5, "Acme GmbH", "DE", _permitted("CH", "ch.de.2023", "DE"), exporter="Acme Schweiz AG", exporter_country="CH"),
    _seen(
        6, "Kestrel Pvt. Ltd.", "IN", _permitted("CH", "ch.art16_2_d.scc", "IN"), exporter="Acme Schweiz AG",
        importer_id="PA-0102",
    ),
    _seen(7, "Baltic OÜ", "EE", Verdict("EU", "not_restricted", None, (), (), "EE")),
    _seen(8, "Kiwi Ltd", "NZ"),
    _seen(9, "Andes S.A.", "PE", _permitted("EU", "eu.art49_1_a", "PE"), purposes=("hosting", SECRET)),
    _seen(
        10, "Sakura KK", "JP", _permitted("EU", "eu.jp.2019", "JP"), purposes=(), follows="TR-00001", exporter="Northwind Inc."
    ),
)  # fmt: skip


def _snapshot(transfers: tuple[Seen, ...] = TRANSFERS, parties: dict[str, Known] | None = None) -> Snapshot:
    return Snapshot(
        on=example.ON, law_on=date(2026, 11, 15), known_on=None, law_digest="5b1e77a90c43d2f8", scope="All transfers",
        transfers=transfers, provisions=PROVISIONS, words=example.words(), parties=parties or {},
    )  # fmt: skip


def _built(name: str, snapshot: Snapshot | None = None, **options: object) -> b.Document:
    return report.build(name, snapshot or _snapshot(), report.about(name).Options("Acme SE", **options))


def _said(document: b.Document) -> str:
    return "\n".join(sorted(texts(document))).replace("\u00a0", " ")


def _table(document: b.Document, caption: str) -> list[list[str]]:
    found = next(one for one in document.blocks if isinstance(one, b.Table) and one.caption == caption)
    return [[flat(cell).replace("\u00a0", " ") for cell in row.cells] for group in found.groups for row in group.rows]


def _public(document: b.Document) -> str:
    """The text to be published, from its first heading to the provisions."""
    anchors = [one.anchor if isinstance(one, b.Heading) else "" for one in document.blocks]
    first = next(at for at, anchor in enumerate(anchors) if anchor.startswith("text-"))
    return "\n".join(texts(document.blocks[first : anchors.index("provisions")])).replace("\u00a0", " ")


# ---- notice_section


def test_the_union_names_the_decision_or_its_absence_and_the_safeguard():
    rows = _table(_built("notice_section", copy_from="privacy@acme.example"), "Recipients abroad: EU GDPR")
    assert rows == [
        ["Kestrel Pvt. Ltd.", "India", "Hosting and infrastructure", "No decision covers this transfer",
         "Standard contractual clauses (2021)\nImplementing Decision (EU) 2021/914, GDPR 46(2)(c)", "privacy@acme.example"],
        ["Andes S.A.", "Peru", "Hosting and infrastructure", "No decision covers this transfer",
         "Exception: Explicit consent\nRegulation (EU) 2016/679, 49(1)(a)", "Does not apply"],
        ["Northwind Inc.", "United States", "Hosting and infrastructure",
         "Yes: EU-US Data Privacy Framework\nImplementing Decision (EU) 2023/1795", "None needed beside it", "Does not apply"],
    ]  # fmt: skip


def test_switzerland_names_every_state_also_a_listed_one():
    rows = _table(_built("notice_section"), "Recipients abroad: Swiss FADP")
    assert [row[1] for row in rows] == ["Germany", "India"]
    assert rows[0][3] == "Yes\nDPO (SR 235.11) Annex 1"
    assert rows[1][3].startswith("Not on the list")
    assert rows[1][5] == "To be completed"


def test_each_law_that_binds_has_its_own_text():
    public = _public(_built("notice_section"))
    assert "Transfers under the law of the European Union" in public
    assert "Transfers under the law of the United Kingdom" in public
    assert "Disclosure abroad under Swiss law" in public


@pytest.mark.parametrize("name", ["Great Wall Co.", "Harbour LLC", "Kiwi Ltd", "Sakura KK", "Baltic OÜ"])
def test_what_nothing_carries_is_not_in_the_text(name):
    assert name not in _public(_built("notice_section"))


def test_what_cannot_be_published_is_said_at_the_top_with_the_reason():
    document = _built("notice_section")
    held = {row[1]: (row[0], row[4]) for row in _table(document, "Held back from the text")}
    assert set(held) == {"TR-00003", "TR-00004", "TR-00008", "TR-00010"}
    assert "Nothing that is recorded carries the transfer" in held["TR-00003"][1]
    assert "1 fact that decides is not recorded" in held["TR-00004"][1]
    assert held["TR-00008"][0] == "No law loaded"
    assert "No purpose of the list is recorded" in held["TR-00010"][1]
    first = next(one for one in document.blocks if isinstance(one, b.Notice))
    assert "not part of the text" in flat((first.head,))
    assert "4 transfers cannot be published yet" in flat((first.runs,))


def test_a_transfer_is_withheld_under_the_law_that_leaves_it_open_only():
    one = _seen(
        1, "Kestrel Pvt. Ltd.", "IN", _permitted("EU", "eu.scc2021.m2", "IN"), Verdict("UK", "breached", None, (), (), "IN")
    )
    document = _built("notice_section", _snapshot((one,)))
    assert [row[0] for row in _table(document, "Held back from the text")] == ["UK GDPR"]
    assert [row[0] for row in _table(document, "Recipients abroad: EU GDPR")] == ["Kestrel Pvt. Ltd."]
    assert "There is no row that can be published under this law yet." in _said(document)


def test_a_country_that_has_no_name_is_not_published():
    known = _permitted("EU", "eu.us.dpf", "US")
    one = _seen(1, "Northwind Inc.", "US", known, more=(Leg(group="APAC", verdict="permitted"),))
    assert (
        "The country is not recorded by name."
        in _table(_built("notice_section", _snapshot((one,))), "Held back from the text")[0][4]
    )


def test_a_permission_without_a_ground_is_not_published():
    one = _seen(1, "Northwind Inc.", "US", Verdict("EU", "permitted", None, (), (), "US"))
    assert "What carries the transfer is not named" in _said(_built("notice_section", _snapshot((one,))))


def test_recipients_can_stand_by_their_kind_in_place_of_their_names():
    told = tuple(replace(one, importer_kind="service_provider") for one in TRANSFERS[:2])
    document = _built("notice_section", _snapshot((*told, replace(TRANSFERS[8], importer_kind=None))), by_category=True)
    assert [row[0] for row in _table(document, "Recipients abroad: EU GDPR")] == ["Service provider", "Service provider"]
    assert "Kestrel" not in _public(document)
    assert "The kind of recipient is not recorded." in _table(document, "Held back from the text")[0][4]


def test_no_free_note_and_no_number_of_the_register_is_published():
    document = _built("notice_section")
    assert SECRET not in _said(document)
    assert "TR-0" not in _public(document)
    publish = next(one for one in document.sheets if one.name == "To publish")
    assert "TR-0" not in str(publish.rows)


def test_the_text_leads_to_official_pages_only():
    links = {one.href for one in _runs(_built("notice_section").blocks) if one.href}
    assert sources.official("https://eur-lex.europa.eu/x")
    assert not sources.official("https://blog.example/?europa.eu")
    assert not sources.official("https://noteuropa.eu/")
    document = _built("notice_section")
    public = next(one for one in document.blocks if isinstance(one, b.Table) and "Swiss" in one.caption)
    assert not any(one.href for one in _runs((public,)))
    assert "https://eur-lex.europa.eu/x" in links


def _runs(value: object) -> list[b.Run]:
    if isinstance(value, b.Run):
        return [value]
    if isinstance(value, tuple):
        return [run for one in value for run in _runs(one)]
    return [run for name in getattr(value, "__dataclass_fields__", ()) for run in _runs(getattr(value, name))]


def test_a_law_without_a_template_is_named():
    one = _seen(1, "Northwind Inc.", "US", Verdict("BR", "permitted", None, (), (), "US"))
    said = _said(_built("notice_section", _snapshot((one,))))
    assert "there is no template for their notices here: BR." in said
    assert "Transfers under the law" not in said


def test_what_is_from_memory_says_so():
    assert "Not verified: from memory" in _said(_built("notice_section"))
    assert "was not verified against its wording" in _said(_built("notice_section"))


def test_an_empty_notice_says_that_there_is_nothing():
    said = _said(_built("notice_section", _snapshot(())))
    assert "there is no text to publish" in said
    assert "There is nothing of this kind." in said


def test_the_notice_as_json_holds_the_rows():
    held = json.loads(report.render(_built("notice_section"), "json", example.MAKING))
    assert [one["name"] for one in held["sheets"]] == ["To publish", "Held back"]
    assert len(held["sheets"][0]["rows"]) == 6


# ---- access_answer


ANSWER = {
    "addressee": "The person who asked", "request_on": date(2026, 10, 31), "letter_on": date(2026, 11, 24),
    "request_reference": "A-12", "identity": "Customer account", "copy_from": "privacy@acme.example", "redactions": "Prices.",
    "prepared_by": "somebody@acme.example",
}  # fmt: skip


def test_recipients_stand_by_name_with_country_purpose_and_safeguard():
    rows = {row[0].split("\n")[0]: row[1:] for row in _table(_built("access_answer", **ANSWER), "Recipients of your data abroad")}
    assert set(rows) == {one.importer for one in TRANSFERS}
    assert rows["Kestrel Pvt. Ltd."][:2] == ["India", "Hosting and infrastructure"]
    assert "EU GDPR: Standard contractual clauses (2021) (Implementing Decision (EU) 2021/914)" in rows["Kestrel Pvt. Ltd."][2]
    assert rows["Kestrel Pvt. Ltd."][3] == "privacy@acme.example"
    assert "Exception: Explicit consent" in rows["Andes S.A."][2]
    assert "None needed" in rows["Baltic OÜ"][2]


def test_nothing_internal_is_in_the_answer():
    document = _built("access_answer", **ANSWER)
    said = _said(document).casefold()
    assert SECRET not in said
    assert "tr-0" not in said
    assert "pa-0" not in said
    assert ANSWER["prepared_by"] not in said
    for one in example.words().lists["verdicts"].values():
        assert one.label.casefold() not in said
    for word in ("assessment", "score", "risk", "rating", "register", "journal", "hash"):
        assert word not in said, word


@pytest.mark.parametrize("name", ["Great Wall Co.", "Harbour LLC", "Kiwi Ltd"])
def test_what_nothing_carries_is_never_called_covered(name):
    rows = {row[0].split("\n")[0]: row[1:] for row in _table(_built("access_answer", **ANSWER), "Recipients of your data abroad")}
    assert rows[name][2].removeprefix("EU GDPR: ") == "To be completed"
    assert rows[name][3] == "To be completed"


def test_a_permission_without_a_ground_is_to_be_completed():
    one = _seen(1, "Northwind Inc.", "US", Verdict("EU", "permitted", None, (), (), "US"))
    assert (
        _table(_built("access_answer", _snapshot((one,)), **ANSWER), "Recipients of your data abroad")[0][3] == "To be completed"
    )


def test_a_second_country_that_the_law_does_not_restrict_needs_nothing():
    rows = _table(_built("access_answer", _snapshot(TRANSFERS[:1]), **ANSWER), "Recipients of your data abroad")
    assert [(row[1], row[3].split(":")[0]) for row in rows] == [
        ("Ireland", "None needed"),
        ("United States", "Protection found adequate"),
    ]


def test_whoever_sends_it_is_told_what_is_open():
    said = _said(_built("access_answer"))
    assert "The day on which the request arrived is not stated" in said
    assert "It is not stated how the identity of the person was checked." in said
    assert "15(1)(c), 15(2)" in said
    assert "from memory" in said
    assert "entries are to be completed." in said


@pytest.mark.parametrize(
    ("arrived", "limit"),
    [
        (date(2026, 10, 31), date(2026, 11, 30)),
        (date(2026, 12, 15), date(2027, 1, 15)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 11, 1), date(2026, 12, 1)),
    ],
)
def test_the_answer_is_due_one_month_after_the_request(arrived, limit):
    assert due(arrived) == limit


def test_a_letter_that_is_late_says_so_to_whoever_sends_it():
    said = _said(_built("access_answer", **(ANSWER | {"letter_on": date(2026, 12, 1)})))
    assert "The time limit of one month ended on 30 November 2026" in said


def test_a_final_letter_has_nothing_above_it_and_nothing_open():
    with pytest.raises(Refused, match="to be completed first"):
        _built("access_answer", **ANSWER, final=True)
    said = _said(_built("access_answer", _snapshot(TRANSFERS[:2]), **ANSWER, final=True))
    assert "Before this letter is sent" not in said
    assert "To be completed" not in said
    assert "In the copies this is blacked out: Prices." in said


def test_a_letter_without_recipients_says_so():
    assert "We hold no record of a recipient abroad" in _said(_built("access_answer", _snapshot(()), **ANSWER))


# ---- recipients_to_tell


PARTIES = {
    "PA-0101": Known("PA-0101", "Northwind Inc.", contacts={
        "signatory": (Person(name="The board", email="board@northwind.example"),),
        "dpo": (Person(name="Data protection office", email="dpo@northwind.example"),),
    }),
    "PA-0103": Known("PA-0103", "Great Wall Co.", address="1 Wall Street, Example City"),
    "PA-0104": Known("PA-0104", "Harbour LLC", contacts={"signatory": (Person(name="The board"),)}),
}  # fmt: skip
TELL = {"measure": "erasure", "measure_on": date(2026, 11, 20), "case_reference": "C-7", "reply_to": "privacy@acme.example"}


def test_every_recipient_is_to_be_told_whatever_its_verdict():
    document = _built("recipients_to_tell", _snapshot(parties=PARTIES), **TELL)
    rows = {row[0].split("\n")[0]: row[1:] for row in _table(document, "Recipients to be told")}
    assert set(rows) == {one.importer for one in TRANSFERS}
    assert rows["Northwind Inc."][3] == "Data protection officer\nData protection office\ndpo@northwind.example"
    assert rows["Great Wall Co."][3] == "1 Wall Street, Example City"
    assert rows["Harbour LLC"][3] == "No contact recorded"
    assert len(_table(document, "Who was told")) == len(rows)


def test_recipients_further_on_stand_apart_with_who_passed_the_data_on():
    document = _built("recipients_to_tell", _snapshot(parties=PARTIES), **TELL)
    table = next(one for one in document.blocks if isinstance(one, b.Table) and one.caption == "Recipients to be told")
    assert [group.title for group in table.groups] == ["Recipients", "Onward recipients: received from a recipient"]
    assert "received from Northwind Inc." in flat(table.groups[1].rows[0].cells[0])


def test_a_recipient_of_both_kinds_is_told_once_as_a_direct_one():
    twice = (TRANSFERS[0], TRANSFERS[9], replace(TRANSFERS[9], id="TR-00011", follows=None, exporter="Acme SE"))
    document = _built("recipients_to_tell", _snapshot(twice), **TELL)
    assert [row[0] for row in _table(document, "Who was told")] == ["Open", "Open"]
    assert "Onward recipients" not in _said(document)


@pytest.mark.parametrize(
    ("measure", "words"), [("erasure", "we erased them"), ("rectification", "we rectified them"), ("", "[to be completed]")]
)
def test_the_letter_says_what_was_done(measure, words):
    assert words in _said(_built("recipients_to_tell", **(TELL | {"measure": measure})))


def test_another_measure_is_refused():
    with pytest.raises(Refused, match="erasure"):
        _built("recipients_to_tell", measure="deletion")


def test_the_duty_says_that_it_is_from_memory():
    assert "(Article 19 GDPR; not verified: from memory)" in _said(_built("recipients_to_tell", **TELL))


def test_nobody_to_tell_is_said():
    assert "No recipient abroad is recorded" in _said(_built("recipients_to_tell", _snapshot(()), **TELL))


def test_what_swiss_law_asks_is_not_made_up():
    swiss = _snapshot(TRANSFERS[4:5])
    assert "not held here" in _said(_built("recipients_to_tell", swiss, **TELL))
    said = _said(_built("access_answer", swiss, **ANSWER))
    assert "The time limit of Swiss law for the answer is not held here" in said
    assert "one month" not in said


# ---- all


@pytest.mark.parametrize("name", ["notice_section", "access_answer", "recipients_to_tell"])
@pytest.mark.parametrize("format", READERS)
def test_texts_of_others_stay_texts(name, format):
    transfers = tuple(
        replace(TRANSFERS[1], id=f"TR-{at:05d}", importer=bad, exporter=bad, importer_id=f"PA-{at:04d}",
                data_subjects=(bad, "customers"), data_categories=(bad,), purposes=(bad, "hosting"))
        for at, bad in enumerate(HOSTILE, 1)
    )  # fmt: skip
    parties = {
        f"PA-{at:04d}": Known(f"PA-{at:04d}", bad, address=bad, contacts={"dpo": (Person.model_construct(name=bad, email=bad),)})
        for at, bad in enumerate(HOSTILE, 1)
    }
    options = {"contact": HOSTILE[10], "addressee": HOSTILE[-1], "document_number": HOSTILE[11]}
    document = _built(name, _snapshot(transfers, parties), **options)
    file = report.render(document, format, example.MAKING)
    assert b"<script" not in file
    assert "=1+1" in READERS[format](file)


@cache
def _example(name: str) -> b.Document:
    options = {"notice_section": {"copy_from": "privacy@acme.example"}, "access_answer": ANSWER, "recipients_to_tell": TELL}
    return _built(name, _snapshot(parties=PARTIES), **options[name])


@pytest.mark.parametrize("name", ["notice_section", "access_answer", "recipients_to_tell"])
@pytest.mark.parametrize("format", READERS)
def test_every_format_says_the_same_and_twice_the_same_bytes(name, format):
    document = _example(name)
    file = report.render(document, format, example.MAKING)
    assert file == report.render(document, format, example.MAKING)
    read = bare(READERS[format](file)).casefold()
    wanted = {bare(words).casefold() for words in seen_by_readers(finished(document, example.MAKING))}
    assert sorted(words for words in wanted if words not in read) == []
