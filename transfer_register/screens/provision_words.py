"""A provision in words: its title, where it stands, since when, and how sure the register is of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from transfer_register.exhibits import law_words
from transfer_register.exhibits.style import day
from transfer_register.law.in_force import Library
from transfer_register.screens.plain import plain


@dataclass(frozen=True)
class Citation:
    """What may be told of a provision on a day; `doubt` is empty where the wording was verified."""

    title: str
    says: str
    place: str
    since: str
    doubt: str
    url: str | None

    def line(self) -> str:
        """Markdown: `Implementing Decision (EU) 2023/1795, Article 1, since 10 July 2023`, with the doubt where there is one."""
        place = plain(self.place) + (f" [:material/open_in_new:]({self.url})" if self.url else "")
        doubt = f" :orange-badge[{self.doubt}]" if self.doubt else ""
        return f"{place}{', ' + self.since if self.since else ''}{doubt}"


def cite(law: Library, provision: str, on: date) -> Citation:
    """The provision as it stood on a day; one that the law files no longer hold is shown by its id."""
    known = law.provisions.get(provision)
    if known is None:
        return Citation(provision, "", "not in the law files", "", "", None)
    version = known.version_on(on)
    if version is None:
        return Citation(known.title, known.says, "not yet in force", "", "", None)
    source = version.source
    return Citation(
        known.title,
        known.says,
        law_words.place(version),
        f"since {day(version.first)}" if version.first else "",
        law_words.DOUBTS.get(source.confidence, "") if source.confidence != "verified" else "",
        source.url if source.url and source.url.startswith("https://") else None,
    )
