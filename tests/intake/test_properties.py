"""What holds for any text and any bytes: reading never fails on them, and no country comes out that is not named."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from transfer_register.errors import FileUnreadable
from transfer_register.intake.bring_in import Preview, preview
from transfer_register.intake.cells import visible
from transfer_register.intake.gazetteer import WORD, gazetteer, words_of
from transfer_register.intake.mechanisms import read_mechanisms
from transfer_register.intake.parties import core_name, party_key, read_recipient, relation_of
from transfer_register.intake.places import read_place
from transfer_register.model.roles import PLACE_ROLES

NAMES = [
    *(
        "Germany",
        "USA",
        "NO",
        "NA",
        "CA",
        "EU",
        "London",
        "Frankfurt",
        "Georgia",
        "California",
        "eu-central-1",
        "Worldwide",
        "n/a",
        "Korea",
    ),
    *(
        "Indien",
        "not",
        "outside",
        "except",
        "or",
        "and",
        "für",
        "if",
        "support",
        "hosting",
        "(",
        ")",
        ",",
        ";",
        "/",
        "\n",
        "<br>",
        "IN",
        "–",
    ),
    *(
        "[x](https://a.b)",
        "12345",
        "Street",
        "Paris, TX 75460",
        "米国",
        "DE-BY",
        ":",
        "no transfer",
        "Atlantis",
        "only",
        "SCCs",
        "(Module 2)",
    ),
]
phrases = st.lists(st.sampled_from(NAMES), max_size=9).map(" ".join)
texts = st.one_of(st.text(max_size=120), phrases)
HEADINGS = [
    None,
    "Location of processing",
    "Country",
    "Adresse",
    "Corporate location",
    "Third countries",
    "Standort",
    "Data storage",
]


def _named_by(word_run: tuple[str, ...], written: set[str]) -> set[str]:
    """The countries that a run of words or one of the written codes may stand for."""
    names = gazetteer()
    found = set()
    for begin in range(len(word_run)):
        for end in range(begin + 1, min(len(word_run), begin + 8) + 1):
            name = names.names.get(word_run[begin:end])
            if name and name.kind in ("country", "city", "state"):
                found |= set(name.value) | (
                    {names.states_by_name[" ".join(word_run[begin:end])]} if name.use == "state_too" else set()
                )
    for code in written:
        found |= {code} & names.alpha2 | {names.alpha3.get(code, "")} | {names.states.get(code, "")}
    return found


@settings(max_examples=250, deadline=None)
@given(texts, st.sampled_from(HEADINGS))
def test_reading_a_place_never_fails_and_names_no_country_that_is_not_named(text, heading):
    reading = read_place(text, heading)
    text = visible(text)  # what nobody sees separates nothing
    words = words_of(text)
    runs = set(WORD.findall(text)) | set(text.upper().split()) | {word.upper() for word in words}
    allowed = _named_by(words, runs)
    for codes in gazetteer().regions.values():
        for countries in codes.values():
            allowed |= set(countries) if "-1" in text else set()
    joined = "".join(words)
    allowed |= {
        name.value[0]
        for key, name in gazetteer().names.items()
        if name.kind == "country" and not joined.isascii() and "".join(key) in joined
    }
    flags = any(0x1F1E6 <= ord(sign) <= 0x1F1FF for sign in text)
    assert flags or {place.iso2 for place in reading.places} <= allowed
    assert {place.role for place in reading.places} <= set(PLACE_ROLES)
    assert reading.scope in ("listed", "global", "undetermined", "unknown", "none")
    assert reading.scope != "listed" or reading.places
    assert reading.places or reading.flags or reading.scope in ("global", "none") or reading.unresolved


@settings(max_examples=150, deadline=None)
@given(texts)
def test_reading_other_cells_never_fails(text):
    reading = read_mechanisms(text)
    assert reading.stated is None or all(mechanism.code for mechanism in reading.stated)
    recipient = read_recipient(text)
    if recipient is not None:
        assert recipient.name.strip()
        assert party_key(recipient.name)
        assert core_name(recipient.name)
    relation_of(text)


def outcome(data: bytes, name: str) -> Preview | str:
    """The preview, or the sentence of the refusal."""
    try:
        return preview(data, name)
    except FileUnreadable as refused:
        return str(refused)


@settings(max_examples=120, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["x.csv", "x.md", "x.xlsx", "x", "x.pdf"]))
def test_any_bytes_give_a_preview_or_one_sentence(data, name):
    shown = outcome(data, name)
    assert "\n" not in shown if isinstance(shown, str) else shown.rows or shown.problems


@settings(max_examples=80, deadline=None)
@given(st.lists(st.tuples(texts, texts, texts), min_size=1, max_size=4), st.sampled_from([",", ";", "\t"]))
def test_any_cells_under_known_headings_give_rows_or_problems(rows, separator):
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""').replace("\r", " ").replace("\x00", "") + '"'

    lines = [separator.join(["Vendor", "Purpose", "Location of processing"]), *(separator.join(map(quoted, row)) for row in rows)]
    shown = outcome("\n".join(lines).encode("utf-8", "replace"), "x.csv")
    if isinstance(shown, str):
        assert "binary" in shown  # nothing but control characters under the headings
        return
    assert shown.as_dict()["sha256"] == shown.sha256
    for row in shown.rows:
        assert len(row.flags) == len(set(row.flags))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["not in", "outside", "except", "nicht in", "hors", "non-"]), min_size=1, max_size=1),
    st.sampled_from(["USA", "Germany", "India"]),
)
def test_a_place_behind_a_word_of_exclusion_is_never_read_as_one(word, country):
    glue = "" if word[0].endswith("-") else " "
    assert read_place(word[0] + glue + country).places == ()
