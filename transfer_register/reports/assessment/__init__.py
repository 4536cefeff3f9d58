"""One assessment as a document, in one of its views.

It takes an assessment and no filter, so it is no report of the catalogue (there is no document.py): whoever has an assessment
makes the document from it (actions/assessment_report.py).
"""
