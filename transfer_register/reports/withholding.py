"""Takes out of a snapshot what a reader is not to see: profiles of data/withholding.yaml, applied before a document is built.

What is taken out is not in the snapshot that comes back: neither in its field, nor in a free text that repeats it, nor in a
picture. What was taken out, how often and why stands in `Snapshot.withheld`, and a document lists it. Options of a document
(addressee, prepared by) are typed for that document and are left as they are.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from transfer_register import strict_yaml
from transfer_register.errors import NotLaw, Problem, Refused
from transfer_register.model import speech
from transfer_register.model.speech import say, says
from transfer_register.model.vocabulary import Term, Words
from transfer_register.reports import blocks as b
from transfer_register.reports.snapshot import Known, Seen, Snapshot, Withheld
from transfer_register.reports.withholding_fields import LABELS, PARTY, TERM, TRANSFER, WORD
from transfer_register.reports.withholding_scrub import scrubbed

FILE = Path(__file__).parents[2] / "data" / "withholding.yaml"
_EXAMPLES = 3


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Hidden(_Strict):
    """Fields that are taken out for one reason. `of` is "others" where the reader's own part stays."""

    fields: tuple[str, ...]
    reason: str
    of: Literal["all", "others"] = "all"
    source: str = ""
    confidence: Literal["", "verified", "memory", "uncertain"] = ""

    @model_validator(mode="after")
    def _is_sound(self) -> Hidden:
        if strange := [name for name in self.fields if name not in LABELS]:
            raise ValueError(f"there is no field {strange[0]}; there are {', '.join(LABELS)}")
        if bool(self.source) != bool(self.confidence):
            raise ValueError("a source needs its confidence, and a confidence its source")
        return self


class Profile(_Strict):
    """One kind of reader, with all that is taken out for it."""

    id: str
    label: str
    says: str
    hides: tuple[Hidden, ...]

    @model_validator(mode="after")
    def _is_whole(self) -> Profile:
        named = [name for one in self.hides for name in one.fields]
        if twice := sorted({name for name in named if named.count(name) > 1}):
            raise ValueError(f"{twice[0]} is named twice")
        if "transfer.verdicts" in named and "pictures" not in named:
            raise ValueError("pictures show verdicts: name pictures beside transfer.verdicts")
        return self


class _Profiles(_Strict):
    profiles: tuple[Profile, ...]


@dataclass(frozen=True)
class Preview:
    """What would be taken out of one field: how many values, and up to three of them."""

    label: str
    reason: str
    number: int
    examples: tuple[str, ...]


@cache
def profiles(file: Path = FILE) -> dict[str, Profile]:
    """The profiles by id, in the order of the file. Raises `NotLaw` with file and field."""
    try:
        read = _Profiles.model_validate(strict_yaml.read(file)).profiles
    except ValidationError as error:
        raise NotLaw([Problem(file.name, f"{'.'.join(map(str, one['loc']))}: {one['msg']}") for one in error.errors()]) from None
    ids = [one.id for one in read]
    if twice := sorted({id for id in ids if ids.count(id) > 1}):
        raise NotLaw([Problem(file.name, f"profiles: the profile {id} stands twice.", "Keep one.") for id in twice])
    return {one.id: one for one in read}


def profile(id: str) -> Profile:
    """The profile of an id. Raises `Refused` where there is none."""
    known = profiles()
    if id not in known:
        raise Refused(f"There is no profile {id!r}; there are {', '.join(known)}.")
    return known[id]


def withhold(snapshot: Snapshot, profile: Profile, reader: str = "") -> Snapshot:
    """The snapshot without what the profile takes out. `reader` is the id of the party for whom the document is made: what is
    taken out of others only stays there. Without it, all recipients are others. To be called in the language of the document."""
    return _work(snapshot, profile, reader).left if profile.hides else snapshot


def preview(snapshot: Snapshot, profile: Profile, reader: str = "") -> list[Preview]:
    """What would be taken out, for a screen; fields of which nothing is there are left out."""
    if not profile.hides:
        return []
    work = _work(snapshot, profile, reader)
    return [
        Preview(one.label, one.reason, one.number, tuple(dict.fromkeys(work.texts[one.field]))[:_EXAMPLES])
        for one in work.left.withheld
    ]


def withheld_lines(snapshot: Snapshot) -> b.Cell:
    """What was taken out and why, one line a reason, for the control of a document; empty where nothing was."""
    reasons: dict[tuple[str, str, str], list[Withheld]] = {}
    for one in snapshot.withheld:
        reasons.setdefault((one.reason, one.source, one.confidence), []).append(one)
    return tuple(b.text(_line(*key, held)) for key, held in reasons.items())


def _line(reason: str, source: str, confidence: str, held: list[Withheld]) -> str:
    what = "; ".join(says("{label}: {n} value", "{label}: {n} values", one.number, label=one.label) for one in held)
    if not source:
        return say("{what}. Why: {reason}", what=what, reason=reason)
    if confidence == "verified":
        return say("{what}. Why: {reason} ({source})", what=what, reason=reason, source=source)
    return say("{what}. Why: {reason} ({source}; not verified: from memory)", what=what, reason=reason, source=source)


@dataclass
class _Work:
    """What is left, and by field the texts that were taken out; `secrets` are those to be sought in free texts."""

    left: Snapshot
    texts: dict[str, list[str]] = field(default_factory=dict)
    secrets: set[str] = field(default_factory=set)

    def took(self, name: str, texts: tuple[str, ...], secret: bool) -> None:
        self.texts.setdefault(name, []).extend(texts)
        if secret:
            self.secrets.update(texts)


def _work(snapshot: Snapshot, profile: Profile, reader: str) -> _Work:
    work = _Work(snapshot)
    # What was taken out already, for another reader or in an earlier step, is not counted again.
    done = {one.field for one in snapshot.withheld}
    rules = {name: one for one in profile.hides for name in one.fields if name not in done}
    own = _own(snapshot, reader)
    spared = {_key(seen, "exporter") for seen in snapshot.transfers} & own
    transfers = tuple(_transfer(seen, rules, reader, spared, work, snapshot) for seen in snapshot.transfers)
    parties = {id: _party(one, rules, own, work, snapshot.words) for id, one in snapshot.parties.items()}
    shown = {seen.exporter for seen in transfers} | {seen.importer for seen in transfers}
    if "transfer.number" in rules:
        transfers = _renumbered(transfers, work)
    left = replace(snapshot, transfers=transfers, parties=parties, words=_with_term(snapshot.words))
    if "transfer.recipient" in rules:
        left = replace(left, parties={id: _nameless(one, snapshot, own, work) for id, one in left.parties.items()})
    left = scrubbed(left, work.secrets - shown, say(WORD))
    pictures = tuple(one for one in left.pictures if "pictures" not in rules and not _tells(one.svg, work.secrets - shown))
    if gone := [one.kind for one in snapshot.pictures if one.kind not in {kept.kind for kept in pictures}]:
        work.took("pictures", tuple(gone), False)
        rules.setdefault("pictures", Hidden(fields=("pictures",), reason=say("They show what is taken out of the text.")))
    notes = tuple(_note(name, one, work) for name, one in rules.items() if work.texts.get(name))
    work.left = replace(left, pictures=pictures, withheld=(*snapshot.withheld, *notes))
    return work


def _note(name: str, one: Hidden, work: _Work) -> Withheld:
    reason, label = speech.term("withholding", one.reason), say(LABELS[name])
    return Withheld(name, label, reason, len(work.texts[name]), one.source, one.confidence)


def _key(seen: Seen, side: str) -> str:
    return getattr(seen, f"{side}_id") or getattr(seen, side)


def _own(snapshot: Snapshot, reader: str) -> set[str]:
    """The reader, and the exporters that are not mere recipients passing data on."""
    return {reader} | {_key(seen, "exporter") for seen in snapshot.transfers if not seen.follows}


def _transfer(
    seen: Seen, rules: dict[str, Hidden], reader: str, spared: set[str], work: _Work, snapshot: Snapshot
) -> Seen:  # fmt: skip
    for name, one in TRANSFER.items():
        rule = rules.get(name)
        if rule is None or (rule.of == "others" and _is_spared(seen, name, reader, spared)):
            continue
        taken = one.taken(seen, snapshot.words)
        work.took(name, taken.texts, one.secret)
        seen = taken.left
    return _without_grounds(seen, snapshot) if "transfer.verdicts" in rules else seen


def _is_spared(seen: Seen, name: str, reader: str, spared: set[str]) -> bool:
    if name == "transfer.exporter":
        return _key(seen, "exporter") in spared | {reader}
    mine = bool(reader) and seen.importer_id == reader
    return mine or (name == "transfer.recipient" and _key(seen, "importer") in spared)


def _without_grounds(seen: Seen, snapshot: Snapshot) -> Seen:
    """Adequacy is public, and a notice names it; any other ground would tell the verdict."""

    def kept(name: str | None) -> bool:
        return name in snapshot.provisions and snapshot.provisions[name].cascade == "adequacy"

    verdicts = tuple(replace(one, ground=one.ground if kept(one.ground) else None) for one in seen.verdicts)
    legs = tuple(replace(leg, grounds=tuple(filter(kept, leg.grounds))) for leg in seen.legs)
    return replace(seen, verdicts=verdicts, legs=legs)


def _party(known: Known, rules: dict[str, Hidden], own: set[str], work: _Work, words: Words) -> Known:
    for name, one in PARTY.items():
        rule = rules.get(name)
        if rule is None or (rule.of == "others" and known.id in own):
            continue
        taken = one.taken(known, words)
        work.took(name, taken.texts, one.secret)
        known = taken.left
    return known


def _nameless(known: Known, snapshot: Snapshot, own: set[str], work: _Work) -> Known:
    """A party without name, other names and parent, where its name is taken out of the transfers."""
    if known.id in own:
        return known
    work.secrets.update((known.name, *known.aliases))
    return replace(known, name=say(WORD), aliases=(), parent=None, withheld=known.withheld | {"name"})


def _renumbered(transfers: tuple[Seen, ...], work: _Work) -> tuple[Seen, ...]:
    """Running numbers, as wide as the largest so that they sort, in the place of those of the register."""
    wide = len(str(len(transfers)))
    ordered = sorted(transfers, key=lambda seen: seen.id)
    new = {seen.id: f"{number:0{wide}d}" for number, seen in enumerate(ordered, 1)}
    work.took("transfer.number", tuple(new), True)

    def renamed(seen: Seen) -> Seen:
        return replace(seen, id=new[seen.id], follows=new.get(seen.follows, say(WORD)) if seen.follows else seen.follows)

    return tuple(map(renamed, ordered))


def _with_term(words: Words) -> Words:
    """Every vocabulary knows the term that stands for what was taken out."""
    term = Term(id=TERM, label=say(WORD), shape="dash")
    return replace(words, lists={name: {**terms, TERM: term} for name, terms in words.lists.items()})


def _tells(svg: str, secrets: set[str]) -> bool:
    return any(one.casefold() in svg.casefold() for one in secrets if len(one) > 2)
