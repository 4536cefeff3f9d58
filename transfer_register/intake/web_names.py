"""Names of websites: which one a link, an e-mail address or a cell tells, and whether it tells who somebody is.

The words are in data/vocabulary/web_names.yaml. Nothing is ever looked up on the net.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from urllib.parse import urlsplit

import idna
from publicsuffixlist import PublicSuffixList

from transfer_register import strict_yaml
from transfer_register.intake.cells import Cell, cell
from transfer_register.intake.gazetteer import fold
from transfer_register.intake.parties import core_name
from transfer_register.intake.party_words import VOCABULARY

# Of a label with fewer letters nobody can tell whether it stands in a name by chance.
_SHORTEST = 3
_LABEL = re.compile(r"(?!-)[^\W_](?:[\w-]{0,61}[^\W_])?")
_BARE = re.compile(r"(?<![\w@.-])(?:[^\W_][\w-]{0,62}\.)+[^\W\d_]{2,63}(?![\w-])")
_LONGEST = 253


@cache
def _shared() -> frozenset[str]:
    """Names of places where many publish."""
    content = strict_yaml.read(VOCABULARY / "web_names.yaml")
    return frozenset(name for names in content["shared"].values() for name in names)


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def host_of(address: str) -> str | None:
    """The host of a web or e-mail address, or of a bare name, in lower case and readable letters; None where it has none."""
    text = address.strip()
    scheme, found, rest = text.partition("://")
    if found and scheme.casefold() not in ("http", "https"):
        return None
    text = rest if found else text
    if not found and "@" in text:
        text = text.removeprefix("mailto:").rpartition("@")[2]
    try:
        host = urlsplit("//" + text.lstrip("/")).hostname
    except ValueError:
        return None
    return is_host_name(host.rstrip(".")) if host else None


def website_of(text: str) -> str:
    """The name of a website as it is recorded, from what somebody typed or pasted; the text where it is none."""
    host = host_of(text)
    return host.removeprefix("www.") if host else text.strip()


@lru_cache(maxsize=20_000)
def is_host_name(text: str) -> str | None:
    """The name as it is recorded ("münster.example", lower case) where it is a host name with a point in it, else None."""
    host = text.casefold()
    try:
        if host.startswith("xn--") or ".xn--" in host:
            host = idna.decode(host)
        elif not host.isascii():
            host = idna.decode(idna.encode(host, uts46=True))
    except idna.IDNAError:
        return None
    labels = host.split(".")
    whole = len(host) <= _LONGEST and len(labels) > 1 and all(_LABEL.fullmatch(label) for label in labels)
    return host if whole and len(labels[-1]) > 1 and not labels[-1].isdigit() else None


@lru_cache(maxsize=20_000)
def domain_of(address: str) -> str | None:
    """The name somebody registered: `orbit.example` of "https://www.eu.orbit.example/terms", `orbit.co.uk`, never `co.uk`."""
    host = host_of(address)
    return _suffixes().privatesuffix(host) if host else None


@lru_cache(maxsize=20_000)
def resembles(domain: str, name: str) -> bool:
    """Whether a domain reads like the name of a party: `sendgrid.example` and "Twilio SendGrid, Inc."."""
    label, words = _label(domain), _words(name)
    joined = "".join(words)
    if len(label) < _SHORTEST or len(joined) < _SHORTEST:
        return bool(label) and label == joined
    initials = "".join(word[0] for word in words)
    return label in joined or joined in label or (len(words[0]) > _SHORTEST and words[0] in label) or label == initials


def websites(texts: Iterable[str], linked: str, names: Sequence[str]) -> tuple[str, ...]:
    """The domains of a party: `texts` are cells of a column of websites, `linked` the cell of its name, whose links count
    only where they read like one of its `names`. Of several in one cell those that do are kept, if any does."""
    found: list[str] = []
    for text in texts:
        content = cell(text)
        told = (*_linked(content), *content.emails, *_BARE.findall(content.text))
        here = _of_one(told, names)
        found += [domain for domain in here if _like_one(domain, names)] or here
    found += [domain for domain in _of_one(_linked(cell(linked)), names) if _like_one(domain, names)]
    return tuple(dict.fromkeys(found))


def _linked(content: Cell) -> Iterator[str]:
    # A link without a host leads to another page of the list: orbit.html is no website.
    return (address for _, address in content.links if "//" in address or address.startswith("www."))


def _of_one(addresses: Iterable[str], names: Sequence[str]) -> list[str]:
    """The domains of addresses that are not at a place where many publish, unless that place is the party's own."""
    shared = _shared()
    found = []
    for address in addresses:
        domain = domain_of(address)
        labels = (host_of(address) or "").split(".")
        elsewhere = shared.intersection(".".join(labels[at:]) for at in range(len(labels)))
        if domain and (not elsewhere or any(_label(place) in _words(name) for place in elsewhere for name in names)):
            found.append(domain)
    return list(dict.fromkeys(found))


def _like_one(domain: str, names: Sequence[str]) -> bool:
    return any(resembles(domain, name) for name in names)


def _label(domain: str) -> str:
    return _letters(domain.partition(".")[0])


@lru_cache(maxsize=20_000)
def _words(name: str) -> list[str]:
    return [word for part in core_name(name).split() if (word := _letters(part))]


def _letters(text: str) -> str:
    return "".join(sign for sign in fold(text) if sign.isalnum())
