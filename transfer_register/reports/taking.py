"""Takes a snapshot: asks the register once for everything that a document shows, for one sight and one filter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from transfer_register.exhibits import exhibit, law_words, sankey
from transfer_register.exhibits import map as world_map
from transfer_register.model.contact import Person
from transfer_register.model.facts import STATED_ON_TRANSFER, Kind
from transfer_register.model.filter import Filter
from transfer_register.model.party import Party
from transfer_register.model.speech import marked
from transfer_register.model.transfer import Mechanism
from transfer_register.register import contacts
from transfer_register.reports.snapshot import Cited, Known, LeftOut, Leg, Picture, Seen, Snapshot, Verdict

if TYPE_CHECKING:
    from transfer_register.register.register import Register

_LISTS = ("purposes", "data_subjects", "data_categories", "measures", "flags", "systems", "legal_bases")
_WIDTH = 1000  # pixels of a picture across a page on its side


@cache
def _sql(name: str) -> str:
    return (Path(__file__).parent / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def take_snapshot(
    register: Register, *, on: date, law_on: date | None = None, known_on: date | None = None, filter: Filter | None = None,
    pictures: bool = True, people: bool = False,
) -> Snapshot:  # fmt: skip
    """The register as it holds on a day, judged by the law of a day, as it was known at a day (None: now).

    With `people` also the parties with those who are asked for there, which takes a question for each party.
    """
    chosen = filter or Filter()
    sight = register.sight(on, law_on, known_on)
    asked = {"sight": sight, "filter": chosen.json()}

    def ask(name: str, parameters: dict[str, Any] = asked) -> list[dict[str, Any]]:
        return register.ask(_sql(name), parameters).dicts()

    frame = ask("frame")[0]
    legs, verdicts = defaultdict(list), defaultdict(list)
    for row in ask("legs"):
        legs[row.pop("transfer")].append(_leg(row))
    for row in ask("verdicts"):
        verdicts[row.pop("transfer")].append(_verdict(row))
    names = {id: party.name for id, party in register.parties(known_on).items()} if chosen.exporters or chosen.importers else {}
    if chosen.grounds or chosen.findings:
        names |= law_words.names(register.law.provisions, register.words)
    transfers = tuple(_seen(row, legs[row["id"]], verdicts[row["id"]]) for row in ask("transfers"))
    return Snapshot(
        on=on,
        law_on=law_on or on,
        known_on=known_on,
        law_digest=frame["law_state"],
        scope=chosen.sentence(register.words, names),
        transfers=transfers,
        provisions=_provisions(ask("provisions", {"sight": sight})),
        words=register.words,
        left_out=_left_out(frame),
        pictures=_pictures(register, sight, chosen) if pictures else (),
        parties=known_parties(register, _party_ids(transfers), known_on) if people else {},
    )


def _party_ids(transfers: tuple[Seen, ...]) -> set[str]:
    return {id for seen in transfers for id in (seen.exporter_id, seen.importer_id)}


def known_parties(register: Register, ids: Iterable[str], known_on: date | None = None) -> dict[str, Known]:
    """The parties of these ids with the people who are asked for there, as known at the end of a day (UTC); None is now."""
    parties = register.parties(known_on)
    return {id: _known(register, id, parties[id], known_on) for id in sorted(ids) if id in parties}


def _known(register: Register, id: str, party: Party, known_on: date | None) -> Known:
    people: dict[str, tuple[Person, ...]] = {}
    for contact in contacts.of_party(register, id, known_on):
        if contact.person:
            people[contact.role] = (*people.get(contact.role, ()), contact.person)
    return Known(
        id, party.name, party.country, party.kind, party.parent, party.address, party.aliases,
        tuple((one.scheme, one.value) for one in party.identifiers), dict(party.facts), people,
    )  # fmt: skip


def _left_out(frame: dict[str, Any]) -> tuple[LeftOut, ...]:
    return (
        LeftOut(frame["holding"] - frame["chosen"], marked("they hold on this day and are outside the scope")),
        LeftOut(frame["ended"], marked("they ended before this day")),
        LeftOut(frame["to_begin"], marked("they begin after this day")),
    )


def _pictures(register: Register, sight: int, filter: Filter) -> tuple[Picture, ...]:
    drawn = []
    for kind, module in (("map", world_map), ("sankey", sankey)):
        answer = exhibit.ask(register, kind, sight, filter)
        if answer.rows:
            drawn.append(Picture(kind, module.svg(answer, register.words, width=_WIDTH), module.caption(answer, register.words)))
    return tuple(drawn)


def _leg(row: dict[str, Any]) -> Leg:
    return Leg(
        country=row["country"],
        group=row["country_group"],
        scope=row["scope"],
        roles=tuple(row["roles"] or ()),
        verdict=row["verdict"],
        grounds=tuple(row["grounds"] or ()),
        asked=row["asked"],
    )


def _verdict(row: dict[str, Any]) -> Verdict:
    return Verdict(
        row["regime"], row["verdict"], row["ground"], tuple(row["fallbacks"] or ()), tuple(row["ask"] or ()), row["country"]
    )


def _provisions(rows: list[dict[str, Any]]) -> dict[str, Cited]:
    held: dict[str, Cited] = {}
    for row in rows:
        held.setdefault(
            row["provision"],
            Cited(
                id=row["provision"], title=row["title"], act=row["act"], article=row["article"] or "", regime=row["regime"],
                kind=row["kind"], cascade=row["cascade"], since=row["in_force_from"], until=row["in_force_until"],
                checked_on=row["checked_on"], confidence=row["confidence"], url=row["url"] or "",
            ),
        )  # fmt: skip
    return held


def _seen(row: dict[str, Any], legs: list[Leg], verdicts: list[Verdict]) -> Seen:
    mechanisms = None if row["mechanisms"] is None else orjson.loads(row["mechanisms"])
    listed = {name: tuple(row[name] or ()) for name in _LISTS}
    plain = {
        name: row[name]
        for name in (
            "id", "exporter_id", "importer_id", "exporter_country", "importer_country", "importer_kind", "exporter_role",
            "importer_role", "purpose_text", "activity", "nature", "frequency",
            "special", "persons", "retention", "follows", "valid_from", "valid_to", "review_on", "owner", "verdict",
        )
    }  # fmt: skip
    return Seen(
        **plain,
        **listed,
        exporter=row["exporter_name"] or "Not stated",
        importer=row["importer_name"] or "Not stated",
        mechanisms=None if mechanisms is None else tuple(Mechanism.model_validate(one) for one in mechanisms),
        facts=_facts(row["facts"]),
        legs=tuple(legs),
        verdicts=tuple(verdicts),
    )


def _facts(stated: str | None) -> dict[str, object]:
    held: dict[str, object] = orjson.loads(stated) if stated else {}
    days = {name for name in held if name in STATED_ON_TRANSFER and STATED_ON_TRANSFER[name].kind is Kind.DAY}
    return {name: date.fromisoformat(value) if name in days and isinstance(value, str) else value for name, value in held.items()}
