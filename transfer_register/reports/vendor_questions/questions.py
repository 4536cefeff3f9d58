"""What a vendor must be asked about recipients that came or changed: only what its list does not say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from transfer_register.intake.list_difference import Comparison, Difference
from transfer_register.intake.list_words import HEADINGS
from transfer_register.intake.preview_row import PreviewRow

_ACCESS = frozenset({"support_access", "remote_access"})
# Fields that a row answers by saying anything of them, and the question where it does not.
_PLAIN = {
    "role": "In which role does it act: as your sub-processor, as a processor, as a controller?",
    "data_categories": "Which categories of our data does it receive? Are special categories among them (GDPR Article 9)?",
    "data_subjects": "Whose data are they: customers, employees, end users, others?",
}
_AFTER = {
    "onward": "Does it give the data on? To whom, in which countries, and on what does each of these transfers rest?",
    "retention": "How long does it keep the data, and what happens to them at the end?",
    "measures": "Which technical and organisational measures protect the data there, encryption and its keys included?",
}
_AUDIT = "Which right to audit, or which reports of auditors, do we have in respect of it?"


@dataclass(frozen=True)
class Asked:
    """One recipient, what the list says of it (by heading), and what is still open."""

    recipient: str
    kind: str
    product: str | None
    purpose: str | None
    said: dict[str, tuple[str, ...]]
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Pack:
    """The questions about every recipient that came or changed, and those about the change itself."""

    recipients: tuple[Asked, ...]
    general: tuple[str, ...]
    list_title: str
    effective_on: date | None = None

    @property
    def extent(self) -> int:
        """How many questions there are."""
        return len(self.general) + sum(len(each.questions) for each in self.recipients)


def questions(comparison: Comparison, *, effective_on: date | None = None, ask_how_to_object: bool = True) -> Pack:
    """The questions that follow from a comparison. Where the effective day is known, it is not asked."""
    asked = tuple(_asked(each) for each in comparison.differences if each.kind in ("added", "changed") and each.new_row)
    general = []
    if asked and effective_on is None:
        general.append("From which day on does the change hold?")
    if asked and ask_how_to_object:
        general.append("By which day, to whom and in which form can we object, and what follows from an objection?")
    return Pack(tuple(each for each in asked if each.questions), tuple(general), comparison.new.title, effective_on)


def _asked(difference: Difference) -> Asked:
    row = difference.new_row
    order = (*_identity(row), *_places(row), *_stated(difference, _PLAIN), *_mechanism(row), *_stated(difference, _AFTER), _AUDIT)
    return Asked(difference.recipient, difference.kind, difference.product, difference.purpose, difference.said, order)


def _identity(row: PreviewRow) -> list[str]:
    if row.establishment and row.address:
        return []
    if row.establishment:
        return ["What is its full legal name and its address?"]
    return ["What is its full legal name, and in which country and at which address is it established?"]


def _places(row: PreviewRow) -> list[str]:
    """Where data are kept, processed and reached, as far as the list does not name countries for it."""
    told, roles = row.places, {place.role for place in row.places.places}
    if told.scope == "none":
        return []
    found = []
    wide = [*told.groups, *(["anywhere in the world"] if told.scope == "global" else []), *(f"“{w}”" for w in told.unresolved)]
    if wide:
        found.append(f"The list names {', '.join(wide)}: in which countries exactly are the data processed?")
    elif "processing" not in roles:
        found.append("In which countries are the data processed?")
    if told.alternatives:
        found.append("The list names several places as alternatives: which of them holds for us, and who chooses?")
    if "storage" not in roles:
        found.append("In which countries are the data stored, backups included?")
    if not roles & _ACCESS:
        found.append("From which countries do people reach the data, for support or operations?")
    return found


def _stated(difference: Difference, asked: dict[str, str]) -> list[str]:
    return [question for name, question in asked.items() if HEADINGS[name] not in difference.said]


def _mechanism(row: PreviewRow) -> list[str]:
    stated = row.mechanisms.stated
    if stated is None:
        return [
            "On what does a transfer to another country rest (an adequacy decision, standard "
            "contractual clauses and which module, binding corporate rules)? Is there an assessment of the destination?"
        ]
    found = []
    if any(mechanism.tool == "scc" and not mechanism.modules for mechanism in stated):
        found.append("Which module of the standard contractual clauses is agreed, between whom, and on which day was it signed?")
    if not stated:
        found.append("The list says that no transfer tool is needed: on what does that rest for each country?")
    return found
