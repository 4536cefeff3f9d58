"""A small register of cases: transfers by name, each to a recipient of its own."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from datetime import datetime
from pathlib import Path
from typing import Any

from transfer_register.actions.opening import open_register
from transfer_register.model.party import Party
from transfer_register.model.transfer import Transfer
from transfer_register.register.register import Register

State = dict[str, Any]


def case(base: State, country: str, home: str, party: State, facts: State, more: State) -> State:
    """A transfer from `home`, which is as `base` with other facts and fields, to a recipient of whom `party` is known."""
    importer = {"name": f"Receiver in {country}", "country": country, "kind": "service_provider", "facts": party}
    state = deepcopy(base) | {"places": [{"country": country, "role": "processing"}]} | more
    return {"home": home, "importer": importer, "state": state | {"facts": state["facts"] | facts}}


def fill(folder: Path, cases: Mapping[str, State], at: datetime) -> tuple[Register, dict[str, str]]:
    """The register, and the id of each case. A fact that is None is not known."""
    register, ids = open_register(folder), {}
    with register.batch("tests", at) as writing:
        homes: dict[str, str] = {}
        for name, told in cases.items():
            home, importer = told["home"], deepcopy(told["importer"])
            if home not in homes:
                homes[home] = writing.new("party", _normal(Party, {"name": f"Sender in {home}", "country": home}))
            importer["facts"] = {fact: value for fact, value in importer["facts"].items() if value is not None}
            importer["name"] += f", {name}"
            receiver = writing.new("party", _normal(Party, importer))
            ids[name] = writing.new(
                "transfer", _normal(Transfer, told["state"] | {"exporter": homes[home], "importer": receiver})
            )
    return register, ids


def _normal(model: Any, state: State) -> State:
    return model.model_validate(state).model_dump(mode="json", exclude_none=True)
