"""Reads data/law: every file in its shape, every condition checked, every problem told at once with file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

from transfer_register import strict_yaml
from transfer_register.errors import NotLaw, Problem
from transfer_register.law.condition import ALWAYS, NEVER, All, Condition, facts_of
from transfer_register.law.grammar import Reader, nearest
from transfer_register.law.in_force import Library
from transfer_register.law.kinds import barred_by, wrong_for_kind
from transfer_register.law.law_file import (
    CASCADE,
    BindingEntry,
    DueEntry,
    LawFile,
    ProvisionEntry,
    RiskEntry,
    SourceEntry,
    VersionEntry,
    line_of,
    shape,
)
from transfer_register.law.provision import (
    LOOKING_BACK,
    DatedGroup,
    Due,
    Lapse,
    Measure,
    Member,
    Page,
    Provision,
    ProvisionKind,
    Regime,
    Review,
    Risk,
    Source,
    Version,
)
from transfer_register.model.facts import JUDGED
from transfer_register.model.vocabulary import Words

# How shared tables of cases say things; a table of another shape, read by law/tables.py.
WORDING_OF_CASES = "wording_of_cases.yaml"
# The mark of threats that bind the recipient whatever it promised.
_BINDING = "binding"
_AS_WRITTEN = ("cascade", "severity", "binding", "even_unrestricted", "legal_review", "note", "duty", "role")


@dataclass
class _Open:
    """A file on the way to becoming law."""

    name: str
    raw: Any
    file: LawFile
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, place: list[int | str], what: str, mend: str) -> None:
        self.problems.append(Problem(f"{self.name}, line {line_of(self.raw, place)}", what, mend))


def read_library(folder: Path, words: Words) -> Library:
    """All law of a folder and its folders. Raises `NotLaw` with every problem of every file."""
    wording = folder / WORDING_OF_CASES
    cases = strict_yaml.read(wording) if wording.exists() else {}
    texts = {path.relative_to(folder).as_posix(): path for path in _paths(folder)}
    return _read(
        {name: partial(strict_yaml.read, path, name) for name, path in texts.items()}, Library(wording_of_cases=cases), words
    )


def with_files(library: Library, texts: Mapping[str, str], words: Words) -> Library:
    """The same law with files added, by name, read as strictly as its own. Raises `NotLaw` with every problem of every file.

    A provision, a group, a regime or a page whose id the law has already takes the place of the old one wholly, with its past.
    """
    return _read({name: partial(strict_yaml.parse, text, name) for name, text in texts.items()}, library, words)


def _read(texts: Mapping[str, Callable[[], Any]], standing: Library, words: Words) -> Library:
    """A law with the files of some names, read in their order."""
    problems: list[Problem] = []
    files = [opened for name, read in texts.items() if (opened := _opened(name, read, problems))]
    groups = standing.groups | {group.id: group for opened in files for group in _groups(opened)}
    pages = standing.pages | {page.id: Page(**page.model_dump()) for opened in files for page in opened.file.pages}
    regimes = standing.regime_files | {
        r.id: Regime(r.id, r.title, r.says, tuple(r.cascade)) for opened in files if (r := opened.file.regime)
    }
    order = list(words.lists.get("regimes", {}))
    regimes = dict(sorted(regimes.items(), key=lambda item: order.index(item[0]) if item[0] in order else len(order)))
    provisions: dict[str, Provision] = {}
    for opened in files:
        for place, provision in _Law(opened, words, groups, pages).provisions():
            if provision.id in provisions:
                opened.wrong(place, f"the id {provision.id} stands twice.", "An id is for ever; choose another.")
            for regime in set(provision.regimes) - set(regimes):
                opened.wrong(place, f"the regime {regime!r} has no file of its own.", nearest(regime, regimes))
            provisions[provision.id] = provision
    provisions = standing.provisions | provisions
    _bars(files, provisions)
    for opened in files:
        problems += opened.problems
    if problems:
        raise NotLaw(problems)
    binding = tuple(term.id for term in words.lists.get("threats", {}).values() if _BINDING in term.marks)
    return Library(provisions, groups, regimes, pages, standing.wording_of_cases, binding)


def _bars(files: list[_Open], provisions: dict[str, Provision]) -> None:
    """Notes every rule that bars what is no ground; told apart from reading, because a ground may stand in any file."""
    for opened in files:
        for number, entry in enumerate(opened.file.provisions):
            try:
                barred_by(provisions[entry.id], provisions, CASCADE)
            except KeyError as name:
                grounds = [p.id for p in provisions.values() if p.kind is ProvisionKind.GROUND]
                opened.wrong(["provisions", number], f"{name} is no ground that it could bar.", nearest(name.args[0], grounds))


def _paths(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*.yaml") if path.name != WORDING_OF_CASES)


def _opened(name: str, read: Callable[[], Any], problems: list[Problem]) -> _Open | None:
    try:
        raw = read()
    except NotLaw as error:
        problems += error.problems
        return None
    file, wrong = shape(raw, name)
    problems += wrong
    return _Open(name, raw, file) if file else None


def _groups(opened: _Open) -> Iterator[DatedGroup]:
    for g in opened.file.groups:
        members = tuple(Member(m.code, m.first, m.last, m.note, m.confidence, tuple(m.read_in)) for m in g.members)
        yield DatedGroup(g.id, g.title, g.says, members, _source(g.source))


def _source(entry: SourceEntry) -> Source:
    return Source(**{**entry.model_dump(), "read_in": tuple(entry.read_in)})


@dataclass
class _Law:
    """Turns the entries of one file into provisions, noting on the way what cannot be law."""

    opened: _Open
    words: Words
    groups: dict[str, DatedGroup]
    pages: dict[str, Page]

    def __post_init__(self) -> None:
        self.codes = {member.code for group in self.groups.values() for member in group.members}
        self.reader = Reader(self.opened.name, self.words, self.groups, self.codes, self.opened.problems)

    def provisions(self) -> Iterator[tuple[list[int | str], Provision]]:
        file = self.opened.file
        for number, group in enumerate(file.groups):
            self._pages(["groups", number], group.source.read_in)
            for place, member in enumerate(group.members):
                self._pages(["groups", number, "members", place], member.read_in)
        if file.regime:
            place: list[int | str] = ["regime", "binds"]
            entry = file.regime.binds
            yield place, self._provision(place, entry, kind=ProvisionKind.BINDING, regimes=(file.regime.id,))
        for number, entry in enumerate(file.provisions):
            place = ["provisions", number]
            if not file.regimes:
                self.opened.wrong(place, "the file says no regimes.", "Write regimes: [...] at its head.")
            yield place, self._provision(place, entry, **self._more(place, entry))

    def _provision(self, place: list[int | str], entry: BindingEntry, **more: Any) -> Provision:
        versions = tuple(self._version([*place, "versions", n], v) for n, v in enumerate(entry.versions))
        self._contiguous(place, versions)
        provision = Provision(entry.id, title=entry.title, says=entry.says, versions=versions, file=self.opened.name, **more)
        looked_at = facts_of(All((provision.applies_if, *(version.requires for version in versions))))
        if (judged := sorted(looked_at & set(JUDGED))) and provision.kind not in LOOKING_BACK:
            what = f"only a requirement or a duty may look at {', '.join(judged)}."
            self.opened.wrong(place, what, "Ask for a fact of the transfer.")
        return provision

    def _more(self, place: list[int | str], entry: ProvisionEntry) -> dict[str, Any]:
        line, whole = line_of(self.opened.raw, place), self.reader.condition(self.opened.file.applies_if)
        own = self.reader.condition(entry.applies_if, line)
        for inside, what, mend in wrong_for_kind(entry, self.words):
            self.opened.wrong([*place, *inside], what, mend)
        known = {*self.words.lists.get("countries", {}), *self.codes}
        for code in entry.destinations:
            if self.words.lists.get("countries") and code not in known:
                self.opened.wrong(place, f"the destination {code!r} is in no vocabulary.", nearest(code, known))
        for risk in entry.risks:
            self._pages(place, risk.read_in)
        return {
            "regimes": tuple(self.opened.file.regimes),
            "kind": ProvisionKind(entry.kind),
            "applies_if": _both(whole, own),
            "destinations": tuple(entry.destinations),
            "tools": tuple(entry.tools),
            "review": Review(**entry.review.model_dump()) if entry.review else None,
            "risks": tuple(_risk(risk) for risk in entry.risks),
            "bars": tuple(entry.bars),
            "threats": tuple(entry.threats),
            "measure": Measure(entry.category, entry.weight, entry.effectiveness, tuple(entry.conditions))
            if entry.category and entry.weight and entry.effectiveness
            else None,
            **{key: getattr(entry, key) for key in _AS_WRITTEN},
        }

    def _version(self, place: list[int | str], entry: VersionEntry) -> Version:
        line = line_of(self.opened.raw, place)
        if (entry.requires is None) == (entry.lapsed is None):
            self.opened.wrong(place, "a version either requires something or has lapsed.", "Write one of the two.")
        self._pages(place, entry.source.read_in)
        requires = NEVER if entry.requires is None else self.reader.condition(entry.requires, line)
        lapse = Lapse(**entry.lapsed.model_dump()) if entry.lapsed else None
        due = _due(entry.due) if entry.due else None
        source = _source(entry.source)
        return Version(entry.first, entry.last, requires, source, lapse, entry.note, entry.owed_to, entry.when, due)

    def _contiguous(self, place: list[int | str], versions: tuple[Version, ...]) -> None:
        for number, version in enumerate(versions):
            here = [*place, "versions", number]
            if version.first and version.last and version.last < version.first:
                self.opened.wrong(here, f"the version ends on {version.last}, before it begins.", "Mend from or until.")
            if number == 0:
                continue
            before = versions[number - 1].last
            if before is None or version.first is None:
                self.opened.wrong(here, "two versions overlap: an open day stands between them.", "Write until and from.")
            elif version.first != before + timedelta(days=1):
                what = "overlap" if version.first <= before else "leave a gap"
                day = before + timedelta(days=1)
                self.opened.wrong(here, f"the versions until {before} and from {version.first} {what}.", f"Begin on {day}.")
        if versions[-1].last is not None:
            mend = "Leave out until, or write down the lapse as a further version."
            self.opened.wrong([*place, "versions", len(versions) - 1], f"nothing is said after {versions[-1].last}.", mend)

    def _pages(self, place: list[int | str], read_in: list[str]) -> None:
        for page in read_in:
            if page not in self.pages:
                self.opened.wrong(place, f"the page {page!r} is not in sources.yaml.", nearest(page, self.pages))


def _due(entry: DueEntry) -> Due:
    before = entry.before is not None
    return Due(entry.before or entry.after or "", 12 * entry.years + entry.months, entry.days, before)


def _both(whole: Condition, own: Condition) -> Condition:
    return own if whole == ALWAYS else whole if own == ALWAYS else All((whole, own))


def _risk(entry: RiskEntry) -> Risk:
    return Risk(**{**entry.model_dump(), "read_in": tuple(entry.read_in)})
