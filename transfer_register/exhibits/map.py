"""Draws the corridors between countries: the data of the screen's map, and the map of documents."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from transfer_register.exhibits import dimensions, geography, map_data, map_svg
from transfer_register.exhibits.map_picture import chosen_on_map, read
from transfer_register.exhibits.table import Column, Table, table
from transfer_register.exhibits.tally import rule_in_words
from transfer_register.model.roles import ACCESS_ROLES, PLACE_ROLES
from transfer_register.model.speech import marked, say
from transfer_register.model.vocabulary import Words

if TYPE_CHECKING:
    from transfer_register.register.answer import Answer

MORE: dict[str, object] = {"fold": {}, "access": "all"}
# What happens at the places that are shown: key of `access` -> words, and terms of data/vocabulary/place_roles.
ACCESS: dict[str, tuple[str, tuple[str, ...]]] = {
    "all": ("All places", ()),
    "kept": ("Storage and processing", tuple(r for r in PLACE_ROLES if r not in ACCESS_ROLES and r != "establishment")),
    "reached": ("Support and remote access", ACCESS_ROLES),
}
_KEPT = "A place of which nothing else was said is recorded as one of processing."


def parameters(more: dict[str, Any]) -> dict[str, object]:
    """`fold`, {"EEA": [codes]}, and `access`, a key of `ACCESS`, as the question takes them. Raises KeyError for another."""
    return {"fold": dimensions.fold_parameter(more["fold"]), "roles": list(ACCESS[more["access"]][1]) or None}


def draw(answer: Answer, words: Words, *, selected: dict[str, str] | None = None) -> dict[str, Any]:
    """What the component of screens/flow_map.py takes. `selected` is what the map shows as chosen; {} lets go of it, None
    leaves it as the reader has it."""
    picture = read(answer, words)
    for_roles = f" {_access_in_words(answer)}" if answer.parameters["roles"] else ""
    return map_data.data(
        picture, words, title="Verdict", rule=rule_in_words(picture.rule, "corridor") + for_roles,
        width="Width: number of transfers. The line widens towards the recipient.", selected=selected,
        picks=lambda what: picked(what, answer),
    )  # fmt: skip


def _access_in_words(answer: Answer) -> str:
    shown = next(words for words, roles in ACCESS.values() if list(roles) == answer.parameters["roles"])
    return f"Only places of {shown.lower()}. {_KEPT}"


def svg(answer: Answer, words: Words, *, width: int = 760, labels: int = 20) -> str:
    """The map for a document, `width` pixels wide: 760 for a portrait page, 1000 for a landscape one."""
    return map_svg.draw(read(answer, words), width=width, labels=labels)


def caption(answer: Answer, words: Words) -> str:
    """What stands under the map: what it shows, how to read it, what is missing on it, and whose borders they are."""
    picture = read(answer, words)
    code = map_svg.code_in_words(picture.marks)
    beside = "; ".join(f"{each.text}, {each.shown}" for each in picture.beside)
    parts = [
        f"{say('Destinations and number of transfers.')} {code} {rule_in_words(picture.rule, marked('corridor'))}"
        if picture.flows else say("No transfer has a destination that can be drawn."),
        _access_in_words(answer) if answer.parameters["roles"] else "",
        say("Not on the map: {places}.", places=beside) if beside else "",
        say(geography.NOTE),
    ]  # fmt: skip
    return " ".join(filter(None, parts))


def twin(answer: Answer, words: Words) -> Table:
    """One row a corridor; where the map shows some places only, a column says of which transfers nobody said what happens."""
    told = table(answer, words, leave_out=("stated",))
    if not answer.parameters["roles"]:
        return told
    shown = next(words for words, roles in ACCESS.values() if list(roles) == answer.parameters["roles"])
    happens = [shown if row["stated"] else "Nobody said" for row in answer.dicts()]
    rows = tuple((what, *row) for what, row in zip(happens, told.rows, strict=True))
    return Table((Column("stated", "What happens there"), *told.columns), rows)


def picked(selection: Mapping[str, str] | None, answer: Answer) -> dict[str, tuple[str, ...]] | None:
    """The Filter fields of what was chosen: a country, {"type": "country", "id"}, a corridor, {"type": "corridor", "o", "d"},
    an exporter's country, {"type": "origin", "id"}, or {"type": "unstated"}. None where no filter can say it."""
    roles = answer.parameters["roles"]
    if selection and selection.get("type") == "unstated":
        return {"place_roles": ("",)}
    found = chosen_on_map(selection, answer.parameters)
    return {**found, "place_roles": tuple(roles)} if found and roles else found
