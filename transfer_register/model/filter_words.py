"""The values of a filter in words, for its sentence and its chips, and as links and commands write them."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from transfer_register.model.facts import STATED_ON_TRANSFER
from transfer_register.model.speech import marked, say
from transfer_register.model.vocabulary import Words

# Field of a filter -> vocabulary that names its terms; those that are not here hold names or ids of the register.
VOCABULARY = {
    "verdicts": "verdicts",
    "bands": "bands",
    "categories": "data_categories",
    "purposes": "purposes",
    "tools": "transfer_tools",
    "measures": "measures",
    "kinds": "recipient_kinds",
    "subjects": "data_subjects",
    "countries": "countries",
    "origins": "countries",
    "place_roles": "place_roles",
    "regimes": "regimes",
    "flags": "flags",
}
# Field of a filter -> what its part of the sentence begins with. Fields of one lead say one thing together.
_LEAD = {
    "verdicts": marked("verdict"),
    "bands": marked("risk left"),
    "categories": marked("data"),
    "purposes": marked("purpose"),
    "tools": marked("mechanism"),
    "measures": marked("measure"),
    "kinds": marked("recipient kind"),
    "subjects": marked("data subjects"),
    "countries": marked("destination"),
    "groups": marked("destination"),
    "scopes": marked("destination"),
    "place_roles": marked("place of"),
    "origins": marked("exporter in"),
    "regimes": marked("regime"),
    "flags": marked("unclear"),
    "systems": marked("system"),
    "owners": marked("looked after by"),
    "exporters": marked("exporter"),
    "importers": marked("recipient"),
    "transfers": marked("transfer"),
    "batches": marked("brought in as batch"),
    "grounds": marked("ground or fallback"),
    "findings": marked("finding"),
}
_OUTCOMES = {
    "met": marked("met"),
    "not_met": marked("not met"),
    "breached": marked("breached"),
    "unknown": marked("not known"),
}
# A destination that is neither a country nor a group.
REACHES = {
    "global": marked("Anywhere"),
    "unknown": marked("Place not known"),
    "undetermined": marked("Place not understood"),
    "listed": marked("Place not known"),
    "none": marked("No place"),
}
NOT_STATED, NONE_STANDS = "", "-"
# How many of the values that are not meant a sentence names.
_TOLD = 5
# How '' is written where an empty value would be no value at all.
_WRITTEN = "not_stated"


def value_label(words: Words, field: str, value: str, names: Mapping[str, str] | None = None) -> str:
    """The words for one value of a field; `names` maps ids of parties and provisions to names."""
    match field, value:
        case "regimes", "":
            return say("No regime")
        case "place_roles", "":
            return say("Not said what happens there")
        case _, "":
            return say("Not stated")
        case "tools", "-":
            return say("None stands")
        case "groups", _:
            return say("{place}, country not stated", place=value)
        case "scopes", _:
            return say(REACHES[value]) if value in REACHES else value
        case "measures", _ if value in STATED_ON_TRANSFER:
            return STATED_ON_TRANSFER[value].label
    vocabulary = VOCABULARY.get(field)
    return words.label(vocabulary, value) if vocabulary in words.lists else named(value, names or {})


def parts(said: Mapping[str, str | tuple[str, ...]], words: Words, names: Mapping[str, str]) -> list[str]:
    """The parts of the sentence of a filter, from its fields: `destination United States or Anywhere`."""
    found = {marked("text"): [f"“{said['search']}”"]} if said["search"] else {}
    for field, values in said.items():
        if field in _LEAD and values:
            lead = found.setdefault(_LEAD[field], [])
            lead += [value_label(words, field, value, names) for value in values]
    others = {_LEAD[field] for field in said.get("others", ()) if field in _LEAD}
    return [f"{say(lead)} {_others(shown) if lead in others else _either(shown)}" for lead, shown in found.items()]


def _either(shown: list[str]) -> str:
    """a or b or c."""
    return f" {say('or')} ".join(shown)


def _others(shown: list[str]) -> str:
    more = len(shown) - _TOLD
    told = ", ".join(shown[:_TOLD])
    return (
        say("other than {values} and {more} more", values=told, more=more)
        if more > 0
        else say("other than {values}", values=told)
    )


def named(value: str, names: Mapping[str, str]) -> str:
    """The name of a party, of a provision, or of a provision with its outcome."""
    id, colon, outcome = value.rpartition(":")
    if colon and outcome in _OUTCOMES:
        return f"{names.get(id, id)}: {say(_OUTCOMES[outcome])}"
    return names.get(value, value)


def written(value: str) -> str:
    """A value as a link or a command writes it: never empty, and without the signs that part values."""
    if value in (NOT_STATED, _WRITTEN):
        return _WRITTEN if value == NOT_STATED else _escaped(value, value[0])
    return _escaped(value, "%;," + (value[0] if value[0].isspace() else "") + (value[-1] if value[-1].isspace() else ""))


def read(text: str) -> str:
    """The inverse of `written`."""
    return NOT_STATED if text == _WRITTEN else unquote(text)


def _escaped(value: str, signs: str) -> str:
    return "".join("".join(f"%{byte:02X}" for byte in sign.encode()) if sign in signs else sign for sign in value)
