"""`simulate`: what falls when law ends, is added or becomes of concern, what it falls back on, what mends it; saves nothing."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from transfer_register.actions.board_paper import board_paper
from transfer_register.actions.drills import drill
from transfer_register.actions.simulate import mending, simulate
from transfer_register.actions.simulate_said import sentences, simulated_document
from transfer_register.actions.simulated import Affected, Simulated
from transfer_register.actions.simulated_figures import figures
from transfer_register.commands.call import Answered, Call, add_filter, day_word, table, write_bytes
from transfer_register.errors import FileUnreadable, Refused
from transfer_register.exhibits import law_words
from transfer_register.model.event import Event, LawText
from transfer_register.model.filter import Filter
from transfer_register.model.vocabulary import Words

# How many rows a person is shown; the JSON document has all.
_SHOWN = 20


def add(subparsers, shared) -> None:
    parser = subparsers.add_parser("simulate", parents=[shared], help="what an event would do; saves nothing")
    parser.add_argument("--end", action="append", default=[], metavar="PROVISION", help="ends; may be repeated")
    parser.add_argument(
        "--from", dest="first", action="append", default=[], type=day_word, metavar="DATE",
        help="the first day on which it is so: one for all, or one for each --end (default: the register's day)",
    )  # fmt: skip
    parser.add_argument("--law", type=Path, metavar="DIR", help="files of law that are added; an id that exists is replaced")
    parser.add_argument("--concern", metavar="COUNTRY", help="a country whose law becomes of concern, as: IN")
    parser.add_argument("--drill", metavar="NAME", help="a ready-made drill, as: dpf, privacy_shield")
    parser.add_argument("--paper", type=Path, metavar="FILE", help="also the one-page paper for a board, as .pdf, .docx or .html")
    add_filter(parser)
    parser.set_defaults(run=run)


def run(call: Call) -> Answered:
    """The figures, the transfers by harm and the acts; everything in the JSON document."""
    chosen = call.words.filter
    register, words = call.register, call.register.words
    simulated = _simulated(call, chosen)
    try:
        fix = mending(register, simulated)
        found = figures(simulated, fix)
        titles = law_words.names(register.law.provisions, words)
        lines = sentences(simulated, found, words)
        lines += _rows(simulated.affected, words, titles)
        if fix.steps:
            rows = [(len(step.mends), len(step.needed_by), step.act.title, step.act.provided) for step in fix.steps]
            lines += ["", *table(rows, ("Mends", "Part of", "Act", "Provided"))]
        lines += [f"Not mended, {len(left.transfers)}: {left.says}" for left in fix.left]
        if paper := call.words.paper:
            format = paper.suffix.removeprefix(".").lower()
            write_bytes(paper, board_paper(register, simulated, found, fix, format, at=call.at, actor=call.actor).data)
            lines.append(f"The paper for the board is written: {paper}.")
        return Answered(simulated_document(simulated, found, fix), lines)
    finally:
        simulated.close()


def _simulated(call: Call, chosen: Filter) -> Simulated:
    asked, days = call.words, {"on": call.on, "known_on": call.known_on, "filter": chosen}
    if asked.drill:
        if asked.end or asked.law or asked.concern:
            raise Refused("--drill stands by itself: leave out --end, --law and --concern.")
        return drill(call.register, asked.drill).simulated(call.register, **days)
    events = _events(call)
    if not events:
        raise Refused("Say what happens: --end PROVISION, --law DIR, --concern COUNTRY, or --drill NAME.")
    return simulate(call.register, events, law_on=getattr(asked, "law_on", None), **days)


def _events(call: Call) -> list[Event]:
    asked = call.words
    ending, days = asked.end, asked.first or [call.on]
    if len(days) not in (1, len(ending)) or (len(days) > 1 and (asked.law or asked.concern)):
        raise Refused("--from: give one day for all, or one for each --end in their order.")
    each = days * len(ending) if len(days) == 1 else days
    events = [_ends(id, day, call) for id, day in zip(ending, each, strict=True)]
    if asked.law:
        events.append(Event(kind="law", title=f"Law of {asked.law}", effective_on=days[0], files=_files(asked.law)))
    if asked.concern:
        country = asked.concern.upper()
        title = f"The law of {call.register.words.label('countries', country)} is of concern"
        events.append(Event(kind="concern", title=title, effective_on=days[0], country=country))
    return events


def _ends(id: str, day: date, call: Call) -> Event:
    provision = call.register.law.provisions.get(id)
    title = law_words.name(provision, call.register.words) if provision else id
    return Event(kind="ends", title=f"{title} ends", effective_on=day, provisions=(id,))


def _files(folder: Path) -> tuple[LawText, ...]:
    paths = sorted(folder.rglob("*.yaml")) if folder.is_dir() else [folder]
    if not paths:
        raise FileUnreadable(f"{folder}: there is no file of law in it. Name a folder with .yaml files.")
    try:
        return tuple(LawText(name=path.name, text=path.read_text(encoding="utf-8")) for path in paths)
    except UnicodeDecodeError:
        raise FileUnreadable(f"{folder}: a file is not UTF-8 text. Save it as UTF-8.") from None
    except OSError as error:
        raise FileUnreadable(f"{folder}: cannot be read ({error.strerror}). Check the path.") from None


def _rows(affected: tuple[Affected, ...], words: Words, titles: dict[str, str]) -> list[str]:
    rows = [
        (
            each.transfer, each.importer_name, _verdicts(each.before, words), _verdicts(each.after, words),
            "; ".join(titles.get(id, id) for id in dict.fromkeys(each.fell.values())),
            "; ".join(titles.get(id, id) for id in dict.fromkeys(each.alternatives.values())),
        )
        for each in affected[:_SHOWN]
    ]  # fmt: skip
    more = [f"And {len(affected) - _SHOWN} more."] if len(affected) > _SHOWN else []
    return ["", *table(rows, ("Transfer", "Recipient", "Before", "After", "Falls", "Falls back on")), *more] if rows else []


def _verdicts(said: dict[str, str], words: Words) -> str:
    return ", ".join(f"{regime} {words.label('verdicts', verdict).lower()}" for regime, verdict in said.items()) or "not judged"
