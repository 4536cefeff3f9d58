"""What every document says of its own making and how to verify it: when, by whom, from which journal, with which hash."""

from __future__ import annotations

from transfer_register.reports import blocks as b


def made_rows() -> list[tuple[str, b.Cell]]:
    """The last rows of a document's control: its making, the journal it was made from, its hash."""
    making = (b.Run(var="generated_at"), b.Run(", by "), b.Run(var="generated_by"), b.Run(", with "), b.Run(var="program"))
    journal = (
        b.Run("entry "), b.Run(var="journal_entry"), b.Run(", recorded "), b.Run(var="journal_at"), b.Run(", head "),
        b.Run(var="journal_hash", mono=True),
    )  # fmt: skip
    return [
        ("Generated", (making,)),
        ("Journal", (journal,)),
        ("Characters replaced", ((b.Run(var="replaced"),),)),
        ("Content hash (SHA-256)", ((b.Run(var="content_hash", mono=True),),)),
    ]


def verification() -> tuple[b.Block, ...]:
    """What the hashes are, how to check them, and what they prove."""
    hash = (b.Run("The content hash of this document is "), b.Run(var="content_hash", mono=True), b.Run("."))
    journal = (
        b.Run("When it was made the journal stood at entry "),
        b.Run(var="journal_entry"),
        b.Run(", recorded "),
        b.Run(var="journal_at"),
        b.Run(", with the hash "),
        b.Run(var="journal_hash", mono=True),
        b.Run(_JOURNAL),
    )
    said = (b.text(_HASH), hash, journal, b.text(_PROVES))
    return (b.Heading("Verification", anchor="verification"), *(b.Paragraph(one, numbered=True) for one in said))


_HASH = (
    "The content of this document, without when and by whom it was made, is one JSON file, attached to the PDF. Its SHA-256 "
    "value is the content hash; the command sha256sum prints it. The document as a JSON file is that content with one member "
    "more at its end, “made”, which the hash does not cover. The same content gives the same hash in every format."
)
_JOURNAL = (
    ". Each entry of the journal holds the hash of the one before; the command “verify” of the program checks the whole chain, "
    "and this entry must be found in it."
)
_PROVES = (
    "The hash shows that nothing was changed since. It does not show that what was recorded is true; "
    "the journal shows who recorded it and when."
)
