"""Reads what a vendor's letter or e-mail says of a change: days, time to object, who receives; each beside its sentence.

Everything found is a proposal for a person. What may mean several things is asked; nothing is assumed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from transfer_register.intake.gazetteer import gazetteer
from transfer_register.intake.letter_days import DayHit, LengthHit, days_in, lengths_in
from transfer_register.intake.letter_names import countries_in, names_in, purposes_in, vendor_of
from transfer_register.intake.letter_words import clean, labelled, letter_words, plain_text, sentences

LONGEST = 40_000
_HEAD = 12  # sentences in which the day of the letter may stand by itself
_BESIDE = 40  # so near behind a number of days stands the day from which they count
_BEHIND = 18  # a word behind a day says less about it than one before


@dataclass(frozen=True)
class Found:
    """One proposed value. `value` None: it must be asked (`ask`), with `choices` where days may be meant."""

    field: str
    value: date | int | str | None
    shown: str
    sentence: str
    raw: str
    ask: str | None = None
    choices: tuple[date, ...] = ()


@dataclass(frozen=True)
class Letter:
    """Everything found, in the order of the letter; `unread` are characters at its end that nobody looked at."""

    found: tuple[Found, ...]
    unread: int = 0

    def of(self, field: str) -> tuple[Found, ...]:
        return tuple(each for each in self.found if each.field == field)

    def value(self, field: str) -> date | int | str | None:
        """The only sure value of a field; None where none is found, or several that differ, or one must be asked."""
        found = self.of(field)
        values = {each.value for each in found}
        return values.pop() if len(values) == 1 else None


@dataclass(frozen=True)
class _Cue:
    field: str
    begin: int
    end: int


def read_letter(text: str, *, received_on: date | None = None) -> Letter:
    """What a pasted letter says. `received_on` is known beside it: by that, days without a year and "of receipt" are read."""
    cleaned = clean(text[:LONGEST])
    parts = sentences(cleaned)
    found = list(_dated(parts, received_on))
    running = [sentence for sentence in parts if sentence not in {each.sentence for each in found}]
    within = (each for sentence in running for each in _said(sentence, None, None) if each.field == "dated_on")
    dated = next((each.value for each in (*found, *within) if each.field == "dated_on" and isinstance(each.value, date)), None)
    received = next((each.value for each in found if each.field == "received_on" and isinstance(each.value, date)), received_on)
    for sentence in running:
        found += _said(sentence, dated, received)
    found += [Found("vendor", name, name, sentence, name) for name, sentence in vendor_of(parts)]
    for name, sentence in names_in(cleaned, parts):
        found.append(Found("recipient", name, name, sentence, name))
    labels = gazetteer().labels
    for code, raw, sentence in countries_in(cleaned, parts):
        found.append(Found("country", code, labels.get(code, code), sentence, raw))
    found += [Found("purpose", purpose, purpose, sentence, purpose) for purpose, sentence in purposes_in(parts)]
    # What two recipients are for may be the same.
    once = {(each.field, each.value, each.raw if each.ask else _own(each)): each for each in reversed(found)}
    return Letter(tuple(reversed(once.values())), max(len(text) - LONGEST, 0))


def _own(found: Found) -> str:
    return found.sentence if found.field == "purpose" else ""


def _dated(parts: list[str], around: date | None) -> Iterator[Found]:
    """The head of the letter: labelled lines, and a line that is a day with a place at most."""
    labels = letter_words().labels
    alone = False
    for place, sentence in enumerate(parts):
        label = labelled(sentence)
        if label is not None:
            field = next((name for name, words in labels.items() if plain_text(label[0]) in words and name != "vendor"), None)
            if field and (days := days_in(label[1], around)):
                yield _day(field, days[0], sentence)
        elif place < _HEAD and not alone and len(sentence) <= 45 and (days := days_in(sentence, around)):
            rest = sentence.replace(days[0].raw, "").strip(" ,.")
            if len(rest.split()) <= 3 and not _cues(sentence):
                alone = True
                yield _day("dated_on", days[0], sentence)


def _said(sentence: str, dated: date | None, received: date | None) -> Iterator[Found]:
    """What one sentence says of days and numbers of days: the nearest word tells what each is about."""
    cues = _cues(sentence)
    lengths = lengths_in(sentence)
    for hit in days_in(sentence, dated or received):
        if cue := _nearest(cues, hit.begin, hit.end):
            yield _day("letter_until" if cue == "object" else cue, hit, sentence)
    for length in lengths:
        cue = _nearest(cues, length.begin, length.end)
        since = _since(sentence, length)
        if cue == "object":
            yield _length(length, sentence)
            if since and length.days is not None:
                yield _from(since, sentence)
        elif cue == "effective_on":
            yield _effective(length, since, sentence, dated, received)


def _cues(sentence: str) -> list[_Cue]:
    plain = plain_text(sentence)
    return [
        _Cue(name, *match.span()) for name, pattern in letter_words().cues.items() for match in pattern.finditer(plain)
    ]  # fmt: skip


def _nearest(cues: list[_Cue], begin: int, end: int) -> str | None:
    """The field of the cue nearest to a hit; one before it counts as nearer than one behind. Of two as near the longer word."""
    near = [
        ((begin - cue.end) if cue.end <= begin else (cue.begin - end) + _BEHIND, cue.begin - cue.end, cue.field)
        for cue in cues
        if cue.end <= begin or cue.begin >= end
    ]
    objecting = any(cue.field == "object" for cue in cues)
    # "within 30 days from receipt": these small words alone never say what a number of days is about.
    chosen = min((each for each in near if not (objecting and each[2] == "effective_on" and -each[1] <= 4)), default=None)
    return chosen[2] if chosen else None


def _day(field: str, hit: DayHit, sentence: str) -> Found:
    shown = f"{hit.day.day} {hit.day:%B %Y}" if hit.day else hit.raw
    return Found(field, hit.day, shown, sentence, hit.raw, hit.ask, hit.choices)


def _length(length: LengthHit, sentence: str) -> Found:
    if length.days is None:
        return Found("letter_days", None, length.raw, sentence, length.raw, length.ask)
    return Found("letter_days", length.days, f"{length.days} days", sentence, length.raw)


def _from(since: str, sentence: str) -> Found:
    ask = "From which day do they count: from the day of the letter, or from its receipt?" if since == "unclear" else None
    shown = {"received": "From receipt", "dated": "From the day of the letter", "unclear": "Not clear"}[since]
    return Found("letter_from", None if ask else since, shown, sentence, shown, ask)


def _since(sentence: str, length: LengthHit) -> str | None:
    """From which day a number of days counts: what stands behind it, else before it in the sentence."""
    plain = plain_text(sentence)
    behind, before = plain[length.end : length.end + _BESIDE * 2], plain[max(0, length.begin - _BESIDE * 2) : length.begin]
    behind = re.split(r"[;:]|,\s+(?:and|und)\b", behind)[0]
    for part in (behind, before):
        for since, pattern in letter_words().counted_from.items():
            if pattern.search(part):
                return since
    return None


def _effective(length: LengthHit, since: str | None, sentence: str, dated: date | None, received: date | None) -> Found:
    """A change so many days away: a day only where it is known from which day, and how long that is."""
    bare = Found("effective_on", None, length.raw, sentence, length.raw)
    if length.days is None:
        return replace(bare, ask=length.ask)
    events = {"dated": (dated,), "received": (received,)}.get(since or "", (dated, received))
    choices = tuple(dict.fromkeys(each + timedelta(days=length.days) for each in events if each))
    if len(events) == 1 and choices:
        return replace(bare, value=choices[0], shown=f"{choices[0].day} {choices[0]:%B %Y}")
    event = {"dated": "the day of the letter", "received": "the day of its receipt"}.get(since or "")
    ask = f"counted from {event}, which is not known" if event else "counted from the day of the letter, or of its receipt?"
    return replace(bare, ask=f"“{length.raw}”: {ask}{'.' if event else ''}", choices=choices)
