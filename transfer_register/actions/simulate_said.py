"""What an event would do, as one JSON document and as sentences: for the command line and for files."""

from __future__ import annotations

from typing import Any

from transfer_register.actions.fix_plan import Fix
from transfer_register.actions.fix_said import fix_document
from transfer_register.actions.simulated import Affected, Simulated
from transfer_register.actions.simulated_figures import Figures, by_verdict
from transfer_register.exhibits.style import counted, day, number
from transfer_register.model.vocabulary import Words

# Figures that count transfers, each told with the transfers behind it.
_COUNTS = (
    "worse", "relies", "alternative", "none", "special_of_none", "special_unsaid_of_none", "workers_of_none",
    "workers_unsaid_of_none", "persons_unsaid_of_none", "stops", "unmended",
)  # fmt: skip


def simulated_document(simulated: Simulated, figures: Figures, fix: Fix) -> dict[str, Any]:
    """`{on, law_on, events, affected, by_verdict: {before, after}, figures, rows, acts, ...}`; of the fix see `fix_document`."""
    return {
        "on": simulated.on.isoformat(),
        "law_on": simulated.law_on.isoformat(),
        "events": [event.model_dump(mode="json", exclude_defaults=True) for event in simulated.events],
        "affected": len(simulated.affected),
        "by_verdict": by_verdict(simulated),
        "figures": {"transfers": figures.transfers, "persons_of_none": figures.persons_of_none}
        | {name: list(getattr(figures, name) or ()) for name in _COUNTS},
        "rows": [_row(each) for each in simulated.affected],
        **fix_document(fix),
    }


def sentences(simulated: Simulated, figures: Figures, words: Words) -> list[str]:
    """The figures in words, and the verdicts before and after."""
    told = [f"Under the law of {day(simulated.law_on)}, {counted(figures.transfers, 'transfer')} looked at. Nothing is recorded."]
    if not simulated.affected:
        return [*told, "None of them is affected."]
    relies = counted(len(figures.relies), "transfer relies", "transfers rely")
    # What must be assessed anew has not fallen.
    what = "assessments to be made anew" if _of_concern(simulated) else "what falls"
    told.append(f"{relies} on {what}: {len(figures.alternative)} with a second mechanism, {len(figures.none)} without.")
    if figures.none:
        told.append(_of_none(figures))
    if figures.stops is not None:
        told.append(_stopping(len(figures.stops)))
    verdicts = by_verdict(simulated)
    return told + [
        f"{words.label('verdicts', verdict)}: {before} before, {verdicts['after'][verdict]} after."
        for verdict, before in verdicts["before"].items()
        if before or verdicts["after"][verdict]
    ]


def _of_concern(simulated: Simulated) -> bool:
    return bool(simulated.events) and all(event.kind == "concern" for event in simulated.events)


def _stopping(stops: int) -> str:
    if not stops:
        return "None stops for want of an act that mends it."
    return "1 transfer stops: no act mends it." if stops == 1 else f"{number(stops)} transfers stop: no act mends them."


def _of_none(figures: Figures) -> str:
    unsaid = len(figures.persons_unsaid_of_none)
    persons = f"{number(figures.persons_of_none)} persons a year" + (f" (not known of {unsaid})" if unsaid else "")
    parts = [
        _part(len(figures.special_of_none), len(figures.special_unsaid_of_none), "special categories"),
        _part(len(figures.workers_of_none), len(figures.workers_unsaid_of_none), "data of workers"),
    ]
    return f"Of those without: {', '.join(parts)}; {persons}."


def _part(known: int, unsaid: int, what: str) -> str:
    return f"{known} with {what}" + (f" (not known of {unsaid})" if unsaid else "")


def _row(each: Affected) -> dict[str, Any]:
    return {
        "transfer": each.transfer, "exporter": each.exporter, "importer": each.importer, "importer_name": each.importer_name,
        "countries": list(each.countries), "categories": list(each.categories), "special": each.special, "workers": each.workers,
        "persons": each.persons, "before": each.before, "after": each.after, "fell": each.fell, "alternatives": each.alternatives,
        "band_before": each.band_before, "band_after": each.band_after, "worse": each.worse, "harm": each.harm,
    }  # fmt: skip
