"""Puts the children of property elements into the order of the WordprocessingML schema, which Word insists on."""

from __future__ import annotations

from docx.oxml.ns import qn
from lxml import etree

_ORDER = {
    "w:pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
        "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ),
    "w:rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish "
        "webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang "
        "eastAsianLayout specVanish oMath"
    ),
    "w:tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
        "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
    ),
}
_PLACE = {qn(name): {qn(f"w:{child}"): at for at, child in enumerate(order.split())} for name, order in _ORDER.items()}


def sort_marks(root: etree._Element) -> None:
    """Sorts below `root`; a child that the schema does not name goes last."""
    for name, place in _PLACE.items():
        for marks in root.iter(name):
            ordered = sorted(marks, key=lambda child: place.get(child.tag, len(place)))
            if ordered != list(marks):
                marks[:] = ordered
