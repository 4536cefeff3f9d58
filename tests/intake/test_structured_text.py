"""Lists in structured text: JSON, YAML, TOML, JavaScript, and formats of it that define their fields."""

from __future__ import annotations

import pytest

from tests.intake.files import FIXTURES, PUBLISHED
from transfer_register.errors import FileUnreadable
from transfer_register.intake.bring_in import Preview, preview, preview_file
from transfer_register.intake.headings import field_of


def read(text: str | bytes, name: str) -> Preview:
    return preview(text.encode() if isinstance(text, str) else text, name)


def said(shown: Preview) -> list[tuple]:
    """(line, recipient, processing countries, establishment) of every row."""
    return [
        (
            row.line,
            row.recipient.name if row.recipient else None,
            [place.iso2 for place in row.places.places if place.role == "processing"],
            row.establishment,
        )
        for row in shown.rows
    ]


@pytest.mark.parametrize(
    ("key", "field"),
    [
        ("countryHQ", "establishment"),
        ("dataCenters", "place"),
        ("hostingProviders", "onward"),
        ("subprocessorName", "recipient"),
        ("transferMechanism", "mechanism"),
        ("transfer_mechanism", "mechanism"),
        ("vendor_name", "recipient"),
        ("processing_location", "place"),
        ("SCCs", "mechanism"),
        ("subprocessorsUrl", "note"),
    ],
)
def test_keys_of_programs_map_as_headings_do(key, field):
    assert field_of(key) == field


def test_names_in_a_program_are_looked_up_in_the_same_file():
    shown = preview_file(FIXTURES / "entities.jsx")
    assert shown.reader == "javascript"
    assert said(shown) == [
        (13, "Kestrel Cloud LLC", ["US"], "US"),
        (19, "Tannhof Software SRL", [], "RO"),
        (25, 'Meerwind "Daten" GmbH', ["DE"], None),
        (31, "Nordkap AS", [], "NO"),
    ]
    kestrel, tannhof, meerwind, nordkap = shown.rows
    assert kestrel.raw["hosting"] == "Region designated by Customer, United States"
    assert kestrel.places.details()["customer_designated"] is True
    assert "country_undetermined" in kestrel.flags
    assert (tannhof.places.scope, tannhof.raw["hosting"]) == ("unknown", "")
    assert "location_missing" in tannhof.flags
    assert tannhof.purpose == "Support only, see terms"
    assert meerwind.raw["country"] == "country_list.at"
    assert nordkap.raw["hosting"] == "n/a"
    assert nordkap.purpose == 'lookUp("x")'


def test_a_name_declared_twice_is_not_guessed():
    shown = read(
        'const x = "US";\nfunction f() { const x = "France"; }\nexport default [{vendor: "A Ltd", hosting: x}];\n', "a.js"
    )
    assert (said(shown), shown.rows[0].raw["hosting"]) == ([(3, "A Ltd", [], None)], "x")


def test_a_typescript_enum_and_a_cast_are_read():
    text = 'enum C { De = "Germany" }\nexport const v = Object.freeze([{ vendor: "A GmbH", hosting: C.De }] as const);\n'
    assert said(read(text, "v.ts")) == [(2, "A GmbH", ["DE"], None)]


@pytest.mark.parametrize("name", ["v.vue", "v.svelte"])
def test_the_script_of_a_page_is_read(name):
    text = '<template><p>x</p></template>\n<script>\nconst rows = [{vendor: "Quillon Inc.", hosting: "France"}]\n</script>\n'
    assert said(read(text, name)) == [(3, "Quillon Inc.", ["FR"], None)]


def test_yaml_keeps_every_scalar_as_text():
    shown = preview_file(FIXTURES / "vendors.yaml")
    fjord, quillon = shown.rows
    assert [row.line for row in shown.rows] == [7, 14]
    assert (fjord.establishment, fjord.raw["dataCenters"]) == ("NO", "NO, SE")
    assert "false" not in str(fjord.as_dict()).casefold()
    assert fjord.onward == ("Bergstad Hosting (region: NO)",)
    assert (quillon.purpose, quillon.establishment) == ("010", "US")
    assert [mechanism.code for mechanism in quillon.mechanisms.stated] == ["eu-gdpr:A46-2-c"]
    assert fjord.mechanisms.stated is None


def test_yaml_under_another_name_is_known_by_its_content():
    shown = read("---\n- vendor: Quillon Inc.\n  country: US\n- vendor: Fjordmail AS\n  country: NO\n", "list.txt")
    assert (shown.reader, [line for line, *_ in said(shown)]) == ("yaml_text", [2, 4])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("# Vendors\n\n- [Quillon](https://quillon.example): mail\n", "a.md"),
        ("vendor,country\nQuillon Inc.,US\n", "a.csv"),
        ("Dear all,\n\nNote: this is a letter.\nKind regards: me\n", "a.txt"),
        ('@prefix ex: <https://e.example/> .\nex:a ex:b "c" .\n', "a.ttl"),
    ],
)
def test_other_kinds_are_left_to_their_readers(text, name):
    from transfer_register.intake.readers import javascript, json_text, toml_text, yaml_text

    assert not any(reader.recognises(text.encode(), name) for reader in (javascript, json_text, toml_text, yaml_text))


def test_maps_of_name_to_record_name_the_recipient():
    named = '{"vendors": {"Quillon Inc.": {"country": "US"},\n "Fjordmail AS": {"country": "NO"}}}'
    assert said(read(named, "a.json")) == [(1, "Quillon Inc.", [], "US"), (2, "Fjordmail AS", [], "NO")]
    keyed = '{"vendors": {"q": {"name": "Quillon Inc.", "country": "US"}, "f": {"name": "Fjordmail AS", "country": "NO"}}}'
    assert [row.recipient.name for row in read(keyed, "a.json").rows] == ["Quillon Inc.", "Fjordmail AS"]


def test_a_list_inside_a_description_of_the_company_is_the_list():
    text = '{"company": "Own Ltd", "location": "EU", "data": [{"name": "Quillon Inc.", "country": "US"}]}'
    assert [row.recipient.name for row in read(text, "a.json").rows] == ["Quillon Inc."]


def test_recipients_inside_activities_keep_their_activity():
    text = (
        '[{"activity": "Payroll", "recipients": [{"name": "Quillon Inc.", "country": "US", "safeguard": "SCC"}]},\n'
        '{"activity": "Mail", "recipients": [{"name": "Fjordmail AS", "country": "NO"}, {"name": "Quillon Inc."}]}]'
    )
    shown = read(text, "a.json")
    assert [(row.recipient.name, row.purpose) for row in shown.rows] == [
        ("Quillon Inc.", "Payroll"),
        ("Fjordmail AS", "Mail"),
        ("Quillon Inc.", "Mail"),
    ]
    assert [row.mechanisms.stated is None for row in shown.rows] == [False, True, True]


def test_subprocessors_inside_a_vendor_are_onward():
    text = '{"vendors": [{"vendor": "Quillon Inc.", "country": "US", "subprocessors": [{"name": "Bergstad", "country": "NO"}]}]}'
    (row,) = read(text, "a.json").rows
    assert (row.recipient.name, row.onward) == ("Quillon Inc.", ("Bergstad (country: NO)",))


def test_places_that_are_maps_are_read_and_none_is_lost():
    text = '[{"vendor": "Q", "locations": [{"city": "Frankfurt", "country": "Germany"}, {"city": "Oslo", "country": "Norway"}]}]'
    assert said(read(text, "a.json")) == [(1, "Q", ["DE", "NO"], None)]
    text = '[{"vendor": "Q", "dataCenters": {"primary": ["Germany"], "backup": ["Norway"]}}]'
    (row,) = read(text, "a.json").rows
    assert "Germany" in str(row.raw)
    assert "Norway" in str(row.raw)


def test_kinds_of_data_keep_their_group():
    (row,) = read('[{"vendor": "Q", "country": "US", "dataTypes": {"Contact": ["Email", "Phone"]}}]', "a.json").rows
    assert row.data_categories == ("Contact: Email", "Contact: Phone")


def test_a_repeated_key_loses_nothing():
    (row,) = read('[{"vendor": "Q", "hosting": "France", "hosting": "India"}]', "a.json").rows
    assert [place.iso2 for place in row.places.places] == ["FR", "IN"]


def test_json_lines_tell_the_broken_line():
    shown = read('{"vendor": "Q", "country": "US"}\n{"vendor": "F", "country":}\n{"vendor": "F", "country": "NO"}\n', "a.jsonl")
    assert [line for line, *_ in said(shown)] == [1, 3]
    assert [problem.line for problem in shown.problems] == [2]


def test_json_with_comments_is_read_and_told():
    shown = read("// list\n[\n  {vendor: 'Quillon Inc.', hosting: 'France',},\n]\n", "a.json")
    assert said(shown) == [(3, "Quillon Inc.", ["FR"], None)]
    assert "JSON5" in shown.problems[0].what


def test_json_in_utf_16_is_read():
    assert len(read('[{"vendor": "Q", "country": "US"}]'.encode("utf-16"), "a.json").rows) == 1


def test_toml_records_know_their_lines():
    text = '[[vendors]]\nname = "Quillon Inc."\ncountry = "US"\n\n[[vendors]]\nname = "Fjordmail AS"\ncountry = "NO"\n'
    assert said(read(text, "a.toml")) == [(1, "Quillon Inc.", [], "US"), (5, "Fjordmail AS", [], "NO")]


def test_fides_names_third_parties_and_says_which_systems_name_nobody():
    shown = preview_file(FIXTURES / "fides_vendors.yml")
    assert said(shown) == [(9, "Quillon Inc.", ["US", "GB"], None)]
    assert [mechanism.code for mechanism in shown.rows[0].mechanisms.stated] == ["eu-gdpr:A46-2-c"]
    assert [(problem.line, "“Ledger” was left out" in problem.what) for problem in shown.problems] == [(19, True)]


def test_no_international_transfers_in_fides_is_said_not_missing():
    text = (
        '{"fides_key": "a", "name": "A", "does_international_transfers": false, "privacy_declarations": '
        '[{"name": "Mail", "data_use": "x", "data_shared_with_third_parties": true, "third_parties": "Q Ltd"}]}'
    )
    (row,) = read(text, "a.json").rows
    assert (row.recipient.name, row.places.scope) == ("Q Ltd", "none")


def test_an_assessment_says_why_it_is_no_list():
    text = '{"pia": {"name": "x"}, "answers": [{"reference_to": "227", "data": {"text": "<p>Stored in India</p>"}}]}'
    shown = read(text, "a.json")
    assert shown.rows == ()
    assert "impact assessment" in " ".join(problem.what for problem in shown.problems)
    assert "Stored in India" in shown.problems[-1].what + shown.problems[0].what


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('[{"vendor": "Q", "country": "US"', "a.json"),
        ("[" * 100_000, "a.json"),
        ('{"a":' * 5_000 + "1" + "}" * 5_000, "a.json"),
        ('[{"a":' * 100 + "1" + "}]" * 100, "a.json"),
        ("- vendor: Q\n  country: [US\n- vendor: F\n", "a.yaml"),
        ("a: " + "[" * 5_000, "a.yaml"),
        ("a: &a [x]\n" + "".join(f"b{n}: &b{n} [{', '.join([f'*b{n - 1}' if n else '*a'] * 9)}]\n" for n in range(9)), "a.yaml"),
        ('[[vendors]]\nname = "Q\n', "a.toml"),
        ("const a = " + "[" * 3_000 + "]" * 3_000, "a.js"),
    ],
    ids=["cut", "brackets", "deep objects", "deep records", "yaml cut", "yaml deep", "yaml aliases", "toml", "deep program"],
)
def test_what_is_damaged_or_endless_says_so(text, name):
    with pytest.raises(FileUnreadable, match=name):
        read(text, name)


@pytest.mark.parametrize(
    ("text", "name"), [("[]", "a.json"), ("{}", "a.json"), ("a: 1\n", "a.yml"), ("const a = 1; // [\n", "a.js")]
)
def test_a_file_without_a_list_says_so(text, name):
    shown = read(text, name)
    assert shown.rows == ()
    assert shown.problems


def test_a_broken_program_is_read_around_the_mistake():
    shown = read('const a = [{vendor: "Q", hosting: "France"}];\nfunction ( {\n', "a.js")
    assert [row.recipient.name for row in shown.rows] == ["Q"]
    assert any("could not be read in full" in problem.what for problem in shown.problems)


@pytest.mark.skipif(not (PUBLISHED / "lists").exists(), reason="the published lists are not in this checkout")
def test_each_vendor_record_reads_as_its_row_of_the_flat_list():
    flat = {row.recipient.name: row for row in preview_file(PUBLISHED / "lists_derived" / "gdpr-tracker_flat_bom.dev.csv").rows}
    for file in sorted((PUBLISHED / "lists" / "32_gdpr-tracker" / "dev").glob("*.json")):
        (row,) = preview_file(file).rows
        other = flat.pop(row.recipient.name)
        assert (row.places.places, row.places.groups, row.places.scope) == (
            other.places.places,
            other.places.groups,
            other.places.scope,
        )
        assert (row.establishment, row.onward, row.mechanisms.stated) == (
            other.establishment,
            other.onward,
            other.mechanisms.stated,
        )
    assert not flat
