"""What can stand in a column of a form: by its name, the cell of an activity. The forms choose from these."""

from __future__ import annotations

from collections.abc import Callable

from transfer_register.model.speech import marked, say
from transfer_register.reports import blocks as b
from transfer_register.reports.record_of_controller import safeguards
from transfer_register.reports.record_of_controller.activities import Activity, shown
from transfer_register.reports.record_of_controller.cells import (
    countries,
    gathered,
    listing,
    not_stated,
    of_which,
    place,
    silence,
    silent_line,
    to_be_completed,
)
from transfer_register.reports.record_of_controller.contacts import person_line
from transfer_register.reports.register_of_transfers import saying
from transfer_register.reports.snapshot import Seen, Snapshot
from transfer_register.reports.wording import short_day

Field = Callable[[Activity, Snapshot], b.Cell]
_JOINT, _PROCESSING = "joint_controller", ("processor", "sub_processor")
_ORGANISATION = "international_organisation"
_CONTRACT = "art28_contract.exists"
_GROUP = ("affiliate", "subsidiary")
_KEPT_BACK = marked("The name of this activity is withheld; here it is made of the purposes of its transfers.")
_BY_PURPOSE = marked("Nobody named this activity; it is made of the purposes of its transfers.")


def reference(activity: Activity, snapshot: Snapshot) -> b.Cell:
    why = say(_KEPT_BACK) if any("activity" in seen.withheld for seen in activity.transfers) else say(_BY_PURPOSE)
    made = () if activity.named else (b.text(why, quiet=True),)
    return (*number(activity, snapshot), b.text(", ".join(seen.id for seen in activity.transfers), quiet=True), *made)


def number(activity: Activity, snapshot: Snapshot) -> b.Cell:
    return b.cell(say("Activity {number}", number=activity.number))


def owner(activity: Activity, snapshot: Snapshot) -> b.Cell:
    return gathered(activity.transfers, lambda seen: (seen.owner or "",))


def since(activity: Activity, snapshot: Snapshot) -> b.Cell:
    """The first day of the first transfer."""
    days = [seen.valid_from for seen in activity.transfers if seen.valid_from]
    silent = [seen.id for seen in activity.transfers if not seen.valid_from]
    return (b.text(short_day(min(days))), *silent_line(silent)) if days else (not_stated(),)


def blank(activity: Activity, snapshot: Snapshot) -> b.Cell:
    return (to_be_completed(),)


def purposes(activity: Activity, snapshot: Snapshot) -> b.Cell:
    words = snapshot.words

    def said(seen: Seen) -> list[str]:
        named = listing(words.label("purposes", one) for one in seen.purposes)
        return [one for one in (named, seen.purpose_text or "") if one]

    return gathered(activity.transfers, said, join=False)


def joint_controllers(activity: Activity, snapshot: Snapshot) -> b.Cell:
    """The recipients that are joint controllers, with their contact; a joint controller without any is said to be missing."""
    joint = {seen.importer_id or seen.importer: seen for seen in activity.transfers if seen.importer_role == _JOINT}
    lines: list[b.Line] = []
    for id, seen in joint.items():
        lines.append(b.text(seen.importer))
        known = snapshot.parties.get(id)
        if known and shown(known.address):
            lines.append(b.text(known.address or ""))
        people = known.contacts.get("privacy_contact", ()) if known else ()
        lines += [person_line(one) for one in people] or [b.text(say("Contact not stated"), quiet=True)]
    alone = [seen.id for seen in activity.transfers if seen.exporter_role == _JOINT and seen.importer_role != _JOINT]
    if alone:
        lines.append(b.text(say("Not stated with whom, for {transfers}", transfers=", ".join(alone)), quiet=True))
    return tuple(lines) or b.cell(say("None among the recipients recorded"))


def data_subjects(activity: Activity, snapshot: Snapshot) -> b.Cell:
    words = snapshot.words
    return gathered(activity.transfers, lambda seen: [words.label("data_subjects", one) for one in seen.data_subjects])


def _plain(seen: Seen, snapshot: Snapshot) -> list[str]:
    special = set(snapshot.words.marked("data_categories", "special"))
    return [snapshot.words.label("data_categories", one) for one in seen.data_categories if one not in special]


def _special(seen: Seen, snapshot: Snapshot) -> list[str]:
    """Special categories and data on offences, each with its article."""
    terms = snapshot.words.lists["data_categories"]
    named = [one for one in seen.data_categories if one in terms and "special" in terms[one].marks]
    said = [
        say("{category} ({article})", category=snapshot.words.label("data_categories", one), article=terms[one].source)
        for one in named
    ]
    return said or ([say("Special categories stated, not named")] if seen.special else [])


def data_plain(activity: Activity, snapshot: Snapshot) -> b.Cell:
    return gathered(activity.transfers, lambda seen: _plain(seen, snapshot))


def data_special(activity: Activity, snapshot: Snapshot) -> b.Cell:
    """In strong words; none only where somebody said so, or named the categories and none is special."""
    said = listing(one for seen in activity.transfers for one in _special(seen, snapshot))
    silent = [seen.id for seen in activity.transfers if not seen.data_categories and seen.special is None]
    if said:
        return (b.text(said, strong=True), *silent_line(silent))
    if len(silent) == len(activity.transfers):
        return (not_stated(),)
    return (b.text(say("None among the categories stated")), *silent_line(silent))


def data_categories(activity: Activity, snapshot: Snapshot) -> b.Cell:
    every = gathered(activity.transfers, lambda seen: [*_plain(seen, snapshot), *_special(seen, snapshot)])
    plain = list(dict.fromkeys(one for seen in activity.transfers for one in _plain(seen, snapshot)))
    special = listing(one for seen in activity.transfers for one in _special(seen, snapshot))
    if not special:
        return every
    rest = every[1:]
    marked_out = (b.text(say("Special: {categories}", categories=special), strong=True),)
    return (*([b.text("; ".join(plain))] if plain else []), *marked_out, *rest)


def sensitive(activity: Activity, snapshot: Snapshot) -> b.Cell:
    if any(_special(seen, snapshot) for seen in activity.transfers):
        return (b.text(say("Yes"), strong=True),)
    if all(seen.special is False for seen in activity.transfers):
        return b.cell(say("No"))
    silent = [seen.id for seen in activity.transfers if not seen.data_categories and seen.special is None]
    return (not_stated(),) if silent else b.cell(say("None among the categories stated"))


def recipients(activity: Activity, snapshot: Snapshot) -> b.Cell:
    """By category: the group, processors, other controllers, authorities, international organisations."""
    held: dict[str, dict[str, None]] = {}
    for seen in activity.transfers:
        held.setdefault(_category(seen, snapshot), {})[seen.importer] = None
    return tuple(
        (b.Run(say("{category}: ", category=category), strong=True), b.Run("; ".join(sorted(names))))
        for category, names in sorted(held.items())
    )


def _category(seen: Seen, snapshot: Snapshot) -> str:
    party = snapshot.parties.get(seen.importer_id)
    if party and party.facts.get("entity_type") == _ORGANISATION:
        return say("International organisations")
    if seen.importer_kind == "public_authority":
        return say("Public authorities")
    if seen.importer_role in _PROCESSING:
        return say("Processors of the group") if seen.importer_kind in _GROUP else say("Processors")
    if seen.importer_kind in _GROUP:
        return say("Companies of the group")
    if seen.importer_role:
        return say("Other controllers")
    return say("Recipients whose role is not stated")


def destinations(activity: Activity, snapshot: Snapshot) -> b.Cell:
    return countries(activity.transfers, snapshot, recipients=False)


def retention(activity: Activity, snapshot: Snapshot) -> b.Cell:
    return gathered(activity.transfers, lambda seen: (seen.retention or "",), join=False)


def security(activity: Activity, snapshot: Snapshot) -> b.Cell:
    """The measures recorded of the transfers; each set once, with the transfers that it belongs to where they differ."""
    return _by_transfer(activity, lambda seen: saying.measures(seen, snapshot.words))


def assessments(activity: Activity, snapshot: Snapshot) -> b.Cell:
    return _by_transfer(activity, lambda seen: saying.assessment(seen, snapshot.words))


def _by_transfer(activity: Activity, cell: Callable[[Seen], b.Cell]) -> b.Cell:
    said: dict[b.Line, list[str]] = {}
    for seen in activity.transfers:
        for line in cell(seen):
            said.setdefault(line, []).append(seen.id)
    return tuple(of_which(line, ids, activity.transfers) for line, ids in said.items())


def legal_bases(activity: Activity, snapshot: Snapshot) -> b.Cell:
    known = snapshot.words.lists.get("legal_bases", {})
    label = snapshot.words.label
    return gathered(
        activity.transfers, lambda seen: [label("legal_bases", one) if one in known else one for one in seen.legal_bases]
    )


def contract(activity: Activity, snapshot: Snapshot) -> b.Cell:
    """Whether a processor contract is on file, for the transfers to a processor."""
    to_processors = [seen for seen in activity.transfers if seen.importer_role in _PROCESSING]
    if not to_processors:
        return b.cell(say("Not applicable: no recipient is recorded as a processor"))
    held: dict[str, list[str]] = {}
    for seen in to_processors:
        on_file = seen.facts.get(_CONTRACT)
        said = silence(seen) if on_file is None else say("On file") if on_file else say("None on file")
        held.setdefault(said, []).append(seen.id)
    return tuple(of_which(b.text(said), ids, activity.transfers) for said, ids in held.items())


def data_source(activity: Activity, snapshot: Snapshot) -> b.Cell:
    direct = {seen.facts.get("flow.direct_from_data_subject") for seen in activity.transfers}
    if direct == {True}:
        return b.cell(say("Given directly by the data subjects"))
    return (b.text(silence(activity.transfers[0]), quiet=True),)


def location(activity: Activity, snapshot: Snapshot) -> b.Cell:
    """Where data are stored, as recorded; a place where they are only processed or reached is not one."""
    return gathered(activity.transfers, lambda seen: [place(leg, snapshot) for leg in seen.legs if "storage" in leg.roles])


FIELDS: dict[str, Field] = {
    "reference": reference,
    "number": number,
    "owner": owner,
    "since": since,
    "created": blank,
    "changed": blank,
    "purposes": purposes,
    "joint_controllers": joint_controllers,
    "data_subjects": data_subjects,
    "data_categories": data_categories,
    "data_plain": data_plain,
    "data_special": data_special,
    "sensitive": sensitive,
    "recipients": recipients,
    "destinations": destinations,
    "countries": lambda activity, snapshot: countries(activity.transfers, snapshot),
    "exceptional": lambda activity, snapshot: safeguards.exceptional(activity.transfers, snapshot),
    "retention": retention,
    "security": security,
    "legal_bases": legal_bases,
    "mechanisms": lambda activity, snapshot: safeguards.mechanisms(activity.transfers, snapshot),
    "guarantee": lambda activity, snapshot: safeguards.guarantee(activity.transfers, snapshot),
    "assessments": assessments,
    "contract": contract,
    "data_source": data_source,
    "location": location,
}
