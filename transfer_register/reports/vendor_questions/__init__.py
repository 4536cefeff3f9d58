"""The questions to a vendor that follow from a change of its list.

It takes two lists and no register, so it is no report of the catalogue (there is no document.py): whoever has a comparison
makes the document from it.
"""
