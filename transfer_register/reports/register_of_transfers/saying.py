"""How one transfer is put into the cells of a table: words for every fact, and “not stated” where there is none."""

from __future__ import annotations

from datetime import date

from transfer_register.exhibits import style
from transfer_register.model.facts import FACTS, STATED_ON_TRANSFER
from transfer_register.model.speech import language, marked, say
from transfer_register.model.transfer import Mechanism
from transfer_register.model.vocabulary import Words
from transfer_register.reports import blocks as b
from transfer_register.reports.snapshot import Leg, Seen, Verdict
from transfer_register.reports.wording import listed, runs, short_day


def not_stated() -> b.Line:
    """What nobody said."""
    return b.text(say("Not stated"), quiet=True)


def status(verdict: str, words: Words) -> b.Status:
    """A verdict as word, shape and tone."""
    mark = style.verdict(words, verdict)
    return b.Status(mark.word, mark.shape, mark.tone)


def joined(labels: list[str], last: str = "") -> str:
    """Labels in one line, the later ones in lower case unless they are names: “Customers, employees and UK visitors”."""
    return listed([labels[0], *map(_lower, labels[1:])], last) if labels else ""


def _lower(label: str) -> str:
    # German nouns keep their capitals.
    if language() == "de" or len(label) < 2 or label[1].isupper():
        return label
    return label[0].lower() + label[1:]


def role_pair(seen: Seen, words: Words) -> str:
    """“controller to processor”, with what is not stated said so."""
    if seen.exporter_role is None and seen.importer_role is None:
        return say("roles not stated")
    roles = (seen.exporter_role, seen.importer_role)
    pair = [_lower(words.label("roles", role)) if role else say("role not stated") for role in roles]
    return say("{exporter} to {importer}", exporter=pair[0], importer=pair[1])


def destination(leg: Leg | None, words: Words) -> str:
    """The name of a destination; a group stays a group."""
    if leg is None:
        return say(_NOT_KNOWN)
    if leg.country:
        return words.label("countries", leg.country)
    if leg.group:
        return say("{group} (named as a group)", group=leg.group)
    return say(_REACHES.get(leg.scope or "", _NOT_KNOWN))


_NOT_KNOWN = marked("Destination not known")
_REACHES = {"global": marked("Worldwide (stated)"), "undetermined": marked("Destination stated, not understood")}


def deciding_leg(seen: Seen) -> Leg | None:
    """The destination under which a transfer stands: the one that decides its worst verdict, else the first."""
    worst = [verdict.country for verdict in seen.verdicts if verdict.verdict == seen.verdict and verdict.country]
    for leg in seen.legs:
        if leg.country and leg.country in worst:
            return leg
    ranked = sorted(seen.legs, key=lambda leg: (leg.verdict != seen.verdict, leg.country is None))
    return ranked[0] if ranked else None


def purposes(seen: Seen, words: Words) -> b.Cell:
    lines = []
    if seen.purposes:
        lines.append(b.text(joined([words.label("purposes", one) for one in seen.purposes])))
    if seen.purpose_text:
        lines.append(b.text(seen.purpose_text))
    return tuple(lines) or (not_stated(),)


def subjects(seen: Seen, words: Words) -> b.Cell:
    labels = [words.label("data_subjects", one) for one in seen.data_subjects]
    return b.cell(joined(labels)) if labels else (not_stated(),)


def special_words(seen: Seen, words: Words) -> str:
    """The special categories by name with their article; empty where there are none."""
    terms = words.lists["data_categories"]
    named = [terms[one] for one in seen.data_categories if one in terms and "special" in terms[one].marks]
    if named:
        sources: dict[str, list[str]] = {}
        for term in named:
            sources.setdefault(term.source, []).append(_lower(words.label("data_categories", term.id)))
        return "; ".join(say("Special, {source}: {named}", source=source, named=listed(each)) for source, each in sources.items())
    return say("Special categories stated, not named") if seen.special else ""


def categories(seen: Seen, words: Words) -> b.Cell:
    special = set(words.marked("data_categories", "special"))
    plain = [words.label("data_categories", one) for one in seen.data_categories if one not in special]
    lines = [b.text(joined(plain))] if plain else []
    if bold := special_words(seen, words):
        lines.append(b.text(bold, strong=True))
    return tuple(lines) or (not_stated(),)


def mechanism(one: Mechanism, words: Words) -> str:
    """“Standard contractual clauses (2021), module 2, signed 14 Feb 2022, ref. D-0484”."""
    parts = [words.label("transfer_tools", one.tool)]
    parts += [say("module\u00a0{number}", number=one.module)] if one.module else []
    parts += [say("signed {day}", day=short_day(one.signed_on))] if one.signed_on else []
    parts += [say("from {day}", day=short_day(one.valid_from))] if one.valid_from and one.valid_from != one.signed_on else []
    parts += [say("until {day}", day=short_day(one.valid_to))] if one.valid_to else []
    parts += [say("ref. {reference}", reference=one.reference)] if one.reference else []
    parts += [say("if {condition}", condition=one.condition)] if one.condition else []
    return ", ".join(parts)


def mechanisms(seen: Seen, words: Words, adequacy: bool) -> b.Cell:
    """`adequacy`: at least one regime lets adequacy carry the transfer."""
    lines = [b.text(say("Adequacy, by law"))] if adequacy else []
    if seen.mechanisms:
        lines += [b.text(mechanism(one, words)) for one in seen.mechanisms]
    elif not lines:
        lines.append(not_stated() if seen.mechanisms is None else b.text(say("No mechanism, as stated")))
    return tuple(lines)


# The facts of an assessment -> how it is called beside the others; the one of the Union stands first and without a name.
ASSESSMENTS = {"tia": marked("{said}"), "tra": marked("United Kingdom: {said}"), "tia_ch": marked("Switzerland: {said}")}


def assessment(seen: Seen, words: Words) -> b.Cell:
    """One line for each regime for which something is recorded; none answers for another."""
    if "assessment" in seen.withheld:
        return b.cell(say("Withheld"))
    found = {named: _assessed(seen, words, kind) for kind, named in ASSESSMENTS.items()}
    lines = [b.text(_sentence(say(named, said=said))) for named, said in found.items() if said]
    return tuple(lines) or (not_stated(),)


def _assessed(seen: Seen, words: Words, kind: str) -> str | None:
    made, dated, result = (seen.facts.get(f"{kind}.{what}") for what in ("exists", "dated_on", "result"))
    if made is False:
        return say("none on file")
    if not (made or dated or result):
        return None
    said = say("dated {day}", day=short_day(dated)) if isinstance(dated, date) else say("day not stated")
    found = _lower(words.label("fact_terms", str(result))) if result else say("result not stated")
    return f"{said}: {found}"


def _sentence(words: str) -> str:
    return words[0].upper() + words[1:]


# Facts of a transfer that are measures when they hold, and those that are the contrary of one.
_CONTRARY = ("measures.clear_text_access", "measures.keys_held_under_problem_law")
_LISTED = "measures.in_place"
MEASURES = tuple(name for name in STATED_ON_TRANSFER if name.startswith("measures.") and name not in _CONTRARY)


def measures(seen: Seen, words: Words) -> b.Cell:
    vocabulary = words.lists.get("measures", {})
    recorded = (*seen.measures, *(seen.facts.get(_LISTED) or ()))
    named = [words.label("measures", one) if one in vocabulary else one for one in dict.fromkeys(recorded)]
    named += [FACTS[name].label for name in MEASURES if seen.facts.get(name) is True]
    if named:
        return b.cell("; ".join([named[0], *map(_lower, named[1:])]))
    denied = any(seen.facts.get(name) in (False, []) for name in MEASURES)
    return b.cell(say("None, as stated")) if denied else (not_stated(),)


def since_and_review(seen: Seen, on: date) -> b.Cell:
    since = b.text(say("start not stated"), quiet=True)
    if seen.valid_from:
        since = b.text(say("since {day}", day=short_day(seen.valid_from)))
    lines = [since]
    if seen.valid_to:
        lines.append(b.text(say("until {day}", day=short_day(seen.valid_to))))
    if "review_on" in seen.withheld:
        lines.append(b.text(say("review withheld")))
    elif seen.review_on is None:
        lines.append(b.text(say("review not stated"), quiet=True))
    elif seen.review_on < on:
        overdue = b.Run(say("overdue"), strong=True)
        lines.append(runs(say("review {day}, {overdue}"), day=short_day(seen.review_on), overdue=overdue))
    else:
        lines.append(b.text(say("review {day}", day=short_day(seen.review_on))))
    return tuple(lines)


def questions(verdict: Verdict) -> list[str]:
    """The facts that would decide, as questions."""
    return [(FACTS[name].question or f"{FACTS[name].label}?") if name in FACTS else name for name in verdict.ask]
