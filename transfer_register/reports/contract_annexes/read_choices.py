"""Entries about the contract itself: module, days, references, choices among the options of the clauses."""

from __future__ import annotations

from collections.abc import Callable

from transfer_register.model.speech import marked, say, says
from transfer_register.reports.contract_annexes.packs import mechanisms
from transfer_register.reports.contract_annexes.said import Asked, Reader, Said, said, spread
from transfer_register.reports.register_of_transfers import saying
from transfer_register.reports.wording import day, listed

MODULES = {
    1: marked("Module 1: controller to controller"),
    2: marked("Module 2: controller to processor"),
    3: marked("Module 3: processor to processor"),
    4: marked("Module 4: processor to controller"),
}


def _module(asked: Asked) -> Said | None:
    if asked.pack.module is None:
        return None
    named = say(MODULES[asked.pack.module])
    if asked.pack.is_module_recorded:
        return said(named)
    return said(say("Not recorded; the roles call for: {module}", module=named), is_open=True)


def _roles(asked: Asked) -> Said | None:
    known = [seen for seen in asked.transfers if seen.exporter_role and seen.importer_role]
    missing = [seen.id for seen in asked.transfers if seen not in known]
    pairs = [(saying.role_pair(seen, asked.words), seen.id) for seen in known]
    return spread(asked, [(pair[0].upper() + pair[1:], id) for pair, id in pairs], missing)


def _start(asked: Asked) -> Said | None:
    """The day from which the contract holds, else that of its signature."""
    return _days(asked, asked.tool, lambda one: one.valid_from or one.signed_on)


def _concluded(asked: Asked) -> Said | None:
    return _days(asked, "scc", lambda one: one.signed_on)


def _days(asked: Asked, tool: str, of: Callable) -> Said | None:
    found = [
        (of(one), seen.id)
        for seen in asked.transfers
        for one in mechanisms(seen, tool, asked.snapshot.on)
        if not (tool == "scc" and asked.pack.module and one.module and one.module != asked.pack.module)
    ]
    return spread(asked, [(day(when), id) for when, id in found if when])


def _clauses(asked: Asked) -> Said | None:
    """The clauses as they are recorded: day and reference."""
    lines: dict[str, list[str]] = {}
    for seen in asked.transfers:
        for one in mechanisms(seen, "scc", asked.snapshot.on):
            if one.module in (asked.pack.module, None):
                lines.setdefault(saying.mechanism(one, asked.words), []).append(seen.id)
    return spread(asked, [(line, id) for line, ids in lines.items() for id in ids])


def _term(asked: Asked) -> Said | None:
    days = [
        (one.valid_to, seen.id)
        for seen in asked.transfers
        for one in mechanisms(seen, asked.tool, asked.snapshot.on)
        if one.valid_to
    ]
    return spread(asked, [(say("Until {day}", day=day(when)), id) for when, id in days])


def _review(asked: Asked) -> Said | None:
    days = sorted({seen.review_on for seen in asked.transfers if seen.review_on})
    missing = [seen.id for seen in asked.transfers if not seen.review_on]
    if not days:
        return None
    lines = [day(one) for one in days]
    lines += [say("Not stated ({transfers})", transfers=listed(missing))] if missing else []
    return said(*lines, is_open=bool(missing))


def _flag(fact: str, yes: str, no: str | None) -> Reader:
    """An entry from a yes or no; with no words for the no, only a yes tells anything."""

    def read(asked: Asked) -> Said | None:
        stated = [(seen.facts.get(fact), seen.id) for seen in asked.transfers]
        told = [(value, id) for value, id in stated if value is True or (value is False and no)]
        missing = [id for value, id in stated if value is None]
        return spread(asked, [(say(yes if value else no or ""), id) for value, id in told], missing)

    return read


def _stated_only(fact: str, yes: str, no: str) -> Reader:
    """An entry of which the register knows a property, which does not complete it."""
    read_flag = _flag(fact, yes, no)

    def read(asked: Asked) -> Said | None:
        found = read_flag(asked)
        return Said(found.cell, is_open=True) if found else None

    return read


_OPTIONS_9A = {"specific": marked("Option 1: specific prior authorisation"), "general": marked("Option 2: general authorisation")}


def _authorisation(asked: Asked) -> Said | None:
    stated = [(seen.facts.get("scc.clause9_option"), seen.id) for seen in asked.transfers]
    named = [(say(_OPTIONS_9A[str(value)]), id) for value, id in stated if value in _OPTIONS_9A]
    return spread(asked, named, [id for value, id in stated if value not in _OPTIONS_9A])


def _notice(asked: Asked) -> Said | None:
    stated = [(seen.facts.get("scc.clause9_notice_days"), seen.id) for seen in asked.transfers]
    named = [(says("{n} day", "{n} days", value), id) for value, id in stated if isinstance(value, int)]
    return spread(asked, named, [id for value, id in stated if not isinstance(value, int)])


def _authority(asked: Asked) -> Said | None:
    """Where the exporter is established, on which clause 13(a) depends; which authority that is, is not in the register."""
    country = asked.words.label("countries", asked.pack.exporter.country)
    return said(say("Exporter established in: {country}", country=country), is_open=True) if country else None


def _swiss_law(asked: Asked) -> Said | None:
    """Which laws bind the exporter in these transfers, by the verdicts of the register."""
    regimes = {one.regime for seen in asked.transfers for one in seen.verdicts}
    if "CH" not in regimes:
        return None
    return said(say("FADP and GDPR") if "EU" in regimes else say("FADP alone"))


READERS = {
    "module": _module,
    "roles": _roles,
    "start": _start,
    "concluded": _concluded,
    "clauses": _clauses,
    "term": _term,
    "review": _review,
    "docking": _flag("scc.docking_used", marked("Included: a party joined by it, as stated"), None),
    "authorisation": _authorisation,
    "notice": _notice,
    "governing_law": _stated_only(
        "scc.governing_law_is_eu_ms",
        marked("The law of a Member State, as stated; of which one is not recorded"),
        marked("Not the law of a Member State, as stated"),
    ),
    "courts": _stated_only(
        "scc.forum_is_eu_ms",
        marked("The courts of a Member State, as stated; of which one is not recorded"),
        marked("Not the courts of a Member State, as stated"),
    ),
    "linked": _stated_only(
        "art28_contract.exists",
        marked("A processor contract is on file, as stated; its name and day are not recorded"),
        marked("No processor contract on file, as stated"),
    ),
    "combined": _flag("exporter.combines_eu_data", marked("Yes, as stated"), marked("No, as stated")),
    "authority": _authority,
    "swiss_law": _swiss_law,
    "swiss_recorded": _flag("ch.adaptations_done", marked("Made, as stated"), marked("Not made, as stated")),
}
