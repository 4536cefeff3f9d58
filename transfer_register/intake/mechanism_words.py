"""The words for mechanisms, read once from data/vocabulary/mechanism_words.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from transfer_register import strict_yaml
from transfer_register.intake.gazetteer import fold

WORDS = Path(__file__).resolve().parents[2] / "data" / "vocabulary" / "mechanism_words.yaml"


@dataclass(frozen=True)
class Named:
    """One mechanism as lists name it; `tool` is None where nothing is recorded for it or where it stays open which one."""

    code: str
    tool: str | None = None
    scheme: str | None = None
    status: str | None = None
    flag: str | None = None
    framework: bool = False
    label: str | None = None


@dataclass(frozen=True)
class MechanismWords:
    """Names with their meaning, and the words that change it. Patterns work on folded text."""

    named: dict[str, Named]
    pattern: re.Pattern[str]
    articles: dict[str, Named]
    modules: tuple[tuple[re.Pattern[str], int], ...]
    module_run: re.Pattern[str]
    repealed_before: date
    absent_before: re.Pattern[str]
    absent_after: re.Pattern[str]
    not_needed_after: re.Pattern[str]
    not_needed_for: re.Pattern[str]
    pending_after: re.Pattern[str]
    condition: re.Pattern[str]
    condition_before: re.Pattern[str]
    either: re.Pattern[str]
    strip: re.Pattern[str]
    within: re.Pattern[str]
    fallback_before: re.Pattern[str]
    fallback_after: re.Pattern[str]
    onward_before: re.Pattern[str]
    onward_after: re.Pattern[str]
    not_only: re.Pattern[str]
    pending_before: re.Pattern[str]
    joint: re.Pattern[str]
    none: frozenset[str]
    not_needed: frozenset[str]
    measures: re.Pattern[str]


@cache
def mechanism_words(path: Path = WORDS) -> MechanismWords:
    """The words of this installation."""
    content = strict_yaml.read(path)
    named: dict[str, Named] = {}
    for entry in content["mechanisms"]:
        meaning = Named(
            entry["code"],
            entry.get("tool"),
            entry.get("scheme"),
            entry.get("status"),
            entry.get("flag"),
            entry.get("framework", False),
            entry.get("label"),
        )
        for name in entry["names"]:
            named.setdefault(_plain(name), meaning)
    tools = content["tools_of_articles"]
    articles = {number: Named(code, tools.get(code)) for number, code in content["articles"].items()}
    modules = tuple((_any(names), number) for number, names in content["modules"].items())
    numerals = r"(?:[1-4]|i{1,3}|iv|one|two|three|four)"
    words = "|".join(re.escape(_plain(word)) for word in sorted(content["module_words"], key=len, reverse=True))
    joint = r"\s*(?:[/,&+]|and|und|et|y|e|en|och|or|oder|bzw\.?)\s*"
    run = rf"(?<!\w)(?:{words})\.?\s*(?P<run>{numerals}(?:{joint}(?:(?:{words})\s*)?{numerals})*)(?!\w)"
    between = _choice(content["between"])
    after = rf"^[\s:,(=?!–—.-]*(?:{between}[\s:,(=–—-]*)*"
    apart = rf"^[\s:,(=?!–—-]*(?:{between}[\s:,(=?–—-]*)*"
    unlike = _choice([*content["either"], "and", "und", "et", "y", "e", "en", "och", "og", "plus", "then", "but", "aber", "mais"])
    fallback, onward = _choice(content["fallback"]), _choice(content["onward"])
    return MechanismWords(
        named=named,
        pattern=_any(named),
        articles=articles,
        modules=modules,
        module_run=re.compile(run),
        repealed_before=content["repealed_before"]["day"],
        absent_before=re.compile(rf"(?:^|[\s,;:(/]){_choice(content['absent_before'])}(?:\s+[\w.'/-]+){{0,3}}[\s(:]*$"),
        absent_after=re.compile(
            rf"{after}(?!{_choice(content['not_only'])}){_choice(content['absent_after'])}|{apart}{_choice(content['absent_alone'])}\s*(?=$|[.,;:)/|])"
        ),
        not_needed_after=re.compile(after + _choice(content["not_needed_after"])),
        not_needed_for=re.compile(
            rf"\s*[,(–—-]\s*\(?(?P<said>(?:but\s+|aber\s+|mais\s+)?{_choice(content['not_needed_after'])}\s+{_choice(content['limits'])}\s+[^;\n]+)"
        ),
        pending_after=re.compile(rf"{after}{_choice(content['pending_after'])}|\s*\(?\s*\?"),
        condition=re.compile(rf"^[\s,:–—-]*(?P<said>{_choice(content['if'])}\s+[^;\n]+)"),
        condition_before=re.compile(
            rf"(?:^|[\s,(])(?:{_choice(content['strip'])}\s+|(?={_choice(content['unless'])}\s))(?P<said>[^,;()]+),\s*$"
        ),
        either=re.compile(rf"[\s,)]*{_choice(content['either'])}\s*"),
        strip=re.compile(rf"^{_choice(content['strip'])}\s+"),
        within=re.compile(rf"(?:^|[\s,;(]){_choice(content['while'])}(?:\s+(?!{unlike})[\w'’.-]+){{0,3}}\s+$"),
        fallback_before=re.compile(
            rf"(?:^|[\s,;(:–—-])(?P<said>{fallback})(?:\s+(?:to|on|the|auf|die|les|the eu|eu))*[\s,:–—-]*$"
        ),
        fallback_after=re.compile(rf"^[\s,(:–—-]*(?P<said>(?:(?:as|als|comme|como|come|som)\s+(?:an?\s+|un\s+)?)?{fallback})"),
        onward_before=re.compile(rf"(?:^|[\s,;(])(?P<said>{onward}(?:\s+(?:to|in|an|nach|vers|a)\s+[\w ]+)?)\s*[:–—-]\s*$"),
        onward_after=re.compile(rf"^[\s(]*(?P<said>(?:signed\s+)?(?:with|mit|avec|con|met|med)\s+(?:[\w’']+\s+){{0,2}}{onward})"),
        not_only=re.compile(_choice(content["not_only"]) + r"(?:\s+[\w.'/-]+){0,3}\s*$"),
        pending_before=re.compile(
            rf"(?:^|[\s,;:(/]){_choice(content['pending_before'])}(?:\s+(?!{unlike})[\w.'/-]+){{0,3}}[\s(:]*$"
        ),
        joint=re.compile(rf"[\s,)]*(?:{unlike}|[+&/])\s*(?:the\s+)?"),
        none=frozenset(map(_plain, content["none"])),
        not_needed=frozenset(map(_plain, content["not_needed"])),
        measures=re.compile(
            r"(?<!\w)(?:"
            + "|".join(
                re.escape(_plain(word.rstrip("*"))) + (r"\w*" if word.endswith("*") else r"(?!\w)")
                for word in content["measures"]
            )
            + ")"
        ),
    )


def _plain(text: str) -> str:
    return " ".join(fold(str(text)).split())


def _choice(texts: Iterable[str]) -> str:
    folded = sorted({_plain(text) for text in texts}, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(text).replace(r"\ ", r"\s+") for text in folded) + r")(?!\w)"


def _any(texts: Iterable[str]) -> re.Pattern[str]:
    return re.compile(r"(?<![\w-])" + _choice(texts))
