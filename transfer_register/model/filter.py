"""Which transfers are meant: one filter for every screen, picture, report and command, and its sentence in words."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace

import orjson

from transfer_register.model.vocabulary import Words

# Field of a filter -> vocabulary that names its terms; None where the values are names or ids of the register.
_VOCABULARY = {
    "verdicts": "verdicts",
    "bands": "bands",
    "categories": "data_categories",
    "purposes": "purposes",
    "tools": "transfer_tools",
    "kinds": "recipient_kinds",
    "subjects": "data_subjects",
    "countries": "countries",
    "origins": "countries",
    "regimes": "regimes",
    "flags": "flags",
}
_LEAD = {
    "verdicts": "verdict",
    "bands": "risk left",
    "categories": "data",
    "purposes": "purpose",
    "tools": "mechanism",
    "kinds": "recipient kind",
    "subjects": "data subjects",
    "countries": "destination",
    "origins": "exporter in",
    "regimes": "regime",
    "flags": "unclear",
    "exporters": "exporter",
    "importers": "recipient",
    "transfers": "transfer",
    "batches": "brought in as batch",
    "grounds": "ground or fallback",
    "findings": "finding",
}
_OUTCOMES = {"met": "met", "not_met": "not met", "breached": "breached", "unknown": "not known"}


@dataclass(frozen=True)
class Filter:
    """Every field narrows; several values of one field are alternatives; an empty field lets all through.

    `grounds` are provisions on which a verdict rests, as ground or as fallback; `findings` are provisions that say something
    of the transfer, as `<id>` or, for one outcome only, as `<id>:breached`.
    """

    search: str = ""
    regimes: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    bands: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    exporters: tuple[str, ...] = ()
    importers: tuple[str, ...] = ()
    transfers: tuple[str, ...] = ()
    batches: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()

    def is_open(self) -> bool:
        return self == Filter()

    def json(self) -> str:
        """What the questions take as `$filter`: the fields that narrow, and no others."""
        return orjson.dumps({name: value for name, value in asdict(self).items() if value}).decode()

    @classmethod
    def parse(cls, text: str) -> Filter:
        """From the text of a link or a command: `verdicts=unknown,breached; countries=US`. Raises ValueError."""
        chosen = cls()
        known = {field.name for field in fields(cls)}
        for part in filter(None, (piece.strip() for piece in text.split(";"))):
            name, equals, values = part.partition("=")
            name = name.strip()
            if not equals or name not in known:
                raise ValueError(f"{part!r} is no filter; the fields are {', '.join(sorted(known))}")
            value = values.strip() if name == "search" else tuple(v.strip() for v in values.split(",") if v.strip())
            chosen = replace(chosen, **{name: value})
        return chosen

    def text(self) -> str:
        """The inverse of `parse`."""
        return "; ".join(
            f"{name}={value if isinstance(value, str) else ','.join(value)}" for name, value in asdict(self).items() if value
        )

    def sentence(self, words: Words, names: dict[str, str] | None = None) -> str:
        """The filter in words, for the head of pictures and documents; `names` maps ids of parties and provisions to names."""
        if self.is_open():
            return "All transfers"
        parts = [f"text “{self.search}”"] if self.search else []
        for name, value in asdict(self).items():
            if name == "search" or not value:
                continue
            vocabulary = _VOCABULARY.get(name)
            shown = [
                words.label(vocabulary, v) if vocabulary and vocabulary in words.lists else named(v, names or {}) for v in value
            ]
            parts.append(f"{_LEAD[name]} {' or '.join(shown)}")
        return "Transfers with " + "; ".join(parts)


def named(value: str, names: dict[str, str]) -> str:
    """The name of a party, of a provision, or of a provision with its outcome."""
    id, colon, outcome = value.rpartition(":")
    if colon and outcome in _OUTCOMES:
        return f"{names.get(id, id)}: {_OUTCOMES[outcome]}"
    return names.get(value, value)
