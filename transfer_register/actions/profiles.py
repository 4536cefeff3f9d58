"""Profiles of kinds of files: listed, kept, renamed, ended; what is used of them when a file is read is told, never silent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from transfer_register.actions.check import NotRecorded
from transfer_register.errors import Problem, Refused
from transfer_register.intake.bring_in import MappedTable
from transfer_register.intake.headings import fields
from transfer_register.intake.recognise import Recognised, heading_key, recognise
from transfer_register.model.profile import Profile
from transfer_register.model.roles import ROLES
from transfer_register.register.register import Register

# Says on the command line that no profile is wanted, so none may be called that.
NONE = "none"
LONGEST = 80
_KEPT = """
SELECT id, version, recorded_by, recorded_from, state FROM other_history
WHERE kind = 'profile' AND live AND to_sequence IS NULL ORDER BY lower(state ->> '$.name'), id
"""
# What a profile may say of every row, with the words for it.
OF_ALL_ROWS = {
    "exporter": "exporter", "exporter_role": "role of the exporter", "importer_role": "role of the recipients",
    "data_categories": "categories of data", "data_subjects": "data subjects",
}  # fmt: skip


@dataclass(frozen=True)
class Kept:
    """A profile as it stands: who changed it last, and when (UTC)."""

    id: str
    version: int
    profile: Profile
    by: str
    at: datetime


@dataclass
class Recogniser:
    """Knows the tables of one file by the profiles of a register, and remembers what it found, once for the same headings.

    `chosen` is `Options.profile`: None to recognise, "" for no profile, or the id of one.
    """

    profiles: Mapping[str, Profile]
    chosen: str | None = None
    found: dict[tuple[str, ...], Recognised] = field(default_factory=dict)

    def known(self, headings: Sequence[str]) -> tuple[dict[str, str], str] | None:
        """What is known of the columns of a table (`intake.bring_in.Known`)."""
        if self.chosen == "" or not self.profiles:
            return None
        key = tuple(headings)
        if key not in self.found:
            self.found[key] = recognise(headings, self.profiles, self.chosen)
        return (dict(self.found[key].fields), self.found[key].reason) if self.found[key].used else None

    def told(self) -> tuple[Recognised, ...]:
        """The tables in which a profile was found, or in which several ask."""
        return tuple(each for each in self.found.values() if each.used or each.asks)


def recogniser(register: Register | None, chosen: str | None) -> Recogniser:
    """What knows the tables of a file. Raises `Refused` where there is no profile with the chosen id."""
    profiles = {each.id: each.profile for each in kept(register)} if register else {}
    if chosen and chosen not in profiles:
        raise Refused(f"There is no profile {chosen}; it may have been ended. Choose another one, or none.")
    return Recogniser(profiles, chosen)


def kept(register: Register) -> list[Kept]:
    """Every profile as it stands now, by name."""
    return [
        Kept(id, version, Profile.model_validate_json(state), by, at.replace(tzinfo=UTC))
        for id, version, by, at, state in register.ask(_KEPT, {}).rows
    ]


def of_table(name: str, table: MappedTable, said: Mapping[str, Any] | None = None) -> Profile:
    """What the columns of a table were taken for, as a profile; `said` of every row by the names in `OF_ALL_ROWS`."""
    taken: dict[str, str] = {}
    for column, _ in zip(table.mappings, table.samples, strict=False):  # what was added behind is no column of the file
        if column.heading:
            taken[column.heading] = taken.get(column.heading) or column.field or ""
    return Profile(name=name, headings=tuple(taken), fields=taken, **{key: value for key, value in (said or {}).items() if value})


def named(register: Register, name: str) -> Kept:
    """The profile with an id or a name. Raises `Refused` for an unknown one and says which there are."""
    there = kept(register)
    for each in there:
        if each.id == name or _same(each.profile.name, name):
            return each
    names = ", ".join(f"“{each.profile.name}”" for each in there)
    raise Refused(f"There is no profile “{name}”. " + (f"There are: {names}." if there else "None is kept yet."))


def check(register: Register, profile: Profile) -> list[Problem]:
    """Everything that is wrong with a profile, at once."""
    words, problems = register.words.lists, _check_name(profile.name)
    for heading, said in profile.fields.items():
        if heading not in profile.headings:
            problems.append(Problem(f"Column “{heading}”", "the file has no such heading.", "Name one that it has."))
        if said and said not in fields():
            problems.append(Problem(f"Column “{heading}”", f"there is no field {said!r}.", f"Use one of {', '.join(fields())}."))
    if "recipient" not in profile.fields.values():
        problems.append(Problem("Columns", "none names the recipient.", "Say which column does; without it nothing is read."))
    if profile.exporter is not None and profile.exporter not in register.parties():
        problems.append(Problem("Exporter", f"{profile.exporter} is no party of the register.", "Choose one that is."))
    for heading, known, said in (
        ("Role of the exporter", ROLES, (profile.exporter_role,)),
        ("Role of the recipients", ROLES, (profile.importer_role,)),
        ("Categories of data", words["data_categories"], profile.data_categories),
        ("Data subjects", words["data_subjects"], profile.data_subjects),
    ):
        problems += [Problem(heading, f"{term!r} is not in the list.") for term in said if term and term not in known]
    return problems


def keep(
    register: Register, profile: Profile, *, actor: str, at: datetime, version: int | None = None, why: str | None = None
) -> str:  # fmt: skip
    """Keeps a profile, as a new version of the one with the same name where there is one; returns its id.

    `version` is the one that was seen of it. Raises `NotRecorded` with every problem, `Stale` when it is not the newest.
    """
    profile = profile.model_copy(update={"name": " ".join(profile.name.split())})
    if problems := check(register, profile):
        raise NotRecorded(problems)
    with register.batch(actor, at, why) as writing:
        before = _of_name(register, profile.name)
        if before is None:
            return writing.new("profile", profile.model_dump(mode="json"))
        if before.profile != profile:
            writing.change(before.id, profile.model_dump(mode="json"), version or before.version)
        return before.id


def rename(register: Register, id: str, name: str, *, actor: str, at: datetime) -> None:
    """Gives a profile another name. Raises `NotRecorded` where it is no name, or where another profile has it."""
    problems = _check_name(name)
    with register.batch(actor, at) as writing:
        before, other = named(register, id), _of_name(register, name)
        if other and other.id != before.id:
            problems.append(Problem("Name", f"another profile is called “{other.profile.name}”.", "Choose another name."))
        if problems:
            raise NotRecorded(problems)
        state = before.profile.model_copy(update={"name": " ".join(name.split())})
        if state != before.profile:
            writing.change(before.id, state.model_dump(mode="json"), before.version)


def end(register: Register, id: str, *, actor: str, at: datetime, version: int | None = None, why: str | None = None) -> None:
    """Ends a profile: the next file of its kind is read by guesses. Raises `Stale` when `version` is not the newest."""
    with register.batch(actor, at, why) as writing:
        before = named(register, id)
        writing.end(before.id, version or before.version)


def of_all_rows(register: Register, recognised: Sequence[Recognised]) -> tuple[dict[str, Any], list[str]]:
    """What the used profiles say of every row, by the names in `OF_ALL_ROWS`, and sentences on what of it is no more.

    Profiles of one file that disagree propose nothing.
    """
    used = [each.used.profile for each in recognised if each.used]
    said: dict[str, Any] = {}
    for name in OF_ALL_ROWS:
        values = list(dict.fromkeys(value for profile in used if (value := getattr(profile, name))))
        said |= {name: values[0]} if len(values) == 1 else {}
    gone = []
    parties, words = register.parties(), register.words.lists
    there: dict[str, Callable[[str], bool]] = {
        "exporter": parties.__contains__, "exporter_role": ROLES.__contains__, "importer_role": ROLES.__contains__,
        "data_categories": words["data_categories"].__contains__, "data_subjects": words["data_subjects"].__contains__,
    }  # fmt: skip
    for name, value in list(said.items()):
        values = value if isinstance(value, tuple) else (value,)
        lost = [each for each in values if not there[name](each)]
        if lost:
            gone.append(f"The profile says {', '.join(lost)} as {OF_ALL_ROWS[name]}, which is no longer there.")
            left = tuple(each for each in values if each not in lost)
            said = {key: old for key, old in said.items() if key != name} | ({name: left} if left else {})
    return said, gone


def _check_name(name: str) -> list[Problem]:
    if not name.strip():
        return [Problem("Name", "the profile has none.", "Write one, such as the name of the list.")]
    if len(name) > LONGEST:
        return [Problem("Name", f"it has {len(name)} characters.", f"Write at most {LONGEST}.")]
    if _same(name, NONE):
        return [Problem("Name", f"“{NONE}” says that no profile is wanted.", "Choose another name.")]
    return []


def _of_name(register: Register, name: str) -> Kept | None:
    return next((each for each in kept(register) if _same(each.profile.name, name)), None)


def _same(one: str, other: str) -> bool:
    return heading_key(one) == heading_key(other)
