"""Which transfers are meant: one filter for every screen, picture, report and command, and its sentence in words."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace

import orjson

from transfer_register.model import filter_words
from transfer_register.model.filter_words import named, read, written
from transfer_register.model.speech import say
from transfer_register.model.vocabulary import Words

__all__ = ["Filter", "named"]


@dataclass(frozen=True)
class Filter:
    """Every field narrows; several values of one field are alternatives; an empty field lets all through.

    The value '' means transfers of which nothing is stated there; of `tools`, '-' means that none stands. `countries`,
    `groups` (places named as a group, such as APAC) and `scopes` (places that are neither: global, undetermined, unknown)
    say together where: the destinations that any of them names. `place_roles` narrows those by what happens there.
    `grounds` are provisions on which a verdict rests, as ground or as fallback; `findings` are provisions that say something
    of the transfer, as `<id>` or, for one outcome only, as `<id>:breached`. `measures` are terms, facts that say that one is in
    place, or texts; `systems` and `owners` are texts as they are recorded. `others` names fields whose values are those that
    are not meant: all others are ("countries" speaks for `groups` and `scopes` too).
    """

    search: str = ""
    regimes: tuple[str, ...] = ()
    verdicts: tuple[str, ...] = ()
    bands: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    place_roles: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    tools: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    systems: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    exporters: tuple[str, ...] = ()
    importers: tuple[str, ...] = ()
    transfers: tuple[str, ...] = ()
    batches: tuple[str, ...] = ()
    grounds: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    def is_open(self) -> bool:
        return self == Filter()

    def json(self) -> str:
        """What the questions take as `$filter`: the fields that narrow, and no others."""
        return orjson.dumps({name: value for name, value in asdict(self).items() if value}).decode()

    @classmethod
    def parse(cls, text: str) -> Filter:
        """From the text of a link or a command: `verdicts=unknown,breached; countries=US`. Raises ValueError.

        `not_stated` stands for '', and what parts values is written as %2C and %3B where it belongs to one.
        """
        chosen = cls()
        known = {field.name for field in fields(cls)}
        for part in filter(None, (piece.strip() for piece in text.split(";"))):
            name, equals, values = part.partition("=")
            name = name.strip()
            if not equals or name not in known:
                raise ValueError(f"{part!r} is no filter; the fields are {', '.join(sorted(known))}")
            said = tuple(read(v.strip()) for v in values.split(",") if v.strip())
            chosen = replace(chosen, **{name: read(values.strip()) if name == "search" else said})
        return chosen

    def text(self) -> str:
        """The inverse of `parse`."""
        return "; ".join(
            f"{name}={written(value) if isinstance(value, str) else ','.join(map(written, value))}"
            for name, value in asdict(self).items()
            if value
        )

    def sentence(self, words: Words, names: dict[str, str] | None = None) -> str:
        """The filter in words, for the head of pictures and documents; `names` maps ids of parties and provisions to names."""
        if self.is_open():
            return say("All transfers")
        return say("Transfers with {what}", what="; ".join(filter_words.parts(asdict(self), words, names or {})))
