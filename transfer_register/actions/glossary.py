"""The glossary: every word of data/vocabulary with its meaning and source, as the Markdown of docs/glossary.md.

python -m transfer_register.actions.glossary > docs/glossary.md
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from transfer_register.model.vocabulary import Term, Words, read_words

VOCABULARY = Path(__file__).resolve().parents[2] / "data" / "vocabulary"
FIRST = "concepts"
# A list this long is a list of names, not of words; the glossary says where it is.
NAMES = 100


def glossary(words: Words) -> str:
    """The glossary as Markdown, ended by a line break; the words of the register first, then each list by its title."""
    names = sorted(words.lists, key=lambda name: (name != FIRST, words.titles[name]))
    parts = [
        "# Glossary",
        "Code, screens and reports use the same word for the same thing. This page is printed from `data/vocabulary`; change\n"
        "it there. The last column is the term of the W3C Data Privacy Vocabulary 2.3, where there is one.",
    ]
    parts += ["\n\n".join(_section(name, words)) for name in names]
    return "\n\n".join(parts) + "\n"


def _section(name: str, words: Words) -> Iterator[str]:
    terms = list(words.lists[name].values())
    yield f"## {words.titles[name]}"
    if len(terms) > NAMES:
        yield f"{len(terms)} names, in `data/vocabulary/{name}.yaml`."
        return
    yield "\n".join(["| Word | Meaning | Source | DPV |", "|---|---|---|---|", *map(_row, terms)])


def _row(term: Term) -> str:
    cells = (term.label, term.says, term.source, f"`{term.dpv}`" if term.dpv else "")
    return "| " + " | ".join(cell.replace("|", "\\|").strip() for cell in cells) + " |"


if __name__ == "__main__":
    print(glossary(read_words(VOCABULARY)), end="")
