"""Entries of the description of a transfer: people, data, sensitive data, frequency, nature, purposes, retention, onward."""

from __future__ import annotations

from transfer_register.model.speech import marked, say
from transfer_register.reports import blocks as b
from transfer_register.reports.blanks import is_blank
from transfer_register.reports.contract_annexes.said import Asked, Said, said
from transfer_register.reports.register_of_transfers import saying
from transfer_register.reports.snapshot import Seen
from transfer_register.reports.wording import listed

_FREQUENCIES = (
    ("flow.systematic", marked("Systematic, as stated")),
    ("flow.repetitive", marked("Repetitive, as stated")),
    ("flow.occasional", marked("Occasional, as stated")),
)


def _each(asked: Asked) -> tuple[Seen, ...]:
    return (asked.flow.first,) if asked.flow else asked.transfers


def _subjects(asked: Asked) -> Said | None:
    seen = _each(asked)[0]
    return Said(saying.subjects(seen, asked.words)) if seen.data_subjects else None


def _categories(asked: Asked) -> Said | None:
    seen = _each(asked)[0]
    return Said(saying.categories(seen, asked.words)) if seen.data_categories else None


def is_sensitive(seen: Seen, asked: Asked) -> bool | None:
    """Are there sensitive data in the transfer? None where nobody said."""
    if seen.special or set(seen.data_categories) & set(asked.words.marked("data_categories", "special")):
        return True
    return seen.special


def _sensitive(asked: Asked) -> Said | None:
    seen = _each(asked)[0]
    stated = is_sensitive(seen, asked)
    if stated is None:
        return None
    if not stated:
        return said(say("None, as stated"))
    is_named = bool(set(seen.data_categories) & set(asked.words.marked("data_categories", "special")))
    return said(b.text(saying.special_words(seen, asked.words), strong=True), is_open=not is_named)


def _restrictions(asked: Asked) -> Said | None:
    seen = _each(asked)[0]
    stated = is_sensitive(seen, asked)
    if stated is False:
        return said(say("Not applicable: no sensitive data, as stated"))
    if asked.options.sensitive_safeguards:
        return said(asked.options.sensitive_safeguards)
    if seen.facts.get("scc.sensitive_safeguards_described") is True:
        return said(say("Described in the annex on file, as stated; the text is not recorded"), is_open=True)
    return None


def _frequency(asked: Asked) -> Said | None:
    seen = _each(asked)[0]
    if seen.frequency and not is_blank(seen.frequency):
        known = asked.words.lists.get("frequencies", {})
        return said(asked.words.label("frequencies", seen.frequency) if seen.frequency in known else seen.frequency)
    stated = [say(words) for fact, words in _FREQUENCIES if seen.facts.get(fact) is True]
    return said(*stated, is_open=True) if stated else None


def _nature(asked: Asked) -> Said | None:
    seen = _each(asked)[0]
    if seen.nature and not is_blank(seen.nature):
        return said(seen.nature)
    roles = dict.fromkeys(role for one in asked.transfers for leg in one.legs for role in leg.roles)
    if not roles:
        return None
    done = saying.joined([asked.words.label("place_roles", role) for role in roles])
    return said(say("What is recorded of the places: {done}", done=done), is_open=True)


def _purposes(asked: Asked) -> Said | None:
    seen = _each(asked)[0]
    return Said(saying.purposes(seen, asked.words)) if seen.purposes or seen.purpose_text else None


def _retention(asked: Asked) -> Said | None:
    seen = _each(asked)[0]
    return said(seen.retention) if seen.retention and not is_blank(seen.retention) else None


def _onward(asked: Asked) -> Said | None:
    """Transfers that carry these onward, one line each; what is stated of them without a recipient is open."""
    ids = {seen.id for seen in asked.transfers}
    onward = [seen for seen in asked.pack.onward if seen.follows in ids]
    stated = [seen.facts.get("onward.exists") for seen in asked.transfers]
    if onward:
        lines = [_onward_line(asked, seen) for seen in onward]
        # Who else receives the data is not told where one of several transfers is said to go on and no recipient stands there.
        followed = {seen.follows for seen in onward}
        lost = [seen.id for seen in asked.transfers if seen.facts.get("onward.exists") and seen.id not in followed]
        lines += [say("Recipients not recorded, or outside the filter ({transfers})", transfers=listed(lost))] if lost else []
        whole = all(one.nature and one.retention and (one.purposes or one.purpose_text) for one in onward)
        return said(*lines, is_open=bool(lost) or not whole)
    if any(stated):
        return said(say("Stated to take place; recipients not recorded, or outside the filter"), is_open=True)
    return said(say("None, as stated")) if all(one is False for one in stated) else None


def _onward_line(asked: Asked, seen: Seen) -> str:
    purposes = "; ".join("".join(part.text for part in line) for line in saying.purposes(seen, asked.words))
    return say(
        "{recipient}, {country}. Subject: {subject}. Nature: {nature}. Duration: {duration}",
        recipient=seen.importer,
        country=asked.words.label("countries", seen.importer_country) or say("country not stated"),
        subject=purposes[:1].lower() + purposes[1:],
        nature=seen.nature or say("not stated"),
        duration=seen.retention or say("not stated"),
    )


READERS = {
    "subjects": _subjects,
    "categories": _categories,
    "sensitive": _sensitive,
    "restrictions": _restrictions,
    "frequency": _frequency,
    "nature": _nature,
    "purposes": _purposes,
    "retention": _retention,
    "onward": _onward,
}
