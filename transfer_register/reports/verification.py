"""What every document says of its own making and how to verify it: when, by whom, from which journal, with which hash."""

from __future__ import annotations

from transfer_register.model import speech
from transfer_register.model.speech import language, marked, say
from transfer_register.reports import blocks as b
from transfer_register.reports.wording import count, runs

_HASH_OF_CONTENT = b.Run(var="content_hash", mono=True)
_JOURNAL = {
    "entry": b.Run(var="journal_entry"),
    "recorded": b.Run(var="journal_at"),
    "hash": b.Run(var="journal_hash", mono=True),
}


def made_rows() -> list[tuple[str, b.Cell]]:
    """The last rows of a document's control: its making, the journal it was made from, its hash."""
    making = {name: b.Run(var=f"generated_{name}") for name in ("at", "by")} | {"program": b.Run(var="program")}
    return [
        *_wording(),
        (say("Generated"), (runs(say("{at}, by {by}, with {program}"), **making),)),
        (say("Journal"), (runs(say("entry {entry}, recorded {recorded}, head {hash}"), **_JOURNAL),)),
        (say("Characters replaced"), ((b.Run(var="replaced"),),)),
        (say("Content hash (SHA-256)"), ((_HASH_OF_CONTENT,),)),
    ]


def _wording() -> list[tuple[str, b.Cell]]:
    """How much of the language was reviewed; nothing to say of English, which is that of the source."""
    if language() == "en":
        return []
    reviewed, every = speech.reviewed(language())
    told = say(_REVIEWED, reviewed=count(reviewed), every=count(every), sign=speech.UNREVIEWED)
    return [(say("Wording"), b.cell(told))]


def verification() -> tuple[b.Block, ...]:
    """What the hashes are, how to check them, and what they prove."""
    said = (
        b.text(say(_CONTENT)),
        runs(say("The content hash of this document is {hash}."), hash=_HASH_OF_CONTENT),
        runs(say(_AT_THE_JOURNAL), **_JOURNAL),
        b.text(say(_PROVES)),
    )
    return (b.Heading(say("Verification"), anchor="verification"), *(b.Paragraph(one, numbered=True) for one in said))


_REVIEWED = marked(
    "{reviewed} of {every} sentences and terms of this language were reviewed by a person who knows the law; "
    "the sign {sign} stands behind a sentence that was not"
)
_CONTENT = marked(
    "The content of this document, without when and by whom it was made, is one JSON file, attached to the PDF. Its SHA-256 "
    "value is the content hash; the command sha256sum prints it. The document as a JSON file is that content with one member "
    "more at its end, “made”, which the hash does not cover. The same content gives the same hash in every format."
)
_AT_THE_JOURNAL = marked(
    "When it was made the journal stood at entry {entry}, recorded {recorded}, with the hash {hash}. Each entry of the journal "
    "holds the hash of the one before; the command “verify” of the program checks the whole chain, and this entry must be found "
    "in it."
)
_PROVES = marked(
    "The hash shows that nothing was changed since. It does not show that what was recorded is true; "
    "the journal shows who recorded it and when."
)
