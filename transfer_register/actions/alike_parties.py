"""Parties of the register that may be the same, and the word of a person that two of them are not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from transfer_register.actions.party_links import party_state
from transfer_register.errors import Refused
from transfer_register.intake.likeness import Likeness, Names
from transfer_register.model.party import Party
from transfer_register.register.accept import State
from transfer_register.register.register import Register

_TOLD_APART = """
SELECT id, version, from_json(state -> '$.parties', '["VARCHAR"]') FROM other_history
WHERE kind = 'distinct' AND live AND from_sequence <= $known AND (to_sequence IS NULL OR to_sequence > $known)
"""


@dataclass(frozen=True)
class Pair:
    """Two parties that may be one, by their ids, with the score to 100 and why, as `likeness` says it of the second."""

    one: str
    other: str
    like: Likeness

    @property
    def score(self) -> int:
        return self.like.score


def pairs(parties: Mapping[str, Party]) -> list[Pair]:
    """Every pair of parties that are alike, the likeliest first; those that somebody told apart are among them."""
    names = Names()
    for id, party in parties.items():
        names.add(id, party.name, domains=party.domains, identifiers=_numbers(party))
        for name in party.aliases:
            names.add(id, name, party.name)
    best: dict[tuple[str, str], Pair] = {}
    for id, party in parties.items():
        asked = names.like(party.name, party.aliases, domains=party.domains, identifiers=_numbers(party), itself=id)
        for like in asked:
            pair = tuple(sorted((id, like.id), key=_order))
            if pair not in best or best[pair].score < like.score:
                best[pair] = Pair(*pair, like)
    return sorted(best.values(), key=lambda pair: (-pair.score, _order(pair.one), _order(pair.other)))


def open_pairs(found: list[Pair], apart: Mapping[tuple[str, str], tuple[str, int]]) -> list[Pair]:
    """The pairs that nobody told apart."""
    return [pair for pair in found if tuple(pair_state(pair.one, pair.other)["parties"]) not in apart]


def told_apart(register: Register, known: int | None = None) -> dict[tuple[str, str], tuple[str, int]]:
    """The pairs that a person said are two, as `pair_state` orders them, each with the record that says so and its version."""
    asked = {"known": register.known(None) if known is None else known}
    return {tuple(parties): (id, version) for id, version, parties in register.ask(_TOLD_APART, asked).rows}


def pair_state(one: str, other: str) -> State:
    """The state of the record that says that two parties are two."""
    return {"parties": sorted((one, other))}


def not_the_same(
    register: Register, one: str, other: str, *, actor: str, at: datetime, why: str | None = None
) -> str:  # fmt: skip
    """Remembers that two parties are two, so that nobody is asked again; returns the id of the record.

    Raises `Refused` for a party that is not there, or one party twice.
    """
    if one == other:
        raise Refused(f"{one} is one party. Choose two. Nothing was written.")
    with register.batch(actor, at, why) as writing:
        for id in (one, other):
            party_state(register, id)
        state = pair_state(one, other)
        if said := told_apart(register).get(tuple(state["parties"])):
            return said[0]
        return writing.new("distinct", state)


def ask_again(register: Register, one: str, other: str, *, actor: str, at: datetime, why: str | None = None) -> None:
    """Takes back that two parties are two. Raises `Refused` where nobody said so."""
    with register.batch(actor, at, why) as writing:
        said = told_apart(register).get(tuple(pair_state(one, other)["parties"]))
        if said is None:
            raise Refused(f"Nobody said that {one} and {other} are two. Nothing was written.")
        writing.end(*said)


def _numbers(party: Party) -> list[tuple[str, str]]:
    return [(each.scheme, each.value) for each in party.identifiers]


def _order(id: str) -> tuple[int, str]:
    return len(id), id
