"""Every real file reads as the table says, or says why not: tests/tables/intake/inputs.yaml, checked by eye against each file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.intake.files import PUBLISHED
from transfer_register import strict_yaml
from transfer_register.errors import FileUnreadable
from transfer_register.intake.bring_in import Preview, preview_file
from transfer_register.intake.mechanisms import MechanismReading
from transfer_register.intake.parties import party_key
from transfer_register.intake.preview_row import PreviewRow

pytestmark = pytest.mark.skipif(not PUBLISHED.exists(), reason="the real files are not in this checkout")

TABLE = strict_yaml.read(Path(__file__).parents[1] / "tables" / "intake" / "inputs.yaml")["files"]
# Counts that an entry leaves out are empty.
COUNTS = ("countries", "other_places", "seats", "groups", "mechanisms", "flags")


def files() -> list[str]:
    """Every file in the folder."""
    if not PUBLISHED.exists():
        return []
    return sorted(str(path.relative_to(PUBLISHED)) for path in PUBLISHED.rglob("*") if path.is_file())


def counted(items: Iterable[str]) -> dict[str, int]:
    return dict(Counter(items))


def mechanisms(reading: MechanismReading) -> list[str]:
    """The schemes or codes that a row states; "none" where it is stated that there is none."""
    if reading.stated is None:
        return []
    return [(each.scheme or each.code) + (f" {each.status}" if each.status else "") for each in reading.stated] or ["none"]


def said(shown: Preview) -> dict[str, Any]:
    """What a preview comes to, in the words of the table."""
    rows = shown.rows
    return {
        "reader": shown.reader,
        "rows": len(rows),
        "recipients": len({party_key(row.recipient.name) for row in rows if row.recipient}),
        "countries": counted(iso2 for row in rows for iso2 in {at.iso2 for at in row.places.places if at.role == "processing"}),
        "other_places": counted(f"{at.iso2} {at.role}" for row in rows for at in row.places.places if at.role not in _ROLES),
        "seats": counted(row.establishment for row in rows if row.establishment),
        "groups": counted(group for row in rows for group in row.places.groups),
        "scopes": counted(row.places.scope for row in rows),
        "mechanisms": counted(name for row in rows for name in mechanisms(row.mechanisms)),
        "flags": counted(flag for row in rows for flag in row.flags),
        "problems": len(shown.problems),
    }


_ROLES = ("processing", "establishment")


def agrees(row: PreviewRow, wanted: dict[str, Any]) -> bool:
    """Whether a row says what is told of it, lists in any order; of its flags at least those."""
    places = row.places
    conditions = [at.condition for at in places.places if at.condition] + [text for _, text in places.group_conditions]
    has = {
        "recipient": row.recipient.name if row.recipient else None,
        "line": row.line,
        "table": row.table,
        "places": sorted({at.iso2 for at in places.places if at.role != "establishment"}),
        "groups": sorted(places.groups),
        "scope": places.scope,
        "seat": row.establishment,
        "relation": row.recipient.relation if row.recipient else None,
        "alias": row.recipient.alias if row.recipient else None,
        "product": row.recipient.product if row.recipient else None,
        "parent": row.recipient.parent if row.recipient else None,
        "alternatives": places.alternatives,
        "exclusive": places.exclusive,
        "conditions": sorted(conditions),
        "unresolved": sorted(places.unresolved),
        "mechanisms": sorted(mechanisms(row.mechanisms)),
        "modules": sorted({module for each in row.mechanisms.stated or () for module in each.modules}),
        "limits": sorted(each.condition for each in row.mechanisms.stated or () if each.condition),
        "measures": len(row.measures),
        "onward": sorted(row.onward),
        "owner": row.owner,
        "exporter": row.exporter,
        "purpose": row.purpose,
        "cities": sorted(at.city for at in places.places if at.city),
    }
    if not set(wanted.get("flags", [])) <= set(row.flags):
        return False
    return all(
        has[key] == (sorted(value) if isinstance(value, list) else value) for key, value in wanted.items() if key != "flags"
    )


def read(file: str) -> tuple[Preview | None, list[str]]:
    """The preview of a file, None where the whole file is refused; and every sentence that is said of it."""
    try:
        shown = preview_file(PUBLISHED / file)
    except FileUnreadable as error:
        return None, [str(error)]
    return shown, [problem.what for problem in shown.problems]


@pytest.mark.parametrize("file", files())
def test_a_file_reads_as_the_table_says_or_says_why_not(file):
    assert file in TABLE, f"{file} has no entry in the table: read it, look at the file, and write down what is right"
    entry = dict(TABLE[file])
    why, telling = entry.pop("refused", None), entry.pop("telling", [])
    shown, sentences = read(file)
    if why is not None:
        assert any(why in sentence for sentence in sentences), sentences
        assert {"reader": shown.reader if shown else None, "rows": len(shown.rows) if shown else 0} == {
            "reader": entry.get("reader"),
            "rows": 0,
        }
        return
    assert shown is not None, sentences
    assert said(shown) == {name: {} for name in COUNTS} | {"problems": 0} | entry
    assert not [wanted for wanted in telling if not any(agrees(row, wanted) for row in shown.rows)]


def test_the_table_names_no_file_that_is_not_there():
    assert not set(TABLE) - set(files())
