"""The fields that may be kept back, one entry each: what is said there, and the record without it.

A value that is taken out leaves the word “Withheld”, or, where no word fits (a number, a day, answers), nothing: then the name of
the field stands in `withheld` of the record, so that a document says “Withheld” there and never “Not stated”.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from transfer_register.model.contact import Person
from transfer_register.model.facts import FACTS, STATED_ON_PARTY, Fact
from transfer_register.model.speech import marked, say
from transfer_register.model.transfer import Mechanism
from transfer_register.model.vocabulary import Words
from transfer_register.reports.blanks import is_blank
from transfer_register.reports.snapshot import Known, Seen, Verdict
from transfer_register.reports.wording import count, listed, short_day

# The id of the term that stands in every vocabulary of a snapshot from which something was taken out.
TERM = "withheld"
WORD = marked("Withheld")
ASSESSED = ("tia.", "tra.", "tia_ch.", "pipia.")
MEASURED = "measures."


@dataclass(frozen=True)
class Taken:
    """The texts that were there, as a reader would see them, and the record without them."""

    texts: tuple[str, ...]
    left: Any


@dataclass(frozen=True)
class Field:
    """`label` names it for people; `taken` gives what is there. `secret`: its texts are sought in all other free texts too."""

    label: str
    taken: Callable[[Any, Words], Taken]
    secret: bool = True


def _text(name: str) -> Callable[[Any, Words], Taken]:
    def taken(record: Any, words: Words) -> Taken:
        held = getattr(record, name)
        return _left(record, () if held is None or is_blank(held) else (held,), name, say(WORD))

    return taken


def _texts(name: str) -> Callable[[Any, Words], Taken]:
    def taken(record: Any, words: Words) -> Taken:
        return _left(record, tuple(one for one in getattr(record, name) if not is_blank(one)), name, (say(WORD),))

    return taken


def _left(record: Any, texts: tuple[str, ...], name: str, instead: object) -> Taken:
    if not texts:
        return Taken((), record)
    return Taken(texts, replace(record, **{name: instead}, withheld=record.withheld | {name}))


def _persons(seen: Seen, words: Words) -> Taken:
    return _left(seen, () if seen.persons is None else (count(seen.persons),), "persons", None)


def _review(seen: Seen, words: Words) -> Taken:
    return _left(seen, () if seen.review_on is None else (short_day(seen.review_on),), "review_on", None)


def _flags(seen: Seen, words: Words) -> Taken:
    return _left(seen, tuple(words.label("flags", one) for one in seen.flags), "flags", ())


def _in_words(name: str, value: object, words: Words) -> str:
    """“Encrypted in transit: yes”."""
    fact = FACTS.get(name) or STATED_ON_PARTY.get(name)
    return say("{question}: {answer}", question=fact.label if fact else name, answer=_answer(value, fact, words))


def _answer(value: object, fact: Fact | None, words: Words) -> str:
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, date):
        return short_day(value)
    if isinstance(value, int):
        return count(value)
    held = value if isinstance(value, list | tuple) else [value]
    vocabulary = fact.vocabulary if fact and fact.vocabulary in words.lists else "fact_terms"
    return listed([words.label(vocabulary, str(one)) for one in held]) or say("none")


def _answers(field: str, chosen: Callable[[str], bool]) -> Callable[[Any, Words], Taken]:
    """The answers (facts) whose name is chosen."""

    def taken(record: Any, words: Words) -> Taken:
        held = {name: value for name, value in record.facts.items() if chosen(name)}
        if not held:
            return Taken((), record)
        facts = {name: value for name, value in record.facts.items() if name not in held}
        left = replace(record, facts=facts, withheld=record.withheld | {field})
        return Taken(tuple(_in_words(name, value, words) for name, value in held.items()), left)

    return taken


def _measures(seen: Seen, words: Words) -> Taken:
    """Measures that are recorded, and answers that say of one that it is in place."""
    answers = _answers("measures", lambda name: name.startswith(MEASURED))(seen, words)
    texts = (*(words.label("measures", one) for one in seen.measures if not is_blank(one)), *answers.texts)
    return _left(answers.left, texts, "measures", (TERM,))


def _mechanisms(seen: Seen, words: Words) -> Taken:
    """Reference, days and conditions; which mechanism it is stays."""
    texts: list[str] = []
    left: list[Mechanism] = []
    for one in seen.mechanisms or ():
        held = [text for text in (one.reference, one.condition, one.raw) if text and not is_blank(text)]
        held += [short_day(on) for on in (one.signed_on, one.valid_from, one.valid_to) if on]
        texts += held
        left.append(Mechanism(tool=one.tool, module=one.module, reference=say(WORD)) if held else one)
    return _left(seen, tuple(texts), "mechanisms", tuple(left))


def _as_read(seen: Seen, words: Words) -> Taken:
    """No document shows them, so nothing is marked."""
    held = tuple(one.raw for one in seen.mechanisms or () if one.raw and not is_blank(one.raw))
    if not held:
        return Taken((), seen)
    return Taken(held, replace(seen, mechanisms=tuple(one.model_copy(update={"raw": None}) for one in seen.mechanisms or ())))


def _verdicts(seen: Seen, words: Words) -> Taken:
    """The verdicts with what they ask for. Provisions are left to the caller, who knows which of them are adequacy."""
    texts = tuple(f"{words.label('regimes', one.regime)}: {words.label('verdicts', one.verdict)}" for one in seen.verdicts)
    ordered = sorted(seen.verdicts, key=lambda one: (one.regime, one.country or ""))
    verdicts = tuple(Verdict(one.regime, TERM, one.ground, (), (), one.country) for one in ordered)
    legs = tuple(replace(leg, verdict=TERM) for leg in seen.legs)
    left = replace(seen, verdict=TERM, verdicts=verdicts, legs=legs, withheld=seen.withheld | {"verdicts"})
    return Taken(texts or (words.label("verdicts", seen.verdict),), left)


def _person(name: str) -> Callable[[Any, Words], Taken]:
    """One field of the contacts of a party."""

    def taken(known: Known, words: Words) -> Taken:
        texts = tuple(held for people in known.contacts.values() for one in people if (held := getattr(one, name)))
        contacts = {role: tuple(_without(one, name) for one in people) for role, people in known.contacts.items()}
        return _left(known, texts, "contacts", contacts)

    return taken


def _without(one: Person, name: str) -> Person:
    return one.model_copy(update={name: say(WORD)}) if getattr(one, name) else one


def _identifiers(known: Known, words: Words) -> Taken:
    held = tuple(value for _, value in known.identifiers)
    return _left(known, held, "identifiers", tuple((scheme, say(WORD)) for scheme, _ in known.identifiers))


def _rest(name: str) -> bool:
    return not name.startswith((*ASSESSED, MEASURED))


TRANSFER: Mapping[str, Field] = {
    "transfer.exporter": Field(marked("Names of exporters that are recipients themselves"), _text("exporter")),
    "transfer.recipient": Field(marked("Names of recipients"), _text("importer")),
    "transfer.activity": Field(marked("Processing activities"), _text("activity")),
    "transfer.purpose_text": Field(marked("Purposes in the organisation's own words"), _text("purpose_text")),
    "transfer.systems": Field(marked("Names of systems"), _texts("systems")),
    "transfer.persons": Field(marked("Numbers of people"), _persons),
    "transfer.retention": Field(marked("Retention in the organisation's own words"), _text("retention")),
    "transfer.owner": Field(marked("Owners"), _text("owner")),
    "transfer.review": Field(marked("Days of the next review"), _review, secret=False),
    "transfer.measures": Field(marked("Measures in detail"), _measures, secret=False),
    "transfer.mechanism_words": Field(marked("Mechanisms in the words as they were read"), _as_read, secret=False),
    "transfer.mechanism_details": Field(marked("References, days and conditions of mechanisms"), _mechanisms),
    "transfer.assessment": Field(
        marked("Assessments of the destination"),
        _answers("assessment", lambda name: name.startswith(ASSESSED)),
        secret=False,
    ),
    "transfer.answers": Field(marked("Other answers of the record"), _answers("answers", _rest), secret=False),
    "transfer.doubts": Field(marked("Doubts of the reading"), _flags, secret=False),
    "transfer.verdicts": Field(marked("Verdicts and what they ask for"), _verdicts, secret=False),
}
PARTY: Mapping[str, Field] = {
    "party.address": Field(marked("Addresses of parties"), _text("address")),
    "party.identifiers": Field(marked("Numbers of parties in public lists"), _identifiers),
    "party.answers": Field(marked("Answers on parties"), _answers("answers", lambda name: True), secret=False),
    "contact.name": Field(marked("Names of contacts"), _person("name")),
    "contact.email": Field(marked("E-mail addresses of contacts"), _person("email")),
    "contact.phone": Field(marked("Telephone numbers of contacts"), _person("phone")),
    "contact.address": Field(marked("Addresses of contacts"), _person("address")),
    "contact.note": Field(marked("Internal notes on contacts"), _person("note")),
}
# Of the whole snapshot: the numbers of the register, which become running numbers, and the pictures.
WHOLE: Mapping[str, str] = {
    "transfer.number": marked("Numbers of the register"),
    "pictures": marked("Pictures"),
}
LABELS: Mapping[str, str] = (
    {name: one.label for name, one in TRANSFER.items()} | {name: one.label for name, one in PARTY.items()} | dict(WHOLE)
)
