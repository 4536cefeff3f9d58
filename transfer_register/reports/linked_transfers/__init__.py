"""The rows of a snapshot as linked data: words of the W3C Data Privacy Vocabulary 2.3, and a small namespace of our own.

No folder of a report (it has no document.py): it is what `render_jsonld` writes, and what reads it back.
"""
