"""A kit: the named contributions of a score, read from assessments/<kit>/scoring.yaml and refused where it is not exact."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from transfer_register import strict_yaml
from transfer_register.assessment.kit_file import BandEntry, ContributionEntry, shape
from transfer_register.errors import NotLaw, Problem
from transfer_register.law.condition import ALWAYS, Condition, facts_of, tests_of
from transfer_register.law.grammar import nearest, parse_condition
from transfer_register.law.law_file import line_of
from transfer_register.model.facts import JUDGED
from transfer_register.model.vocabulary import Words

SCORING = "scoring.yaml"


@dataclass(frozen=True)
class Contribution:
    """One term of a score: `points` where `condition` holds, none where it does not or is unknown.

    It counts only where `applies_if` is not known to be false. `cites` name the law or the guidance behind it.
    """

    id: str
    label: str
    says: str
    points: int
    cites: tuple[str, ...]
    condition: Condition
    applies_if: Condition = ALWAYS

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that its condition looks at, by name, in the order of its text."""
        return tuple(dict.fromkeys(test.fact for test in tests_of(self.condition)))


@dataclass(frozen=True)
class Band:
    """A name for the scores from `lowest` up to the next band; `lowest` None names what has no score."""

    id: str
    lowest: int | None


@dataclass(frozen=True)
class Kit:
    """One assessment. `valid_from` is the day of its wording; bands stand from the highest down, the unscored one last."""

    id: str
    title: str
    says: str
    valid_from: date
    contributions: tuple[Contribution, ...]
    bands: tuple[Band, ...]
    ranks_transfers: bool = False

    def __getitem__(self, contribution: str) -> Contribution:
        return self._by_id[contribution]

    @cached_property
    def _by_id(self) -> dict[str, Contribution]:
        return {contribution.id: contribution for contribution in self.contributions}

    @cached_property
    def digest(self) -> str:
        """Names what scores, not how it is worded: kits of one digest score alike."""
        terms = tuple((c.id, c.points, c.condition, c.applies_if) for c in self.contributions)
        return hashlib.sha256(repr((self.id, terms, self.bands)).encode()).hexdigest()[:16]

    def band(self, score: float | None) -> str:
        """The id of the band of a score from 0 to 100, or of no score."""
        for band in self.bands:
            if (score is None) == (band.lowest is None) and (band.lowest is None or score >= band.lowest):  # type: ignore[operator]
                return band.id
        raise ValueError(f"{score} is below every band")


@dataclass(frozen=True)
class Kits:
    """Every kit, by id. `ranking` is the one whose score stands beside each transfer of the register."""

    kits: dict[str, Kit]

    def __iter__(self) -> Iterator[Kit]:
        return iter(self.kits.values())

    def __len__(self) -> int:
        return len(self.kits)

    def __getitem__(self, kit: str) -> Kit:
        return self.kits[kit]

    @property
    def ranking(self) -> Kit:
        return next(kit for kit in self if kit.ranks_transfers)


def read_kits(folder: Path, words: Words) -> Kits:
    """The kits of a folder: each folder in it that holds a scoring.yaml. Raises `NotLaw` with every problem at once."""
    problems: list[Problem] = []
    kits: dict[str, Kit] = {}
    for path in sorted(folder.glob(f"*/{SCORING}")):
        kit = _read_kit(path, words, problems)
        if kit:
            kits[kit.id] = kit
    ranking = [kit.id for kit in kits.values() if kit.ranks_transfers]
    if kits and not problems and len(ranking) != 1:
        what = f"{len(ranking)} kits rank transfers ({', '.join(ranking) or 'none'})."
        problems.append(Problem(folder.name, what, "Write ranks: transfers in one scoring.yaml."))
    if problems:
        raise NotLaw(problems)
    return Kits(kits)


def _read_kit(path: Path, words: Words, problems: list[Problem]) -> Kit | None:
    name = f"{path.parent.name}/{path.name}"
    try:
        raw = strict_yaml.read(path, name)
    except NotLaw as error:
        problems += error.problems
        return None
    file, found = shape(raw, name)
    problems += found
    if file is None:
        return None
    found = []
    if file.id != path.parent.name:
        found.append(Problem(name, f"the id {file.id!r} is not the name of the folder.", f"Write {path.parent.name}."))
    seen: set[str] = set()
    for number, entry in enumerate(file.contributions):
        if entry.id in seen:
            line = line_of(raw, ["contributions", number])
            found.append(Problem(f"{name}, line {line}", f"the contribution {entry.id} stands twice.", "Keep one."))
        seen.add(entry.id)
    contributions = tuple(_contribution(raw, name, n, entry, words, found) for n, entry in enumerate(file.contributions))
    found += _bands(raw, name, file.bands, words)
    problems += found
    if found:
        return None
    bands = sorted((Band(b.id, b.lowest) for b in file.bands), key=lambda b: -1 if b.lowest is None else b.lowest, reverse=True)
    return Kit(file.id, file.title, file.says, file.first, contributions, tuple(bands), file.ranks is not None)


def _contribution(
    raw: Any, name: str, number: int, entry: ContributionEntry, words: Words, problems: list[Problem]
) -> Contribution:
    place = f"{name}, line {line_of(raw, ['contributions', number])}"
    parsed: list[Condition] = []
    for written in (entry.condition, entry.applies_if):
        condition, wrong = parse_condition(written, words, name)
        problems += [Problem(place if p.where.endswith("line 0") else p.where, p.what, p.mend) for p in wrong]
        for fact in sorted(facts_of(condition) & set(JUDGED)):
            problems.append(Problem(place, f"{fact} is known to the judge only.", "Ask for what is recorded."))
        parsed.append(condition)
    return Contribution(entry.id, entry.label, entry.says, entry.points, tuple(entry.cites), parsed[0], parsed[1])


def _bands(raw: Any, name: str, bands: list[BandEntry], words: Words) -> Iterator[Problem]:
    known = words.lists.get("bands", {})
    for number, band in enumerate(bands):
        if known and band.id not in known:
            where = f"{name}, line {line_of(raw, ['bands', number])}"
            yield Problem(where, f"the band {band.id!r} is in no vocabulary.", nearest(band.id, known))
    lowest = [band.lowest for band in bands]
    if lowest.count(None) != 1:
        yield Problem(name, "one band, and only one, has no score (lowest: null).", "It names what is not assessed.")
    if lowest.count(0) != 1 or len(set(lowest)) != len(lowest):
        yield Problem(name, "the bands do not cover 0 to 100 each once.", "Begin one at 0 and the others at scores of their own.")
