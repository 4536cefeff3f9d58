"""The paper for a board, out of a simulation: what falls, what it touches, what mends, which law says so; on one page."""

from __future__ import annotations

from datetime import datetime

from transfer_register.actions.fix import Fix
from transfer_register.actions.fix_plan import Step
from transfer_register.actions.report import MEDIA, Produced
from transfer_register.actions.simulated import Simulated
from transfer_register.actions.simulated_figures import Figures, by_verdict
from transfer_register.errors import Refused
from transfer_register.exhibits import exhibit, geography, law_words
from transfer_register.exhibits import map as world
from transfer_register.exhibits.map_picture import read
from transfer_register.exhibits.style import listed
from transfer_register.exhibits.tally import rule_in_words
from transfer_register.law.provision import Provision
from transfer_register.model.filter import Filter
from transfer_register.register.answer import Answer
from transfer_register.register.register import Register
from transfer_register.reports import report, text_gate
from transfer_register.reports.board.pages import FORMATS, Options, document
from transfer_register.reports.board.paper import Cited, Counted, Paper, Remedies, Remedy, Shown
from transfer_register.reports.board.side_by_side import side_by_side
from transfer_register.reports.content import problems
from transfer_register.reports.making import Making

__all__ = ["FORMATS", "board_paper", "paper"]

_RESTS = {"ours": "You alone", "other_side": "The other side too", "finding": "What is found"}
# Pixels across the page, for words in the size of the text around; names of countries on each of the two maps.
_WIDTH, _HALF, _LABELS = 700, 342, 6


def board_paper(
    register: Register, simulated: Simulated, figures: Figures, fix: Fix | None, format: str, *, at: datetime, actor: str,
    title: str | None = None, recorded: str | None = None,
) -> Produced:  # fmt: skip
    """The paper in one format. `fix` is None where no act was tried, which the paper says; `recorded` is the id of the event.

    Raises `Refused` for a format that there is not.
    """
    if format not in FORMATS:
        raise Refused(f"The paper for the board comes as {', '.join(FORMATS)}, not as {format}.")
    setting = register.record("organisation")
    organisation = (setting.state.get("name") if setting else None) or "Organisation not stated"
    shown = paper(register, simulated, figures, fix, title=title, recorded=recorded)
    number = f"Board-{recorded or simulated.law_on.isoformat()}"
    clean = text_gate.clean_document(document(shown, Options(organisation, number)))
    if wrong := problems(clean):
        raise ValueError("\n".join(str(one) for one in wrong[:20]))
    data = report.render(clean, format, Making.of(register, at, actor))
    notes = [text_gate.sentence(clean.replaced)] if clean.replaced else []
    return Produced(report.file_name(clean, format), MEDIA[format], data, notes)


def paper(
    register: Register, simulated: Simulated, figures: Figures, fix: Fix | None, *, title: str | None = None,
    recorded: str | None = None,
) -> Paper:  # fmt: skip
    """What the paper shows."""
    events = simulated.events
    # What becomes worse although nothing falls (a new prohibition) is not carried any more either.
    none = set(figures.none) | (set(figures.worse) - set(figures.relies))
    worse = [each for each in simulated.affected if each.transfer in none]
    touched = set(figures.relies) | none
    titles = law_words.names(register.law.provisions, register.words) | {
        id: party.name for id, party in register.parties().items()
    }
    return Paper(
        title=title or listed([event.title for event in events], most=2),
        effective_on=min((event.effective_on for event in events), default=simulated.law_on),
        on=simulated.on,
        law_on=simulated.law_on,
        scope=simulated.filter.sentence(register.words, titles),
        source=listed(list(dict.fromkeys(event.source for event in events if event.source)), most=2) or None,
        transfers=figures.transfers,
        touched=len(touched),
        alternative=len(touched - none),
        none=len(none),
        special=sum(each.special is True for each in worse),
        special_unknown=sum(each.special is None for each in worse),
        workers=sum(each.workers is True for each in worse),
        persons=sum(each.persons or 0 for each in worse),
        persons_unknown=sum(each.persons is None for each in worse),
        recipients=len({each.importer for each in worse}),
        verdicts=_verdicts(simulated),
        remedies=_remedies(fix),
        cited=_cited(register, simulated),
        words=register.words,
        picture=_picture(register, simulated),
        recorded=recorded,
    )


def _verdicts(simulated: Simulated) -> tuple[Counted, ...]:
    told = by_verdict(simulated)
    return tuple(Counted(id, number, told["after"][id]) for id, number in told["before"].items())


def _remedies(fix: Fix | None) -> Remedies | None:
    if fix is None:
        return None
    acts = tuple(_remedy(each) for each in fix.steps)
    return Remedies(acts, len(fix.plans), sum(len(each.transfers) for each in fix.left))


def _remedy(step: Step) -> Remedy:
    act = step.act
    return Remedy(act.title, len(step.mends), len(step.needed_by), step.recipients, act.effort.label, _RESTS[act.rests_on])


def _cited(register: Register, simulated: Simulated) -> tuple[Cited, ...]:
    """The wordings that end, as they stood before; those on which the most transfers rested come first."""
    fell = [id for each in simulated.affected for id in each.fell.values()]
    ending = [id for event in simulated.events for id in event.provisions]
    provisions = register.law.provisions
    ids = sorted(dict.fromkeys([*ending, *fell]), key=lambda id: -fell.count(id))
    return tuple(_cite(register, provisions[id], simulated) for id in ids if id in provisions)


def _cite(register: Register, provision: Provision, simulated: Simulated) -> Cited:
    first = min((event.effective_on for event in simulated.events), default=simulated.law_on)
    standing = [each for each in provision.versions if not each.lapsed and (each.first is None or each.first <= first)]
    version = (standing or list(provision.versions))[-1]
    confidence = law_words.CONFIDENCE.get(version.source.confidence, "Not verified")
    return Cited(law_words.name(provision, register.words), law_words.place(version), confidence, version.source.checked_on)


def _picture(register: Register, simulated: Simulated) -> Shown | None:
    """The corridors of the transfers that are touched, before and after; None where none of them can be drawn."""
    ids = tuple(each.transfer for each in simulated.affected)
    if not ids:
        return None
    answers = [_ask(simulated, "map", sight, Filter(transfers=ids), fold={}) for sight in (simulated.before, simulated.after)]
    if not all(read(answer, register.words).flows for answer in answers):
        return None
    before, after = (world.svg(answer, register.words, width=_HALF, labels=_LABELS) for answer in answers)
    data = [_corridors(answer) for answer in answers]
    rows = tuple(
        {"from": start, "to": end, "before": data[0].get((start, end), ""), "after": data[1].get((start, end), "")}
        for start, end in dict.fromkeys([*data[0], *data[1]])
    )
    said = "The transfers that are touched, by corridor: their verdicts before and after."
    svg = side_by_side(before, after, ("Before", "After"), width=_WIDTH, title=said)
    rule = rule_in_words(read(answers[1], register.words).rule, "corridor")
    return Shown(svg, said, f"{said} {rule} {geography.NOTE}", rows)


def _corridors(answer: Answer) -> dict[tuple[str, str], str]:
    names = ("breached", "unknown", "not_judged", "permitted", "not_restricted")
    return {
        (row["origin"] or "Not known", row["destination"] or "Not known"): ", ".join(
            f"{row[name]} {name.replace('_', ' ')}" for name in names if row[name]
        )
        for row in answer.dicts()
    }


def _ask(simulated: Simulated, name: str, sight: int, filter: Filter | None = None, **more: object) -> Answer:
    return exhibit.ask(simulated.register, name, sight, filter or simulated.filter, **more)
