"""Filing evidence: a file and what it supports are recorded together, changed, and taken away; the file itself is never changed.

The bytes are kept under their SHA-256 before the journal says anything of them, so that no record can name a file that is not
there. They stay when a record ends: the history names them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from transfer_register.actions.check import NotRecorded
from transfer_register.actions.evidence_files import clean_name, look
from transfer_register.actions.evidence_found import Filed, one, same_file
from transfer_register.errors import Problem, Refused
from transfer_register.exhibits.evidence_words import FIELDS
from transfer_register.exhibits.style import day
from transfer_register.model.evidence import KINDS, EvidenceRecord, Support
from transfer_register.register.register import Register

# What a person should know of every file, said once where files stand.
SCANNED = "Files are kept as they came and handed over as downloads only. They are scanned for nothing: not for viruses either."
_LONGEST = {"title": 200, "note": 1000}
_LONGEST_CONDITION = 300
_THERE = """
SELECT id FROM party WHERE list_contains($ids, id)
UNION ALL SELECT id FROM transfer WHERE list_contains($ids, id)
UNION ALL SELECT id FROM other_history WHERE kind = 'assessment' AND live AND to_sequence IS NULL AND list_contains($ids, id)
"""


@dataclass(frozen=True)
class Added:
    """What adding a file came to: the record, and its version; `new` is False where the file was filed before, so that only
    what it supports was added to. `others` are further records of the same file."""

    id: str
    version: int
    sha256: str
    new: bool
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ended:
    """A record that was taken away; `others` still name its file."""

    id: str
    file: str
    others: tuple[str, ...]

    def sentence(self) -> str:
        """What became of the file."""
        others = f" and {', '.join(self.others)} names it" if len(self.others) == 1 else ""
        others = f" and {', '.join(self.others)} name it" if len(self.others) > 1 else others
        return f"{self.id} is taken away. The file stays: its history{others or ' names it'}."


def check(register: Register, said: Mapping[str, Any], before: EvidenceRecord | None = None) -> list[Problem]:
    """Everything that is wrong with what is said of a file, at once, by `FIELDS`; `before` is what was recorded of it."""
    problems = [
        Problem(name, "evidence has no such field.", f"It has {', '.join(FIELDS)}.") for name in said.keys() - FIELDS.keys()
    ]
    kind, known = said.get("kind"), register.words.lists[KINDS]
    if kind is not None and kind not in known:
        problems.append(
            Problem(FIELDS["kind"], f"{kind!r} is not in the list.", f"Use one of {', '.join(known)}, or leave it out.")
        )
    for name, longest in _LONGEST.items():
        if len(said.get(name) or "") > longest:
            problems.append(Problem(FIELDS[name], f"it has {len(said[name])} characters.", f"Write at most {longest}."))
    dated, until = said.get("dated_on"), said.get("valid_until")
    if dated and until and until < dated:
        what = f"{day(until)} is before {day(dated)}, the day that it bears."
        problems.append(Problem(FIELDS["valid_until"], what, "Correct one of the days."))
    return problems + _links(register, said.get("supports") or (), before)


def add(
    register: Register, file: str, content: bytes, *, supports: Iterable[Support], kind: str | None = None,
    title: str | None = None, dated_on: date | None = None, valid_until: date | None = None, note: str | None = None,
    actor: str, at: datetime, why: str | None = None,
) -> Added:  # fmt: skip
    """Files `content` under the name `file`. The same bytes, said to be the same, are linked again and not filed twice.

    Raises `NotRecorded` with every problem of the file and of what is said of it.
    """
    said = {"title": _text(title), "kind": kind, "dated_on": dated_on, "valid_until": valid_until, "note": _text(note)}
    links = tuple(dict.fromkeys(supports))
    sort, problems = look(file, content)
    problems += check(register, said | {"supports": links})
    if problems:
        raise NotRecorded(problems)
    name = clean_name(file)
    digest = sha256(content).hexdigest()
    kept = register.journal.evidence.put(content)
    record = EvidenceRecord.model_validate(
        said | {
            "title": said["title"] or name.rpartition(".")[0], "file": name, "media_type": sort.media_type, "size": len(content),
            "sha256": kept, "supports": links,
        }
    )  # fmt: skip
    # Looked for and written in one turn, so that two people who file the same at once make one record of it.
    with register.batch(actor, at, why) as writing:
        found = same_file(register, digest)
        same = next((each for each in found if _says_the_same(each.record, said)), None)
        others = tuple(each.id for each in found if each is not same)
        if same is None:
            return Added(writing.new("evidence", _state(record)), 1, digest, True, others)
        both = tuple(dict.fromkeys([*same.record.supports, *links]))
        version = same.version
        if both != same.record.supports:
            version = writing.change(same.id, _state(same.record.model_copy(update={"supports": both})), version)
        return Added(same.id, version, digest, False, others)


def change(
    register: Register, id: str, version: int, said: Mapping[str, Any], *, actor: str, at: datetime, why: str | None = None
) -> int:
    """Records what is said of a file now, and returns the version; what `said` does not name stays (`FIELDS`).

    Raises `NotRecorded` with every problem, `Stale` when `version` is not the newest, and `Refused`.
    """
    before = one(register, id).record
    said = {name: _text(value) if name in _LONGEST else value for name, value in said.items()}
    now = {name: getattr(before, name) for name in FIELDS} | said
    now["supports"] = tuple(dict.fromkeys(now["supports"] or ()))
    problems = check(register, now, before)
    if not now["title"]:
        problems.append(Problem(FIELDS["title"], "nothing is written.", "Write what the file is called."))
    if problems:
        raise NotRecorded(problems)
    record = before.model_copy(update=now)
    if record == before:
        return version
    with register.batch(actor, at, why) as writing:
        return writing.change(id, _state(record), version)


def take_away(register: Register, id: str, version: int, *, actor: str, at: datetime, why: str | None = None) -> Ended:
    """Takes a record away; its history and the file stay. Raises `Stale` when `version` is not the newest, and `Refused`."""
    before = one(register, id).record
    with register.batch(actor, at, why) as writing:
        writing.end(id, version)
        others = tuple(each.id for each in same_file(register, before.sha256) if each.id != id)
    return Ended(id, before.file, others)


def with_links(found: Filed, more: Iterable[Support] = (), without: Iterable[str] = ()) -> tuple[Support, ...]:
    """What a file supports once some are added, and the records `without` no longer supported.

    Raises `Refused` where nothing would be left, or where it does not support such a record.
    """
    without = list(without)
    if lost := [id for id in without if not found.supports(id)]:
        raise Refused(f"{found.id} does not support {', '.join(lost)}. Nothing was written.")
    left = tuple(dict.fromkeys([*(each for each in found.record.supports if each.record not in without), *more]))
    if not left:
        raise Refused(f"{found.id} would support nothing any more. Take it away instead. Nothing was written.")
    return left


def _links(register: Register, supports: Iterable[Support], before: EvidenceRecord | None) -> list[Problem]:
    heading, old = FIELDS["supports"], set(before.supports) if before else set()
    supports = tuple(supports)
    if not supports:
        return [Problem(heading, "it supports nothing.", "Name a transfer, a party or an assessment.")]
    # A link that stands may outlive what it names.
    new = [each for each in supports if each not in old]
    there = {id for (id,) in register.ask(_THERE, {"ids": [each.record for each in new]}).rows}
    lost = dict.fromkeys(each.record for each in new if each.record not in there)
    problems = [Problem(heading, f"there is no transfer, party or assessment {id}.", "Name one of the register.") for id in lost]
    tools = register.words.lists["transfer_tools"]
    for each in new:
        if each.tool is not None and each.tool not in tools:
            problems.append(Problem(heading, f"{each.tool!r} is no mechanism.", f"Use one of {', '.join(tools)}."))
        if each.provision is not None and each.provision not in register.law.provisions:
            problems.append(Problem(heading, f"there is no provision {each.provision}.", "Use an id that the law screen shows."))
        if len(each.condition or "") > _LONGEST_CONDITION:
            problems.append(Problem(heading, "the condition is too long.", f"Write at most {_LONGEST_CONDITION} characters."))
    return list(dict.fromkeys(problems))


def _says_the_same(record: EvidenceRecord, said: Mapping[str, Any]) -> bool:
    """Is it the same kind, and is everything else that was said so already? What was not said is taken from the record."""
    return record.kind == said["kind"] and all(
        value is None or getattr(record, name) == value for name, value in said.items() if name != "kind"
    )


def _text(text: str | None) -> str | None:
    return (" ".join(text.split()) or None) if text else None


def _state(record: EvidenceRecord) -> dict[str, Any]:
    return record.model_dump(mode="json", exclude_none=True)
