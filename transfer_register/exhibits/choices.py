"""Draws the choices of the filter: for every field its values, those of most transfers first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

# Values offered in one field; the search finds the rest.
MORE: dict[str, object] = {"most": 400}


def draw(answer: Answer, words: Words) -> dict[str, list[tuple[str, int]]]:
    """Field of a Filter to (value, number of transfers); every field of the filter that has choices is there."""
    found: dict[str, list[tuple[str, int]]] = {
        field: []
        for field in (
            "verdicts", "bands", "regimes", "countries", "groups", "scopes", "place_roles", "origins", "categories", "purposes",
            "subjects", "tools", "measures", "kinds", "systems", "owners", "flags", "exporters", "importers",
        )
    }  # fmt: skip
    for row in answer.dicts():
        found[row["field"]].append((row["value"], row["transfers"]))
    return found
