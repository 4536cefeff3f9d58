"""A kit: how transfers are scored, edition by edition, read from assessments/<kit>/scoring.yaml and refused if not exact."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from transfer_register import strict_yaml
from transfer_register.assessment.edition import Band, Contribution, Edition, Part
from transfer_register.assessment.kit_file import README, BandEntry, EditionEntry, KitFile, TermEntry
from transfer_register.assessment.quality import COUNTING, Quality, read_quality
from transfer_register.assessment.shape import shape
from transfer_register.errors import NotLaw, Problem
from transfer_register.law.condition import Condition, tests_of
from transfer_register.law.grammar import nearest, parse_condition
from transfer_register.law.law_file import line_of
from transfer_register.model.facts import JUDGED
from transfer_register.model.vocabulary import Words

SCORING = "scoring.yaml"
# Points of harm and of failure are points of 100; safeguards take away so many percent at most.
_MOST = 100


@dataclass(frozen=True)
class Kit:
    """One way of scoring; its editions follow each other without a gap, the last is open."""

    id: str
    title: str
    says: str
    editions: tuple[Edition, ...]
    ranks_transfers: bool = False

    def on(self, day: date) -> Edition | None:
        """The edition that scores under the law of a day; None before the first one."""
        for edition in self.editions:
            if (edition.first is None or edition.first <= day) and (edition.last is None or day <= edition.last):
                return edition
        return None

    @property
    def newest(self) -> Edition:
        return self.editions[-1]


@dataclass(frozen=True)
class Kits:
    """Every kit, by id. `ranking` is the one whose score stands beside each transfer; `quality` counts the register itself."""

    kits: dict[str, Kit]
    quality: Quality = field(default_factory=Quality)

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
    quality = read_quality(folder / COUNTING, problems)
    ranking = [kit.id for kit in kits.values() if kit.ranks_transfers]
    if kits and not problems and len(ranking) != 1:
        what = f"{len(ranking)} kits rank transfers ({', '.join(ranking) or 'none'})."
        problems.append(Problem(folder.name, what, "Write ranks: transfers in one scoring.yaml."))
    if problems:
        raise NotLaw(problems)
    return Kits(kits, quality)


def _read_kit(path: Path, words: Words, problems: list[Problem]) -> Kit | None:
    name = f"{path.parent.name}/{path.name}"
    try:
        raw = strict_yaml.read(path, name)
    except NotLaw as error:
        problems += error.problems
        return None
    file, found = shape(raw, name, KitFile, README)
    problems += found
    if file is None:
        return None
    found = []
    if file.id != path.parent.name:
        found.append(Problem(name, f"the id {file.id!r} is not the name of the folder.", f"Write {path.parent.name}."))
    editions = tuple(
        _edition(raw["editions"][number], name, file.id, entry, words, found) for number, entry in enumerate(file.editions)
    )
    days = [(line_of(raw, ["editions", number]), edition) for number, edition in enumerate(editions)]
    found += contiguous(name, "editions", [(line, edition.first, edition.last) for line, edition in days])
    problems += found
    return None if found else Kit(file.id, file.title, file.says, editions, file.ranks is not None)


def contiguous(name: str, what: str, days: list[tuple[int, date | None, date | None]]) -> Iterator[Problem]:
    """What is wrong with the days of (line, first, last): they follow each other, and the last is open."""
    for number, (line, first, last) in enumerate(days):
        where = f"{name}, line {line}"
        if first and last and last < first:
            yield Problem(where, "it ends before it begins.", "Exchange from and until.")
        if number:
            before = days[number - 1][2]
            if first is None or before is None:
                yield Problem(where, f"two {what} overlap: an open day stands between them.", "Write until and from.")
            elif first != before + timedelta(days=1):
                wrong = "overlap" if first <= before else "leave a gap"
                yield Problem(where, f"the {what} {wrong}.", f"Begin this one on {before + timedelta(days=1)}.")
    if days and days[-1][2] is not None:
        yield Problem(f"{name}, line {days[-1][0]}", f"the last of the {what} ends.", "Leave out its until.")


def _edition(raw: Any, name: str, kit: str, entry: EditionEntry, words: Words, problems: list[Problem]) -> Edition:
    terms: list[Contribution] = []
    seen: set[str] = set()
    for part in Part:
        entries: list[TermEntry] = getattr(entry, part)
        for number, each in enumerate(entries):
            where = f"{name}, line {line_of(raw, [part, number])}"
            if each.id in seen:
                problems.append(Problem(where, f"the contribution {each.id} stands twice.", "Keep one."))
            seen.add(each.id)
            terms.append(_contribution(where, name, part, each, words, problems))
        most = sum(each.points for each in entries)
        if most > _MOST:
            where = f"{name}, line {line_of(raw, [part, 0])}"
            problems.append(Problem(where, f"what stands under {part} adds up to {most}.", f"Make it {_MOST} at most."))
    problems += _bands(raw, name, entry.bands, words)
    bands = sorted((Band(b.id, b.lowest) for b in entry.bands), key=lambda b: -1 if b.lowest is None else b.lowest, reverse=True)
    return Edition(kit, entry.first, entry.last, tuple(terms), tuple(bands))


def _contribution(where: str, name: str, part: Part, entry: TermEntry, words: Words, problems: list[Problem]) -> Contribution:
    parsed: list[Condition] = []
    for written in (entry.condition, entry.applies_if):
        condition, wrong = parse_condition(written, words, name)
        problems += [Problem(where if p.where.endswith("line 0") else p.where, p.what, p.mend) for p in wrong]
        for test in dict.fromkeys(tests_of(condition)):
            if test.fact in JUDGED:
                problems.append(Problem(where, f"{test.fact} is known to the judge only.", "Ask for what is recorded."))
            elif test.operator == "known":
                # It would make a score better, or worse, that somebody said nothing.
                problems.append(Problem(where, f"{test.fact}: a score does not turn on whether it is known.", "Ask what it is."))
        parsed.append(condition)
    return Contribution(entry.id, part, entry.label, entry.says, entry.points, tuple(entry.cites), parsed[0], parsed[1])


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
