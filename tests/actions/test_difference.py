"""The difference of two days as one document, and in one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

import orjson
import pytest

from tests.exhibits import history
from tests.exhibits.history import FIRST
from transfer_register.actions.difference import difference
from transfer_register.errors import Refused
from transfer_register.exhibits.difference_words import sentence
from transfer_register.register.register import Register

TODAY = date(2027, 1, 1)
LAST = FIRST + timedelta(days=9)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    opened = history.history(tmp_path_factory.mktemp("history") / "register", seed=5, acts=10)
    yield opened
    opened.close()


def test_the_document_holds_every_change_with_its_fields_and_steps(register: Register):
    told = orjson.loads(orjson.dumps(difference(register, FIRST, LAST, today=TODAY)))
    assert list(told) == [
        "from", "to", "sentence", "added", "changed", "ended", "as_before", "came_into_force", "went_out_of_force", "acts",
    ]  # fmt: skip
    assert (told["from"], told["to"]) == ("2026-01-01", "2026-01-10")
    assert told["added"]
    assert told["changed"]
    for change in told["added"] + told["changed"]:
        assert set(change) == {"record", "kind", "title", "fields", "steps"}
        assert all(set(field) == {"field", "heading", "was", "now"} for field in change["fields"])
        assert all(set(step) == {"at", "actor", "why", "batch", "what"} for step in change["steps"])
    done = Counter(each["what"] for act in told["acts"] for each in act["records"])
    assert done == sum((Counter(act["counts"]) for act in told["acts"]), Counter())
    assert "verdicts" not in told


def test_days_in_the_wrong_order_are_refused(register: Register):
    with pytest.raises(Refused, match="turn them round"):
        difference(register, LAST, FIRST, today=TODAY)


FULL = Counter({
    ("transfer", "added"): 23, ("transfer", "changed"): 12, ("transfer", "ended"): 3, ("party", "added"): 1,
    ("party", "as_before"): 2,
})  # fmt: skip


@pytest.mark.parametrize(
    ("records", "people", "turned", "verdicts", "said"),
    [
        (
            FULL, 4, Counter(came_into_force=2, went_out_of_force=1), 2,
            "4 people added 23 transfers and 1 party, changed 12 transfers and ended 3; 2 records were touched and stand "
            "as before; 2 records came into force and 1 record went out of force on a day set before; 2 verdicts differ.",
        ),
        (Counter({("transfer", "changed"): 1}), 1, Counter(), 1, "1 person changed 1 transfer; 1 verdict differs."),
        (Counter(), 0, Counter(), 0, "nothing that was recorded differs; no verdict differs."),
        (Counter(), 0, Counter(), None, "nothing that was recorded differs."),
    ],
)  # fmt: skip
def test_everything_is_said_in_one_sentence(records, people, turned, verdicts, said):
    told = sentence(date(2026, 3, 1), date(2026, 11, 23), records, people, turned, verdicts)
    assert told == f"Between 1 March and 23 November 2026, {said}"


def test_years_that_are_not_the_same_are_both_named():
    assert sentence(date(2025, 3, 1), date(2026, 11, 23), Counter(), 0, Counter()).startswith("Between 1 March 2025 and 23 Nov")
