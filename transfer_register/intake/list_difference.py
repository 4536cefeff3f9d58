"""Two versions of a list as typed differences: what came, what went, what changed in which field, what is only worded anew."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from transfer_register.intake.bring_in import Preview
from transfer_register.intake.compare import pairs
from transfer_register.intake.list_words import HEADINGS, Said, meant, said, same
from transfer_register.intake.preview_row import PreviewRow
from transfer_register.intake.tables import RowProblem
from transfer_register.model.vocabulary import Words

KINDS = ("added", "removed", "changed", "reworded")
# Of these the register may know more than a list says: what the list does not name is not gone.
_ONLY_ADDED = frozenset({"product", "data_categories", "data_subjects", "mechanisms", "measures", "onward", "excluded"})
# No field of a transfer holds these.
_NOT_RECORDED = frozenset({"alternatives"})


@dataclass(frozen=True)
class FieldChange:
    """One field of a row before and after, in words; `no_longer_said`: the new list is silent, and nothing follows from that."""

    name: str
    heading: str
    old: tuple[str, ...]
    new: tuple[str, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    no_longer_said: bool = False


@dataclass(frozen=True)
class Difference:
    """One recipient that the two sides state differently.

    `kind` is one of KINDS; `key` names it, the same for the same two sides; `said` is what the row says by heading (of one
    that was removed, what it said); the raw texts are by heading as they stand in the files. `recorded` is the id of the
    transfer that is the old side where that is the register.
    """

    key: str
    kind: str
    recipient: str
    product: str | None
    purpose: str | None
    fields: dict[str, FieldChange] = field(default_factory=dict)
    said: dict[str, tuple[str, ...]] = field(default_factory=dict)
    old_raw: dict[str, str] = field(default_factory=dict)
    new_raw: dict[str, str] = field(default_factory=dict)
    old_line: int | None = None
    new_line: int | None = None
    flags: tuple[str, ...] = ()
    recorded: str | None = None
    old_row: PreviewRow | None = field(default=None, repr=False)
    new_row: PreviewRow | None = field(default=None, repr=False)

    @property
    def stated(self) -> dict[str, FieldChange]:
        """The fields that the new list states otherwise; what it no longer speaks of is none of them."""
        return {name: change for name, change in self.fields.items() if not change.no_longer_said}


@dataclass(frozen=True)
class Side:
    """One of the two: a file, or (`recorded`) what the register holds; that has no `sha256`.

    `told` are sentences on the profiles by which it was read.
    """

    title: str
    sha256: str | None
    rows: int
    problems: tuple[RowProblem, ...] = ()
    recorded: bool = False
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """Every difference, in the order of the new list and what went behind it; `unchanged` counts the rest."""

    old: Side
    new: Side
    differences: tuple[Difference, ...]
    unchanged: int

    def of(self, kind: str) -> tuple[Difference, ...]:
        return tuple(each for each in self.differences if each.kind == kind)

    def counts(self) -> dict[str, int]:
        """How many there are of each kind."""
        counted = Counter(each.kind for each in self.differences)
        return {kind: counted[kind] for kind in KINDS} | {"unchanged": self.unchanged}


def differences(old: Preview, new: Preview, words: Words, recorded: tuple[str, ...] | None = None) -> Comparison:
    """The comparison of two readings. `recorded` are the ids of the old rows where they are transfers of the register."""
    paired = pairs([row for row in old.rows if row.recipient], [row for row in new.rows if row.recipient])
    found: list[Difference] = []
    unchanged = 0
    for before, after in paired:
        difference = _difference(before, after, words, recorded)
        if difference is None:
            unchanged += 1
        else:
            found.append(difference)
    sides = (_side(old, recorded=recorded is not None), _side(new, recorded=False))
    return Comparison(*sides, tuple(found), unchanged)


def field_changes(before: PreviewRow, after: PreviewRow, words: Words, *, recorded: bool = False) -> dict[str, FieldChange]:
    """What two rows of one recipient state differently. Where the old one is `recorded`, silence of the list is no change."""
    was, now = said(before, words), said(after, words)
    found = {}
    for name, heading in HEADINGS.items():
        change = _change(name, heading, was, now)
        if change is None or (recorded and not _beyond_the_record(change)):
            continue
        found[name] = change
    return found


def _beyond_the_record(change: FieldChange) -> bool:
    """Whether a list says something that is not recorded. What stands in a note is one text there, parted by commas."""
    if change.no_longer_said or change.name in _NOT_RECORDED:
        return False
    known = {meant(part) for item in change.old for part in item.split(", ")}
    told = (part for item in change.added for part in item.split(", "))
    return change.name not in _ONLY_ADDED or any(meant(part) not in known for part in told)


def _change(name: str, heading: str, was: Said, now: Said) -> FieldChange | None:
    old, new = was.get(name, ()), now.get(name, ())
    if same(old, new):
        return None
    before, after = frozenset(map(meant, old)), frozenset(map(meant, new))
    added = tuple(item for item in new if meant(item) not in before)
    removed = tuple(item for item in old if meant(item) not in after)
    return FieldChange(name, heading, old, new, added, removed, no_longer_said=not new)


def _difference(
    before: PreviewRow | None, after: PreviewRow | None, words: Words, recorded: tuple[str, ...] | None
) -> Difference | None:
    row = after or before
    changes = field_changes(before, after, words, recorded=recorded is not None) if before and after else {}
    if before and after and not changes and (recorded is not None or _texts(before) == _texts(after)):
        return None
    kind = "added" if before is None else "removed" if after is None else "changed" if changes else "reworded"
    return Difference(
        key=_key(before, after),
        kind=kind,
        recipient=row.recipient.name,
        product=row.recipient.product,
        purpose=row.purpose,
        fields=changes,
        said={HEADINGS[name]: items for name, items in said(row, words).items()},
        old_raw=dict(before.raw) if before else {},
        new_raw=dict(after.raw) if after else {},
        old_line=before.line if before and recorded is None else None,
        new_line=after.line if after else None,
        flags=after.flags if after else (),
        recorded=recorded[before.source[1]] if before and recorded is not None else None,
        old_row=before,
        new_row=after,
    )


def _key(before: PreviewRow | None, after: PreviewRow | None) -> str:
    return "-".join(map(str, ("new", *after.source) if after else ("old", *before.source)))


def _texts(row: PreviewRow) -> list[str]:
    """The texts of a row, whatever its headings are called and in whichever order they stand."""
    return sorted(text.strip() for text in row.raw.values() if text.strip())


def _side(preview: Preview, *, recorded: bool) -> Side:
    return Side(preview.file, None if recorded else preview.sha256, len(preview.rows), preview.problems, recorded)
