"""How one transfer is put into the cells of a table: words for every fact, and “not stated” where there is none."""

from __future__ import annotations

from datetime import date

from transfer_register.exhibits import style
from transfer_register.model.facts import FACTS, STATED_ON_TRANSFER
from transfer_register.model.transfer import Mechanism
from transfer_register.model.vocabulary import Words
from transfer_register.reports import blocks as b
from transfer_register.reports.snapshot import Leg, Seen, Verdict
from transfer_register.reports.wording import listed, short_day

NOT_STATED: b.Line = b.text("Not stated", quiet=True)


def status(verdict: str, words: Words) -> b.Status:
    """A verdict as word, shape and tone."""
    mark = style.verdict(words, verdict)
    return b.Status(mark.word, mark.shape, mark.tone)


def joined(labels: list[str], last: str = "and") -> str:
    """Labels in one line, the later ones in lower case unless they are names: “Customers, employees and UK visitors”."""
    return listed([labels[0], *map(_lower, labels[1:])], last) if labels else ""


def _lower(label: str) -> str:
    return label[0].lower() + label[1:] if len(label) > 1 and not label[1].isupper() else label


def role_pair(seen: Seen, words: Words) -> str:
    """“controller to processor”, with what is not stated said so."""
    if seen.exporter_role is None and seen.importer_role is None:
        return "roles not stated"
    pair = [
        _lower(words.label("roles", role)) if role else "role not stated" for role in (seen.exporter_role, seen.importer_role)
    ]
    return " to ".join(pair)


def destination(leg: Leg | None, words: Words) -> str:
    """The name of a destination; a group stays a group."""
    if leg is None:
        return "Destination not known"
    if leg.country:
        return words.label("countries", leg.country)
    if leg.group:
        return f"{leg.group} (named as a group)"
    return {"global": "Worldwide (stated)", "undetermined": "Destination stated, not understood"}.get(
        leg.scope or "", "Destination not known"
    )


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
    return tuple(lines) or (NOT_STATED,)


def subjects(seen: Seen, words: Words) -> b.Cell:
    return (
        b.cell(joined([words.label("data_subjects", one) for one in seen.data_subjects])) if seen.data_subjects else (NOT_STATED,)
    )


def special_words(seen: Seen, words: Words) -> str:
    """The special categories by name with their article; empty where there are none."""
    terms = words.lists["data_categories"]
    named = [terms[one] for one in seen.data_categories if one in terms and "special" in terms[one].marks]
    if named:
        sources: dict[str, list[str]] = {}
        for term in named:
            sources.setdefault(term.source, []).append(_lower(term.label))
        return "; ".join(f"Special, {source}: {listed(labels)}" for source, labels in sources.items())
    return "Special categories stated, not named" if seen.special else ""


def categories(seen: Seen, words: Words) -> b.Cell:
    special = set(words.marked("data_categories", "special"))
    plain = [words.label("data_categories", one) for one in seen.data_categories if one not in special]
    lines = [b.text(joined(plain))] if plain else []
    if bold := special_words(seen, words):
        lines.append(b.text(bold, strong=True))
    return tuple(lines) or (NOT_STATED,)


def mechanism(one: Mechanism, words: Words) -> str:
    """“Standard contractual clauses (2021), module 2, signed 14 Feb 2022, ref. D-0484”."""
    parts = [words.label("transfer_tools", one.tool)]
    parts += [f"module\u00a0{one.module}"] if one.module else []
    parts += [f"signed {short_day(one.signed_on)}"] if one.signed_on else []
    parts += [f"from {short_day(one.valid_from)}"] if one.valid_from and one.valid_from != one.signed_on else []
    parts += [f"until {short_day(one.valid_to)}"] if one.valid_to else []
    parts += [f"ref. {one.reference}"] if one.reference else []
    parts += [f"if {one.condition}"] if one.condition else []
    return ", ".join(parts)


def mechanisms(seen: Seen, words: Words, adequacy: bool) -> b.Cell:
    """`adequacy`: at least one regime lets adequacy carry the transfer."""
    lines = [b.text("Adequacy, by law")] if adequacy else []
    if seen.mechanisms:
        lines += [b.text(mechanism(one, words)) for one in seen.mechanisms]
    elif not lines:
        lines.append(NOT_STATED if seen.mechanisms is None else b.text("No mechanism, as stated"))
    return tuple(lines)


# The facts of an assessment -> how it is called beside the others; the one of the Union stands first and without a name.
ASSESSMENTS = {"tia": "", "tra": "United Kingdom: ", "tia_ch": "Switzerland: "}


def assessment(seen: Seen, words: Words) -> b.Cell:
    """One line for each regime for which something is recorded; none answers for another."""
    lines = [b.text(_sentence(named + said)) for kind, named in ASSESSMENTS.items() if (said := _assessed(seen, words, kind))]
    return tuple(lines) or (NOT_STATED,)


def _assessed(seen: Seen, words: Words, kind: str) -> str | None:
    made, dated, result = (seen.facts.get(f"{kind}.{what}") for what in ("exists", "dated_on", "result"))
    if made is False:
        return "none on file"
    if not (made or dated or result):
        return None
    said = f"dated {short_day(dated)}" if isinstance(dated, date) else "day not stated"
    found = _lower(words.label("fact_terms", str(result))) if result else "result not stated"
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
    named = [vocabulary[one].label if one in vocabulary else one for one in dict.fromkeys(recorded)]
    named += [FACTS[name].label for name in MEASURES if seen.facts.get(name) is True]
    if named:
        return b.cell("; ".join([named[0], *map(_lower, named[1:])]))
    denied = any(seen.facts.get(name) in (False, []) for name in MEASURES)
    return b.cell("None, as stated") if denied else (NOT_STATED,)


def since_and_review(seen: Seen, on: date) -> b.Cell:
    since = b.text(f"since {short_day(seen.valid_from)}") if seen.valid_from else b.text("start not stated", quiet=True)
    lines = [since]
    if seen.valid_to:
        lines.append(b.text(f"until {short_day(seen.valid_to)}"))
    if seen.review_on is None:
        lines.append(b.text("review not stated", quiet=True))
    elif seen.review_on < on:
        lines.append((b.Run(f"review {short_day(seen.review_on)}, "), b.Run("overdue", strong=True)))
    else:
        lines.append(b.text(f"review {short_day(seen.review_on)}"))
    return tuple(lines)


def questions(verdict: Verdict) -> list[str]:
    """The facts that would decide, as questions."""
    return [(FACTS[name].question or f"{FACTS[name].label}?") if name in FACTS else name for name in verdict.ask]
