"""A chain of transfers as one line of HTML: exporter, vendor, recipient, and between them each leg with its verdict."""

from __future__ import annotations

from html import escape

from transfer_register.actions.impact import Chain, Impact, Told, worst
from transfer_register.exhibits.style import counted, country, verdict
from transfer_register.screens.visit import Visit

_LINES = {"solid": "solid", "dashed": "dashed", "dotted": "dotted", "fine": "dotted"}


def chain_line(visit: Visit, found: Impact, chain: Chain) -> str:
    """The chain, its weakest leg marked in words; the whole is read aloud as one sentence."""
    leg = chain.leg.after
    parts = [_party(chain.exporter_name, _country(visit, chain.exporter))]
    said = [chain.exporter_name]
    if chain.first:
        first = worst([each.verdict for each in chain.first])
        vendor = visit.names.get(found.vendor, found.vendor)
        parts.append(_leg(visit, first, counted(len(chain.first), "transfer"), weakest=chain.weakest == 0))
        parts.append(_party(vendor, _places(visit, *chain.first)))
        said += [verdict(visit.words, first).word, vendor]
    begins = {"begin": "begins", "replace": "changes"}.get(chain.leg.act, "")
    parts.append(_leg(visit, leg.verdict, begins, weakest=chain.weakest == (1 if chain.first else 0)))
    parts.append(_party(leg.importer_name, _places(visit, leg), new=chain.leg.before is None))
    said += [verdict(visit.words, leg.verdict).word, leg.importer_name, _places(visit, leg)]
    label = escape(f"Chain: {', '.join(said)}. Weakest leg: {verdict(visit.words, chain.verdict).word}.", quote=True)
    return f'<div class="vendor-chain" role="img" aria-label="{label}">{"".join(parts)}</div>'


def verdict_html(visit: Visit, id: str) -> str:
    """Shape and word of a verdict in its colour."""
    mark = verdict(visit.words, id)
    return f'<i style="--c:light-dark({mark.colour},{mark.on_dark})">{escape(mark.text)}</i>'


def _party(name: str, where: str, *, new: bool = False) -> str:
    badge = "<em>new</em>" if new else ""
    return f'<div class="party{" new" if new else ""}">{badge}<b>{escape(name)}</b><span>{escape(where)}</span></div>'


def _leg(visit: Visit, id: str, note: str, *, weakest: bool) -> str:
    mark = verdict(visit.words, id)
    style = f"--c:light-dark({mark.colour},{mark.on_dark});--l:{_LINES[mark.line]}"
    weak = "<strong>weakest leg</strong>" if weakest else ""
    return f'<div class="leg" style="{style}"><b>{escape(mark.text)}</b><u></u>{weak}<small>{escape(note)}</small></div>'


def _country(visit: Visit, party: str) -> str:
    code = visit.parties[party].country if party in visit.parties else None
    return country(visit.words, code) if code else "country not known"


def _places(visit: Visit, *told: Told) -> str:
    codes = dict.fromkeys(code for each in told for code in each.countries)
    return ", ".join(country(visit.words, code) for code in codes) or "place not known"
