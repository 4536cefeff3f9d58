"""Records written as documents: sections for activities, ticked boxes, sentences that pair countries with mechanisms."""

from __future__ import annotations

import pytest

from transfer_register.intake.bring_in import preview
from transfer_register.intake.paired_sentences import pairs_of

RECORD = """# Register
## A-1 Planung
### Kategorien betroffener Personen
- [x] Beschäftigte
- [ ] Kunden
### Datenkategorien
- [x] Stammdaten
- [ ] Gesundheitsdaten
### Konzerngesellschaften mit Zugriff
- [x] Nordlicht Schweiz
- [x] Nordlicht Indien
- [ ] Nordlicht Japan
### Externe Empfänger
{recipients}
### Drittlandübermittlung
{transfers}
"""


def read(recipients, transfers, text=RECORD):
    return preview(text.format(recipients=recipients, transfers=transfers).encode(), "register.md")


def said(shown):
    return [
        (
            row.recipient and row.recipient.name,
            [place.iso2 for place in row.places.places],
            [mechanism.code for mechanism in row.mechanisms.stated or ()],
        )
        for row in shown.rows
    ]


PAIRED = "In die Schweiz (Angemessenheitsbeschluss) und nach Indien (Standardvertragsklauseln)."


def test_a_sentence_pairs_each_country_with_its_mechanism_and_affiliate():
    shown = read("Zugriff haben: Beispiel Hosting", PAIRED)
    assert said(shown) == [
        ("Nordlicht Schweiz", ["CH"], ["eu-gdpr:A45-3"]),
        ("Nordlicht Indien", ["IN"], ["eu-gdpr:A46-2-c"]),
        ("Beispiel Hosting", [], []),
    ]
    assert [row.recipient.relation for row in shown.rows] == ["affiliate", "affiliate", None]
    assert "country_undetermined" in shown.rows[2].flags
    assert shown.rows[0].purpose == "A-1 Planung"


def test_only_ticked_boxes_count():
    row = read("Keine Dritten", PAIRED).rows[0]
    assert row.data_subjects == ("Beschäftigte",)
    assert row.data_categories == ("Stammdaten",)


def test_a_country_without_a_recipient_of_its_name_is_kept_as_a_row_of_nobody():
    text = RECORD.replace("- [x] Nordlicht Indien", "- [ ] Nordlicht Indien")
    assert said(read("Keine", PAIRED, text)) == [
        ("Nordlicht Schweiz", ["CH"], ["eu-gdpr:A45-3"]),
        (None, ["IN"], ["eu-gdpr:A46-2-c"]),
    ]


def test_where_the_pairing_is_not_sure_no_recipient_gets_a_place_or_a_mechanism():
    shown = read("Keine", "Schweiz und Indien auf Grundlage von Standardvertragsklauseln")
    assert [(places, codes) for _, places, codes in said(shown)] == [([], []), ([], [])]
    assert all({"country_undetermined", "partly_understood"} <= set(row.flags) for row in shown.rows)
    assert any("which recipient" in problem.what for problem in shown.problems)
    assert "Schweiz und Indien" in shown.rows[0].raw["Drittlandübermittlung"]


def test_stated_no_transfer_is_no_transfer_for_every_recipient():
    shown = read("Keine", "Keine Übermittlung in Drittländer")
    assert [row.places.scope for row in shown.rows] == ["none", "none"]


def test_two_recipients_in_a_sentence_are_never_one():
    text = RECORD.replace("[x] Nordlicht", "[ ] Nordlicht")
    names = [name for name, _, _ in said(read("Zugriff haben: Alpha, Inc., Beta GmbH", "Keine", text))]
    assert names == ["Alpha, Inc.", "Beta GmbH"]


def test_a_document_whose_records_name_nobody_says_so():
    text = RECORD.replace("[x] Nordlicht", "[ ] Nordlicht")
    shown = read("Niemand", "Keine", text)
    assert shown.rows == ()
    assert any("names nobody who receives data" in problem.what for problem in shown.problems)


@pytest.mark.parametrize(
    ("sentence", "pairs"),
    [
        ("To Japan (adequacy decision) and India (SCCs)", ["JP", "IN"]),
        ("Switzerland: adequacy; Brazil: standard contractual clauses", ["CH", "BR"]),
        ("India and Brazil (SCCs)", []),
        ("Japan (adequacy) and India", []),
        ("Japan (adequacy) and India (no SCCs)", []),
        ("India under BCRs (SCCs)", []),
        ("India (see below)", []),
        ("", []),
    ],
)
def test_only_sure_pairs_are_pairs(sentence, pairs):
    assert [pair.iso2 for pair in pairs_of(sentence)] == pairs


def test_deep_and_damaged_documents_are_read_or_refused_in_words():
    deep = "\n".join("#" * (1 + at % 6) + f" Empfänger {at}" for at in range(3000))
    preview(deep.encode(), "register.md")
    preview((RECORD * 3)[:700].encode("cp1252", "replace"), "register.md")


def test_many_tables_without_recipients_are_told_in_one_sentence():
    table = "| Field | Mandatory |\n|---|---|\n| Text | Yes |\n\n"
    (problem,) = preview((table * 6).encode(), "specification.md").problems
    assert problem.what.startswith("6 tables")


def test_a_denied_transfer_is_never_read_as_one():
    text = (
        "# R\n## A\n### Purpose\nPay\n### Recipients\n- Acme\n### International transfers\nTransfers to India do not take place\n"
    )
    (row,) = preview(text.encode(), "register.md").rows
    assert (row.places.places, "country_undetermined" in row.flags) == ((), True)
