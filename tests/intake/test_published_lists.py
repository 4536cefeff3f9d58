"""Real lists, where they are there: ../shared/inputs. None of them is part of this repository."""

from __future__ import annotations

import pytest

from tests.intake.files import PUBLISHED
from transfer_register.intake.bring_in import preview_file
from transfer_register.intake.compare import compare
from transfer_register.intake.plan import plan
from transfer_register.intake.taking import Taking

pytestmark = pytest.mark.skipif(not (PUBLISHED / "lists").exists(), reason="the published lists are not in this checkout")
LISTS = PUBLISHED / "lists"


def test_github_gives_thirty_rows_twenty_eight_recipients_thirty_transfers():
    shown = preview_file(LISTS / "01_github_2026-03.md")
    planned = plan(shown, Taking(exporter="PA-0001"))
    assert (len(shown.rows), len(planned.parties), len(planned.transfers)) == (30, 28, 30)
    assert {transfer.act for transfer in planned.transfers} == {"create"}
    microsoft = [row for row in shown.rows if row.recipient.name == "Microsoft"]
    assert len(microsoft) == 3
    assert all("aggregate_rows" in row.flags for row in microsoft)


def test_the_workbook_of_the_same_list_says_the_same():
    def said(file):
        return [
            (row.recipient, [(place.iso2, place.role) for place in row.places.places], row.establishment, row.purpose)
            for row in preview_file(LISTS / file).rows
        ]

    assert said("01_github_2026-03.md") == said("../lists_derived/github_vendors_and_affiliates.xlsx")


def test_two_versions_of_the_list_differ_in_five_recipients():
    difference = compare(
        preview_file(LISTS / "versions" / "github_2025-08-29.md"), preview_file(LISTS / "versions" / "github_2026-03-11.md")
    )
    names = {kind: [entry["recipient"] for entry in entries] for kind, entries in difference.items()}
    assert names["added"] == ["Elasticsearch, Inc.", "FullStory, Inc.", "Tines Automation Inc."]
    assert names["removed"] == ["CoreWeave, Inc."]
    assert names["changed"] == ["Microsoft"]
    assert difference["changed"][0]["fields"]["places"]["added"] == [{"iso2": "CA", "role": "processing"}]
    assert len(names["unchanged"]) == 26
