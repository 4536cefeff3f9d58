"""Which transfers concern employees: those whose data subjects are marked `workers` in data/vocabulary/data_subjects.yaml."""

from __future__ import annotations

from dataclasses import dataclass

from transfer_register.reports.snapshot import Seen, Snapshot

# People whom the vocabulary does not mark as workers, and of whom a works council asks all the same (journey J7).
NEAR = frozenset({"applicants"})
UNSETTLED = ("breached", "unknown", "not_judged")


@dataclass(frozen=True)
class Chosen:
    """`shown`: of employees for certain. `perhaps`: nobody said whose data they are, applicants are named, or the data or an
    answer speak of employment while the data subjects do not; these are named, and not shown as employee data."""

    shown: tuple[Seen, ...]
    perhaps: tuple[Seen, ...]


def chosen(snapshot: Snapshot) -> Chosen:
    """The transfers of a snapshot, parted."""
    workers = set(snapshot.words.marked("data_subjects", "workers"))
    of_work = set(snapshot.words.marked("data_categories", "workers"))
    shown = tuple(seen for seen in snapshot.transfers if workers & set(seen.data_subjects))
    rest = [seen for seen in snapshot.transfers if not workers & set(seen.data_subjects)]
    perhaps = [
        seen
        for seen in rest
        if not seen.data_subjects
        or NEAR & set(seen.data_subjects)
        or of_work & set(seen.data_categories)
        or seen.facts.get("data.hr_context") is True
    ]
    return Chosen(shown, tuple(perhaps))


def by_system(shown: tuple[Seen, ...]) -> list[tuple[str, list[Seen]]]:
    """Name of a system and its transfers, by name; a transfer with several systems stands under each. "" is: no system named."""
    held: dict[str, list[Seen]] = {}
    for seen in shown:
        for system in seen.systems or ("",):
            held.setdefault(system, []).append(seen)
    return sorted(held.items(), key=lambda item: (item[0] == "", item[0].casefold()))


def is_open(seen: Seen, snapshot: Snapshot) -> bool:
    """Is a verdict open, a review overdue, or is something not stated that this document shows?"""
    return seen.verdict in UNSETTLED or bool(missing(seen)) or (seen.review_on is not None and seen.review_on < snapshot.on)


def missing(seen: Seen) -> list[str]:
    """The names of fields that nobody stated, of those that this document shows."""
    held = {
        "systems": seen.systems,
        "purposes": seen.purposes or seen.purpose_text,
        "data_categories": seen.data_categories,
        "retention": seen.retention,
        "destination": any(leg.country for leg in seen.legs),
        "mechanisms": seen.mechanisms is not None or seen.verdict in ("permitted", "not_restricted"),
    }
    return [name for name, value in held.items() if not value]


def reason(seen: Seen) -> str:
    """Why a transfer may be one of employee data: unsaid, near or data."""
    return "unsaid" if not seen.data_subjects else "near" if NEAR & set(seen.data_subjects) else "data"
