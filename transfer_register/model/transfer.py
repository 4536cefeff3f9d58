"""A transfer: personal data disclosed or made available by an exporter to an importer abroad (EDPB 05/2021)."""

from __future__ import annotations

from datetime import date
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, field_validator


class Place(BaseModel):
    """Where data are processed, kept or reached. Exactly what was said: a group stays a group.

    `country` is ISO 3166-1 alpha-2 (or a code of data/vocabulary/countries.yaml); `group` a group that was named
    instead of countries (EU, EEA, APAC); `scope` "global" (stated: anywhere) or "undetermined" (stated, not understood);
    `role` one of `model.roles.PLACE_ROLES`; `raw` the words it was read from.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    country: str | None = None
    group: str | None = None
    scope: str | None = None
    role: str = "processing"
    city: str | None = None
    region: str | None = None
    condition: str | None = None
    raw: str | None = None


class Mechanism(BaseModel):
    """What the exporter says the transfer rests on. `tool` is a term of data/vocabulary/transfer_tools.yaml."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tool: str
    module: int | None = Field(default=None, ge=1, le=4)
    signed_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    reference: str | None = None
    condition: str | None = None
    raw: str | None = None


class Origin(BaseModel):
    """Where a record was read: the file with its hash, the line, and the words as they stood there.

    `corrected` is what a person said a field of the row is, by its heading, while `raw` stays as it stood; `settled` are
    doubts of the reading that a person looked at and found to be none, terms of data/vocabulary/flags.yaml.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: str
    sha256: str
    line: int | None = None
    table: str | None = None
    raw: dict[str, str] = Field(default_factory=dict)
    corrected: dict[str, str] | None = None
    settled: tuple[str, ...] | None = None


class Transfer(BaseModel):
    """One transfer: exporter, importer, purpose, data, places, mechanisms.

    `mechanisms` is None while nobody said, and empty when somebody said that there is none. `follows` names the transfer
    that this one carries onward (GDPR 44; SCC clause 8). `persons` counts distinct persons a year. `facts` are keyed by
    the names in `model.facts.TRANSFER_FACTS`. `flags` are doubts of the reading, terms of data/vocabulary/flags.yaml.
    `systems` are names, in the words of the exporter, of the systems that the data come from or go to.

    `activity` names the processing activity of which the transfer is a part (GDPR 30); `nature` says which operations are done
    with the data, and `frequency`, a term of data/vocabulary/frequencies.yaml, how often they are sent (SCC Annex I.B);
    `legal_bases` are those of that processing, terms of data/vocabulary/legal_bases.yaml (GDPR 6, 9). Each is None while nobody
    said: records from before there were such fields stay as they are, to the byte.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    exporter: str
    importer: str
    exporter_role: str | None = None
    importer_role: str | None = None
    purposes: tuple[str, ...] = ()
    purpose_text: str | None = None
    data_categories: tuple[str, ...] = ()
    data_subjects: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    mechanisms: tuple[Mechanism, ...] | None = None
    measures: tuple[str, ...] = ()
    persons: int | None = Field(default=None, ge=0)
    systems: tuple[str, ...] = ()
    retention: str | None = None
    activity: str | None = None
    nature: str | None = None
    frequency: str | None = None
    legal_bases: tuple[str, ...] | None = None
    follows: str | None = None
    facts: dict[str, Any] = Field(default_factory=dict)
    flags: tuple[str, ...] = ()
    review_on: date | None = None
    owner: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    note: str | None = None
    origin: Origin | None = None

    @field_validator("legal_bases")
    @classmethod
    def _none_is_not_stated(cls, bases: tuple[str, ...] | None) -> tuple[str, ...] | None:
        # Processing without any legal basis is nothing that somebody records.
        return bases or None
