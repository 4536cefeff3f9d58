"""How often data are sent, and on what processing rests, as records of processing write it; terms only where they are sure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from transfer_register.intake.data_words import terms_of

# `Art. 6(1)(b)`, `6.1.b`, `Art. 6 Abs. 1 S. 1 lit. b DSGVO`, `article 9, paragraph 2, point (h)`: the letters are those of the
# law. A letter that only follows is one where nothing that goes on with it does: in "6(1) a contract" it is a word.
_ARTICLE = re.compile(
    r"(?<![\d.])(?:(?P<six>6)|(?P<nine>9))\W{0,3}(?:abs(?:atz)?|para(?:graph)?s?|§|al|lid|nr)?\W{0,3}(?(six)1|2)(?!\d)"
    r"(?:\W{0,3}(?:s|satz)\W{0,2}1)?(?:\W{0,3}(?:uabs|unterabs(?:atz)?)\W{0,2}1)?"
    r"(?:\W{0,3}(?:lit(?:era)?|let(?:t(?:ra|era|re)?)?|point|buchst(?:abe)?|sub)\W{0,3}|\W{0,2}[(.]\s?"
    r"|\W{0,2}(?=[a-j]\s*(?:$|(?-i:[A-Z),;/]))))(?P<letter>[a-j])(?![a-z])",
    re.IGNORECASE,
)
_SIX = dict(
    zip(
        "abcdef",
        ("consent", "contract", "legal_obligation", "vital_interests", "public_task", "legitimate_interests"),
        strict=True,
    )
)
_NINE = {
    "a": "special_consent", "b": "special_employment", "c": "special_vital_interests", "d": "special_members",
    "e": "special_made_public", "f": "special_legal_claims", "g": "special_public_interest", "h": "special_health_care",
    "i": "special_public_health", "j": "special_research",
}  # fmt: skip


def frequency_of(text: str | None) -> str | None:
    """The term of data/vocabulary/frequencies.yaml that a cell says as a whole; None where it says anything else."""
    terms, others = terms_of("frequencies", [text] if text else ())
    return terms[0] if terms and not others else None


def legal_bases_of(texts: Iterable[str], items: Iterable[str]) -> tuple[str, ...]:
    """Terms of data/vocabulary/legal_bases.yaml, each once: by the articles in whole cells, else by `items` of them that are
    words for one.

    What is neither stays with the raw words of the row: an article of another law, or a basis of a transfer, is none of these.
    """
    found = dict.fromkeys(term for text in texts for term in _by_article(text))
    named = [item for item in items if not _by_article(item)]
    return tuple(found | dict.fromkeys(terms_of("legal_bases", named)[0]))


def _by_article(text: str) -> list[str]:
    terms = ((_SIX if each["six"] else _NINE).get(each["letter"].lower()) for each in _ARTICLE.finditer(text))
    return [term for term in terms if term]
