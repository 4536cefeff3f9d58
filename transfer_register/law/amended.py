"""The law as events leave it: a provision ends, files of law are added, the law of a country becomes of concern."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from transfer_register.errors import NotLaw, Problem, Refused
from transfer_register.law.condition import ALWAYS, All, Any, Condition, Doubt, Not, Test
from transfer_register.law.grammar import nearest
from transfer_register.law.in_force import DESTINATION, Library
from transfer_register.law.library import with_files
from transfer_register.law.provision import Provision, ProvisionKind, Source, Version
from transfer_register.model.event import Event
from transfer_register.model.facts import FACTS, Kind
from transfer_register.model.vocabulary import Words

# The kinds of events that change the law; the others change records.
LAW_KINDS = ("ends", "law", "concern")
_EXISTS, _DATED = "exists", "dated_on"


@dataclass(frozen=True)
class Happened:
    """An event, and the id under which it is recorded; None where it is only supposed."""

    event: Event
    id: str | None = None

    @property
    def told(self) -> str:
        """Where it comes from, in a sentence: every wording that it makes carries this."""
        return f"Recorded in this register as {self.id}, not in its files of law." if self.id else "Supposed, not recorded."

    @property
    def source(self) -> Source:
        """What is known of where it stands: whoever recorded it said so, and nobody else looked."""
        event = self.event
        return Source(event.source or event.title, None, None, event.effective_on, "uncertain", "secondary")


def amended(library: Library, events: Iterable[Happened], words: Words) -> Library:
    """The law with events in it: files first, then what ends and what becomes of concern, by day. Other kinds change nothing.

    Raises `Refused` for a provision or country that there is not, `NotLaw` with every problem of the files that are added.
    """
    told = [each for each in events if each.event.kind in LAW_KINDS]
    for each in told:
        if each.event.kind == "law":
            library = _added(library, each, words)
    for each in sorted(told, key=lambda one: (one.event.effective_on, one.id or "")):
        if each.event.kind == "ends":
            library = _ended(library, each)
        elif each.event.kind == "concern":
            library = _of_concern(library, each, words)
    return library


def _added(library: Library, happened: Happened, words: Words) -> Library:
    names = [file.name for file in happened.event.files]
    if twice := sorted({name for name in names if names.count(name) > 1}):
        raise NotLaw([Problem(name, "the file is there twice.", "Leave one of them out.") for name in twice])
    added = with_files(library, {file.name: file.text for file in happened.event.files}, words)
    # What was read from the installation stays the same object; only what is new is told to come from here.
    new = {id: _noted(p, happened) for id, p in added.provisions.items() if library.provisions.get(id) is not p}
    return replace(added, provisions=added.provisions | new, _states={})


def _noted(provision: Provision, happened: Happened) -> Provision:
    return replace(provision, note=f"{provision.note.rstrip()} {happened.told}" if provision.note else happened.told)


def _ended(library: Library, happened: Happened) -> Library:
    event = happened.event
    unknown = [id for id in event.provisions if id not in library.provisions]
    if unknown:
        raise Refused(f"There is no provision {unknown[0]}. {nearest(unknown[0], library.provisions)}")
    by = event.source or event.title
    if happened.id:
        by = f"{by.rstrip('.')} (recorded here as {happened.id})"
    for id in event.provisions:
        library = library.ending(id, event.effective_on, by, how="ended", source=happened.source, note=happened.told)
    return library


def _of_concern(library: Library, happened: Happened, words: Words) -> Library:
    """From the day on, a law of the country reaches every recipient there, and raises the threats that bind it.

    Under each regime that knows such laws an exposure of its own stands, so that the closing rules look for technical measures
    or for a documented finding (EDPB Recommendations 01/2020, steps 3 and 4). An assessment made before the day did not look at
    it: a safeguard that needs one is neither confirmed nor lost until there is a newer one (step 6: assess again), so what rests
    on it alone is unknown. An adequacy decision stands until it is ended, and derogations need no assessment: neither changes.
    """
    event, codes = happened.event, words.lists.get("countries", {})
    if event.country not in codes:
        raise Refused(f"There is no country {event.country}. {nearest(event.country or '', codes)}")
    exposures = [p for p in library.provisions.values() if p.kind is ProvisionKind.EXPOSURE]
    regimes = tuple(regime for regime in library.regimes if any(regime in p.regimes for p in exposures))
    country = words.label("countries", event.country)
    exposure = Provision(
        f"concern.{event.country.lower()}", regimes, ProvisionKind.EXPOSURE, f"{country}: law of concern",
        f"{event.title.rstrip('.')}. Every recipient in {country} is taken to be reached by it until somebody finds otherwise.",
        (Version(event.effective_on, None, ALWAYS, happened.source, note=happened.told),),
        destinations=(event.country,), role="problem", threats=library.binding_threats, note=happened.told,
    )  # fmt: skip
    provisions = {
        id: _assessed_anew(p, event.country, event.effective_on, happened) if set(p.regimes) & set(regimes) else p
        for id, p in library.provisions.items()
    }
    return replace(library, provisions=provisions | {exposure.id: exposure}, _states={})


def _assessed_anew(provision: Provision, country: str, day: date, happened: Happened) -> Provision:
    """A safeguard that needs an assessment, with a newer one for a country from a day on; any other provision as it is."""
    if provision.kind is not ProvisionKind.GROUND or provision.cascade != "safeguard":
        return provision
    versions: list[Version] = []
    for version in provision.versions:
        requires = _newer(version.requires, country, day)
        if requires == version.requires or version.lapsed or (version.last is not None and version.last < day):
            versions.append(version)
            continue
        first = version.first if version.first is not None and version.first > day else day
        if version.first is None or version.first < day:
            versions.append(replace(version, last=day - timedelta(days=1)))
        note = f"{version.note.rstrip()} {happened.told}" if version.note else happened.told
        # Where the clauses stand is as sure as before; that they ask for this is what somebody here said.
        source = replace(version.source, confidence=happened.source.confidence)
        versions.append(replace(version, first=first, requires=requires, note=note, source=source))
    return replace(provision, versions=tuple(versions))


def _newer(condition: Condition, country: str, day: date) -> Condition:
    """The condition with every assessment that it asks for made on the day or later, where the country is the destination."""
    match condition:
        case Test(fact, "is", True) if dated := _dated(fact):
            there = All((Test(DESTINATION, "known", True), Test(DESTINATION, "is", country)))
            return All((condition, Any((Not(there), Test(dated, "after", day - timedelta(days=1)), Doubt(dated)))))
        case All(parts):
            return All(tuple(_newer(part, country, day) for part in parts))
        case Any(parts):
            return Any(tuple(_newer(part, country, day) for part in parts))
    # Inside a `not` nothing is asked for.
    return condition


def _dated(fact: str) -> str | None:
    """The day of the assessment of which a fact says that it exists; None for a fact that is about no assessment."""
    assessment, dot, what = fact.rpartition(".")
    dated = f"{assessment}{dot}{_DATED}"
    return dated if what == _EXISTS and dated in FACTS and FACTS[dated].kind is Kind.DAY else None
