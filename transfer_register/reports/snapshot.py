"""What a document is built from: the register as it was asked once, in plain values, with the law that spoke.

A snapshot holds no connection and no clock, so that a document is a pure function of it, and can be tested by hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from transfer_register.exhibits.style import counted
from transfer_register.model.contact import Person
from transfer_register.model.transfer import Mechanism
from transfer_register.model.vocabulary import Words


@dataclass(frozen=True)
class Cited:
    """A provision as it stood on the day of the law; `cascade` is adequacy, safeguard, derogation or None."""

    id: str
    title: str
    act: str
    article: str = ""
    regime: str = ""
    kind: str = "ground"
    cascade: str | None = None
    since: date | None = None
    until: date | None = None
    checked_on: date | None = None
    confidence: str = "verified"
    url: str = ""


@dataclass(frozen=True)
class Leg:
    """One destination: a country, or a group or reach that was named instead of one, or nothing known.

    `grounds` are the ids of the provisions on which its verdicts rest, of all regimes. `asked` is whether the scope of the
    document means this destination; the others are named in the row only.
    """

    country: str | None = None
    group: str | None = None
    scope: str | None = None
    roles: tuple[str, ...] = ()
    verdict: str | None = None
    grounds: tuple[str, ...] = ()
    asked: bool = True


@dataclass(frozen=True)
class Verdict:
    """What one regime says of a transfer; `ground` and `fallbacks` are ids of provisions, `ask` names of facts."""

    regime: str
    verdict: str
    ground: str | None = None
    fallbacks: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    country: str | None = None


@dataclass(frozen=True)
class Seen:
    """One transfer as it was seen. `activity` names the processing activity whose part it is (GDPR 30), `nature` and `frequency`
    are those of SCC Annex I.B, `legal_bases` of GDPR 6 and 9.
    `mechanisms` is None where nobody said, empty where somebody said none. `withheld` names the fields of it whose values were
    taken out (reports/withholding.py): what is absent there was stated, and is kept back."""

    id: str
    exporter: str
    importer: str
    exporter_id: str = ""
    importer_id: str = ""
    exporter_country: str | None = None
    importer_country: str | None = None
    importer_kind: str | None = None
    exporter_role: str | None = None
    importer_role: str | None = None
    purposes: tuple[str, ...] = ()
    purpose_text: str | None = None
    activity: str | None = None
    nature: str | None = None
    frequency: str | None = None
    legal_bases: tuple[str, ...] = ()
    data_subjects: tuple[str, ...] = ()
    data_categories: tuple[str, ...] = ()
    special: bool | None = None
    mechanisms: tuple[Mechanism, ...] | None = None
    measures: tuple[str, ...] = ()
    facts: dict[str, object] = field(default_factory=dict)
    systems: tuple[str, ...] = ()
    persons: int | None = None
    retention: str | None = None
    follows: str | None = None
    flags: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    review_on: date | None = None
    owner: str | None = None
    verdict: str = "not_judged"
    verdicts: tuple[Verdict, ...] = ()
    legs: tuple[Leg, ...] = ()
    withheld: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Known:
    """A party as it is known. `contacts` are the people by their role (contact_roles.yaml), who are not erased; `facts` what was
    stated of it; `identifiers` pairs of a scheme (identifier_schemes.yaml) and a number."""

    id: str
    name: str
    country: str | None = None
    kind: str | None = None
    parent: str | None = None
    address: str | None = None
    aliases: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    facts: dict[str, object] = field(default_factory=dict)
    contacts: dict[str, tuple[Person, ...]] = field(default_factory=dict)
    withheld: frozenset[str] = frozenset()


@dataclass(frozen=True)
class LeftOut:
    """Transfers that the register holds and the document does not, and why."""

    number: int
    why: str


@dataclass(frozen=True)
class Withheld:
    """A field whose values were taken out before the document was built: `number` of them, and why. `field` is its name in
    reports/withholding_fields.py; `source` is empty where no provision was found, `confidence` says how sure it is."""

    field: str
    label: str
    reason: str
    number: int
    source: str = ""
    confidence: str = ""


@dataclass(frozen=True)
class Picture:
    """A picture of the exhibit `kind` ("map" or "sankey") as SVG, with what stands under it."""

    kind: str
    svg: str
    caption: str


@dataclass(frozen=True)
class Snapshot:
    """What was asked once. `parties`: those of the transfers by id, where the document needs them.

    `on`: the day on which the register holds; `known_on`: what was recorded by that day (None: all that is recorded);
    `law_on`: the day of the law; `law_digest`: the versions of law in force that day, as one hash."""

    on: date
    law_on: date
    known_on: date | None
    law_digest: str
    scope: str
    transfers: tuple[Seen, ...]
    provisions: dict[str, Cited]
    words: Words
    left_out: tuple[LeftOut, ...] = ()
    pictures: tuple[Picture, ...] = ()
    parties: dict[str, Known] = field(default_factory=dict)
    withheld: tuple[Withheld, ...] = ()

    @property
    def extent(self) -> str:
        """How much there is to set."""
        return counted(len(self.transfers), "transfer")
