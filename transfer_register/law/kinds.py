"""What a provision of each kind must say, and what only another kind says."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from transfer_register.law.grammar import nearest
from transfer_register.law.law_file import DueEntry, ProvisionEntry, VersionEntry
from transfer_register.law.provision import Provision
from transfer_register.model.facts import COUNTED_FROM, FACTS, JUDGED, Kind
from transfer_register.model.vocabulary import Words

# Where it went wrong: the place behind that of the provision, what is wrong, how to mend it.
Wrong = tuple[list[int | str], str, str]

# Key -> the kind that must have it.
_NEEDED = {"cascade": "ground", "severity": "requirement", "duty": "duty", "role": "exposure", "category": "measure"}
_NEEDED |= {"weight": "measure", "effectiveness": "measure"}
# Key -> the kinds that may have it.
_ALLOWED = {
    "bars": ("requirement",), "conditions": ("measure",), "threats": ("exposure", "measure"), "tools": ("ground",),
    "destinations": ("scope", "ground", "exposure"),
}  # fmt: skip
_DAYS = {name for name, fact in {**FACTS, **JUDGED, **COUNTED_FROM}.items() if fact.kind is Kind.DAY}


def wrong_for_kind(entry: ProvisionEntry, words: Words) -> Iterator[Wrong]:
    """Everything in an entry that does not fit its kind, or names a term that is in no vocabulary."""
    for key, kind in _NEEDED.items():
        if (entry.kind == kind) != (getattr(entry, key) is not None):
            yield [], f"{_one(kind)} has a {key}, and nothing else has.", f"Mend kind or {key}."
    for key, kinds in _ALLOWED.items():
        if getattr(entry, key) and entry.kind not in kinds:
            yield [], f"{key} is no key of {_one(entry.kind)}.", f"Only {' or '.join(map(_one, kinds))} has it."
    if entry.bars and entry.severity != "block":
        yield [], "bars stands beside severity block only.", "Write severity: block, or leave bars out."
    if entry.kind == "exposure" and not entry.destinations:
        yield [], "an exposure is a law of some place, and names none.", "Write destinations: [...]."
    for vocabulary, terms in {"transfer_tools": entry.tools, "threats": entry.threats}.items():
        known = words.lists.get(vocabulary, {})
        for term in terms if known else ():
            if term not in known:
                yield [], f"{term!r} is in no vocabulary {vocabulary}.", nearest(term, known)
    for number, version in enumerate(entry.versions):
        for what, mend in _wrong_for_duty(entry, version):
            yield ["versions", number], what, mend


def _one(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _wrong_for_duty(entry: ProvisionEntry, version: VersionEntry) -> Iterator[tuple[str, str]]:
    owed = entry.kind == "duty" and version.lapsed is None
    for key in ("owed_to", "when"):
        if owed != (getattr(version, key) is not None):
            yield f"a version of a duty says {key}, and no other does.", f"Write {key}, or leave it out."
    if version.due and not owed:
        yield "only what is owed has a day by which it is due.", "Leave out due."
    elif version.due:
        yield from _wrong_for_due(version.due)


def _wrong_for_due(due: DueEntry) -> Iterator[tuple[str, str]]:
    if (due.after is None) == (due.before is None):
        yield "a due day is counted from a day or until one.", "Write one of from and until, with the name of a fact."
    for fact in (due.after, due.before):
        if fact is not None and fact not in _DAYS:
            yield f"{fact!r} is no fact that is a day.", f"Write one of {', '.join(sorted(_DAYS))}."


def barred_by(provision: Provision, provisions: Mapping[str, Provision], cascade: Collection[str]) -> list[str]:
    """The grounds that a requirement bars, a step of the cascade written out; raises KeyError for a name that is neither."""
    grounds = [p for p in provisions.values() if p.kind == "ground" and set(p.regimes) & set(provision.regimes)]
    found = []
    for name in provision.bars:
        these = [p.id for p in grounds if name in (p.id, p.cascade)]
        if not these and name not in cascade:
            raise KeyError(name)
        found += these
    return found
