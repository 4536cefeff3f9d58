"""`intake`: what a file becomes, taken in as one batch, taken back as one; and what is said of files that are no use."""

import zipfile

import openpyxl
import pytest

from tests.commands.conftest import VENDORS

# What Excel writes around a workbook with a password: an old compound file that holds an encrypted package.
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 600
ROW = {
    "line", "table", "recipient", "places", "groups", "scope", "establishment", "purpose", "data_categories", "mechanisms",
    "measures", "onward", "flags", "raw",
}  # fmt: skip


def test_a_preview_has_the_keys_of_the_contract_and_writes_nothing(call, tmp_path):
    said = call("intake", "preview", VENDORS, "--json")
    assert said.status == 0
    assert set(said.json) == {"file", "sha256", "reader", "rows", "problems"}
    assert len(said.json["rows"]) == 12
    assert all(set(row) >= ROW for row in said.json["rows"])
    assert not (tmp_path / "register").exists()


def test_every_place_is_kept_and_a_world_stays_a_world(call):
    preview = call("intake", "preview", VENDORS, "--json").json
    rows = {(row["recipient"]["name"], row["purpose"]): row for row in preview["rows"]}
    stonebridge = rows["Stonebridge", "Technical Services"]
    named = [place["iso2"] for place in stonebridge["places"]]
    assert named == ["AU", "BR", "CA", "FR", "JP", "NO", "ES", "SE", "CH", "GB", "US"]
    edgewater = rows["Edgewater", "Content delivery service"]
    assert (edgewater["scope"], edgewater["places"]) == ("global", [])
    namibia = rows["Northwind Code Namibia Ltd", None]
    assert [place["iso2"] for place in namibia["places"]] == ["NA"]
    assert "purpose_is_relationship" in namibia["flags"]


def test_a_list_is_taken_in_as_one_batch_and_taken_back_as_one(call):
    words = ("intake", "take", VENDORS, "--exporter", "Muster GmbH", "--exporter-country", "DE", "--json")
    first = call(*words)
    assert first.status == 0
    assert {key: first.json[key] for key in ("batch", "created", "changed", "unchanged", "refused")} == {
        "batch": "BA-0001", "created": 12, "changed": 0, "unchanged": 0, "refused": 0,
    }  # fmt: skip
    again = call(*words)
    assert (again.json["batch"], again.json["unchanged"]) == (None, 12)
    undone = call("intake", "undo", "BA-0001", "--json")
    assert undone.status == 0
    assert undone.json["kept"] == []
    assert call("judge", "--json").json["transfers"] == []
    assert call("intake", "undo", "BA-0001").status == 2


def test_what_was_changed_since_stays_when_a_batch_is_taken_back(taken):
    assert taken("intake", "undo", "BA-0001").status == 0
    assert taken("verify").status == 0


def test_nobody_exports_is_said_and_nothing_is_written(call):
    said = call("intake", "take", VENDORS)
    assert said.status == 2
    assert "who exports" in said.error


def test_a_place_is_read_alone(call):
    assert [place["iso2"] for place in call("intake", "place", "Dublin, Irland", "--json").json["places"]] == ["IE"]
    assert call("intake", "place", "EU", "--json").json["groups"] == ["EU"]


def test_two_versions_of_a_list_differ_by_recipient(call, tmp_path):
    old = tmp_path / "old.md"
    old.write_text(VENDORS.read_text().replace("| Edgewater ", "| Ripple "))
    said = call("intake", "diff", old, VENDORS, "--json").json
    assert [row["recipient"] for row in said["added"]] == ["Edgewater"]
    assert [row["recipient"] for row in said["removed"]] == ["Ripple"]
    assert len(said["unchanged"]) == 11


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.csv", b"", "empty"),
        ("blank.md", b"  \n\n ", "empty"),
        ("list.md", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "PDF"),
        ("list.csv", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "PNG"),
        ("prose.md", b"Nothing here is a list of anybody.\n", "no"),
        ("secret.xlsx", LOCKED, "password"),
    ],
)
def test_a_file_of_no_use_is_refused_in_one_line(call, tmp_path, name, content, says):
    path = tmp_path / name
    path.write_bytes(content)
    said = call("intake", "take", path, "--exporter", "Muster GmbH", "--exporter-country", "DE")
    assert said.status in (1, 2)
    text = said.error or said.out
    assert says.casefold() in text.casefold()
    assert name in text or "list of recipients" in text
    assert "Traceback" not in text


def test_a_hundred_thousand_columns_are_refused_in_one_line(call, tmp_path):
    path = tmp_path / "wide.csv"
    path.write_text(",".join(f"c{n}" for n in range(100_000)) + "\n" + "," * 99_999)
    said = call("intake", "preview", path)
    assert said.status == 2
    assert said.error.count("\n") == 1
    assert "column" in said.error


def test_a_zip_that_is_no_workbook_says_what_it_is(call, tmp_path):
    path = tmp_path / "list.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    said = call("intake", "preview", path)
    assert said.status == 2
    assert "list.xlsx" in said.error


def test_cells_that_spreadsheets_spoil_are_kept_and_flagged(call, tmp_path):
    book = openpyxl.Workbook()
    for row in (
        ("Vendor", "Country", "Purpose"),
        ("Fjord Data AS", "=FALSE()", "Hosting"),
        ("Etosha Ltd", "NA", "Support"),
        ("Oslo Drift AS", "NO", "Hosting"),
        ("Somewhere Inc", "Atlantis", "Hosting"),
    ):
        book.active.append(row)
    book.save(tmp_path / "spoiled.xlsx")
    rows = {row["recipient"]["name"]: row for row in call("intake", "preview", tmp_path / "spoiled.xlsx", "--json").json["rows"]}
    assert "formula_in_cell" in rows["Fjord Data AS"]["flags"]
    assert rows["Fjord Data AS"]["places"] == []
    assert [place["iso2"] for place in rows["Oslo Drift AS"]["places"]] in (["NO"], [])
    assert rows["Somewhere Inc"]["places"] == []
    assert "country_undetermined" in rows["Somewhere Inc"]["flags"]
