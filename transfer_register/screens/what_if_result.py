"""What an event would do: one sentence, its figures as ways to the transfers behind, and the verdicts before and after."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

import streamlit as st

from transfer_register.actions.fix import Fix
from transfer_register.actions.simulated_figures import Figures, by_verdict, figures
from transfer_register.exhibits.style import counted, day, number, short_number, verdict
from transfer_register.screens import address
from transfer_register.screens import what_if_link as link
from transfer_register.screens.plain import plain
from transfer_register.screens.visit import Visit
from transfer_register.screens.what_if_work import Held


@dataclass(frozen=True)
class Tile:
    """A figure: what it counts, the transfers behind it (None while nobody knows them), and the tone of its edge."""

    label: str
    ids: tuple[str, ...] | None
    tone: str = "ink"
    shown: str = ""
    says: str = ""


def tiles(figures: Figures) -> dict[str, Tile]:
    """The figures by their name in the address. What no act mends is known once the acts were tried."""
    unsaid = len(figures.persons_unsaid_of_none)
    unstated = f"Not stated for {counted(unsaid, 'transfer')}." if unsaid else ""
    persons = f"{'≥ ' if unsaid else ''}{short_number(figures.persons_of_none)}"
    found = {
        "relies": Tile("rest on what falls", figures.relies),
        "alternative": Tile("something else carries", figures.alternative, "blue"),
        "none": Tile("nothing carries any more", figures.none, "vermilion"),
    }
    if set(figures.worse) != set(figures.none):
        found["worse"] = Tile("get a worse verdict", figures.worse, "vermilion")
    return found | {
        "special": Tile("with special categories", figures.special_of_none, "gold", says=_doubt(figures.special_unsaid_of_none)),
        "workers": Tile("about workers", figures.workers_of_none, "gold", says=_doubt(figures.workers_unsaid_of_none)),
        "persons": Tile("people a year", None, "gold", persons, unstated),
        "unmended": Tile(
            "no act mends", figures.unmended, "vermilion", "" if figures.unmended is not None else "?",
            "" if figures.unmended is not None else "Known once the acts were tried.",
        ),
    }  # fmt: skip


def _doubt(unsaid: tuple[str, ...]) -> str:
    return f"Of {counted(len(unsaid), 'transfer')} more nobody stated it." if unsaid else ""


def show_result(visit: Visit, made: Held, fix: Fix | None) -> str | None:
    """Draws sentence, figures and verdicts; gives back the figure whose transfers are to be listed."""
    st.markdown(f"#### {plain(sentence(made))}")
    if told := _rest(made):
        st.markdown(plain(told))
    found = tiles(figures(made.simulated, fix) if fix else made.figures)
    known = [name for name, tile in found.items() if tile.ids]
    of = address.one_of(link.OF, ["", *known])
    with st.container(horizontal=True, gap="small", key="what_if_tiles"):
        for name, tile in found.items():
            _tile(name, tile, chosen=name == of)
    st.html(_verdicts(visit, made))
    return of or None


def sentence(made: Held) -> str:
    """`214 of 1,340 transfers rest on what falls: 66 are carried by something else, 148 by nothing.`"""
    found, simulated = made.figures, made.simulated
    relies, none, whole = len(found.relies), len(found.none), counted(found.transfers, "transfer")
    if not relies:
        if not simulated.affected:
            return f"None of {whole} is touched: no verdict, no ground and no risk left changes."
        worse = len(found.worse)
        return f"{number(len(simulated.affected))} of {whole} are touched, and {number(worse)} get a worse verdict."
    said = f"{number(relies)} of {whole} {'rests' if relies == 1 else 'rest'} on what falls"
    if not none:
        return f"{said}, and something else carries {'it' if relies == 1 else 'every one of them'}."
    other = len(found.alternative)
    return f"{said}: {number(other)} {'is' if other == 1 else 'are'} carried by something else, {number(none)} by nothing."


def _rest(made: Held) -> str:
    """What is untouched and what is not known are said too: an event is never the whole register."""
    found = made.figures
    rest = found.transfers - len(made.simulated.affected)
    told = [f"{number(rest)} {'stays as it is' if rest == 1 else 'stay as they are'}."] if rest else []
    other = len(made.simulated.affected) - len(set(found.relies) | set(found.worse))
    if other:
        told.append(f"Of {number(other)} more only the risk left changes, or what would carry it otherwise.")
    unsaid = len(found.special_unsaid_of_none)
    if unsaid:
        told.append(f"Of {number(unsaid)} that nothing carries nobody stated whether special categories are among the data.")
    return " ".join(told)


def _tile(name: str, tile: Tile, *, chosen: bool) -> None:
    shown = tile.shown or number(len(tile.ids or ()))
    with st.container(key=f"what_if_tile_{tile.tone}_{name}{'_chosen' if chosen else ''}", gap=None):
        st.button(
            shown, key=f"what_if.tile.{name}", type="tertiary", disabled=not tile.ids, on_click=address.say,
            args=(link.OF, None if chosen else name),
            help=tile.says or ("Show all again" if chosen else "List the transfers behind this figure"),
        )  # fmt: skip
        st.markdown(f":small[{tile.label}]")


def _verdicts(visit: Visit, made: Held) -> str:
    """How many transfers have each verdict before and after, as a table with bars."""
    told = by_verdict(made.simulated)
    sides = [told["before"], told["after"]]
    most = max((count for side in sides for count in side.values()), default=0) or 1
    rows = []
    for id in sides[0]:
        before, after = sides[0][id], sides[1].get(id, 0)
        if not before and not after:
            continue
        mark = verdict(visit.words, id)
        step = after - before
        moved = f"{'+' if step > 0 else '−'}{number(abs(step))}" if step else "as before"
        look = f"--c:light-dark({mark.colour},{mark.on_dark})"
        rows.append(
            f'<tr style="{look}"><th scope="row"><i aria-hidden="true">{mark.glyph}</i> {escape(mark.word)}</th>'
            f"<td>{number(before)}</td><td><b>{number(after)}</b></td><td>{moved}</td>"
            f'<td class="bars" aria-hidden="true"><u class="before" style="width:{100 * before / most:.1f}%"></u>'
            f'<u class="after {mark.line}" style="width:{100 * after / most:.1f}%"></u></td></tr>'
        )
    head = '<th scope="col">Verdict</th><th scope="col">Before</th><th scope="col">After</th><th scope="col">Change</th>'
    caption = f"Transfers by verdict, before and after, by the law of {day(made.simulated.law_on)}"
    return (
        f'<table class="what-if-verdicts"><caption>{caption}</caption><thead><tr>{head}<td></td></tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table>"
    )
