"""A party: a legal entity that sends or receives personal data, as it is recorded."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class Identifier(BaseModel):
    """A number under which a public list knows a party: `scheme` is a term of data/vocabulary/identifier_schemes.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    scheme: str
    value: str = Field(min_length=1)


class Earlier(BaseModel):
    """How a party stood up to a day, that day included, before an event: its country, its parent and what was stated of it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    until: date
    country: str | None = None
    parent: str | None = None
    facts: dict[str, Any] = Field(default_factory=dict)


class Party(BaseModel):
    """One legal entity. People are not parties.

    `country` is ISO 3166-1 alpha-2 of the establishment, or None while unknown; `kind` a term of
    data/vocabulary/recipient_kinds.yaml; `regimes` the regimes declared to bind it beyond those of its place
    (GDPR 3(2)); `domains` the names of its websites ("orbit.example"); `facts` what was stated of it, keyed by
    the names in `model.facts.PARTY_FACTS`. `earlier` is how it stood before it moved or was bought, oldest first; the register
    of a day is judged by what held on that day.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1)
    country: str | None = None
    kind: str | None = None
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    address: str | None = None
    domains: tuple[str, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    regimes: tuple[str, ...] = ()
    facts: dict[str, Any] = Field(default_factory=dict)
    valid_from: date | None = None
    valid_to: date | None = None
    note: str | None = None
    earlier: tuple[Earlier, ...] | None = None
