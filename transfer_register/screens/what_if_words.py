"""Events in words: what each kind is, what one would be called, and what it does, for the screen What if."""

from __future__ import annotations

from dataclasses import dataclass

from transfer_register.exhibits.style import country, day, listed
from transfer_register.law.provision import Lapse
from transfer_register.model.event import Event
from transfer_register.screens.visit import Visit


@dataclass(frozen=True)
class Kind:
    """How a kind of event is offered: its name, its icon, and a sentence of what is asked."""

    name: str
    icon: str
    says: str


KINDS = {
    "ends": Kind("A decision ends", "gavel", "An adequacy decision or another ground is annulled, repealed or runs out."),
    "law": Kind("A law is added", "note_add", "A file of law, as you expect it: a new act, or new wordings of one."),
    "concern": Kind("A country becomes of concern", "policy", "Its law reaches recipients there; assessments are made anew."),
    "moves": Kind("A vendor moves", "local_shipping", "Its seat, and what it does there, go to another country."),
    "bought": Kind("A vendor is bought", "handshake", "Somebody else controls it from then on."),
}  # fmt: skip


def usual_title(visit: Visit, event: Event) -> str:
    """What an event would be called where nobody named it."""
    match event.kind:
        case "ends":
            names = [visit.titles.get(id, id) for id in event.provisions]
            return f"{listed(names, most=2)} {'ends' if len(names) == 1 else 'end'}"
        case "law":
            return f"Law is added: {listed([file.name for file in event.files], most=2)}"
        case "concern":
            return f"The law of {country(visit.words, event.country)} becomes of concern"
        case "moves":
            return f"{visit.names.get(event.party, event.party)} moves to {country(visit.words, event.country)}"
    return f"{visit.names.get(event.party, event.party)} is bought by {visit.names.get(event.buyer, event.buyer)}"


def says(visit: Visit, event: Event) -> str:
    """`From 24 November 2026. EU-US Data Privacy Framework, UK Extension. Source: ...`"""
    parts = [f"From {day(event.effective_on)}"]
    if event.title != (usual := usual_title(visit, event)):
        parts.append(usual)
    if event.source:
        parts.append(f"Source: {event.source.rstrip('.')}")
    return ". ".join(parts) + "."


def stands(visit: Visit, provision: str) -> bool:
    """Could a provision still end: is it in force on the day of the law, and not lapsed?"""
    version = visit.law.provisions[provision].version_on(visit.law_on)
    return version is not None and not isinstance(version.lapsed, Lapse)
