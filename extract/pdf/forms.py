"""What was filled into a PDF: fields of forms and text typed over a page, which are no part of the page's own text."""

from __future__ import annotations

from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from extract.pdf.ticks import boxes_of, write_boxes

_FREE = -1  # text typed over the page, beside the types of fields
_OTHER: int = raw.FPDF_FORMFIELD_UNKNOWN
_FILLED = {_FREE, raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX}
_TICKED = {raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON}


def load_page(document: pdfium.PdfDocument, index: int) -> Any:
    """pdfium's page, with what was filled in drawn on it as any other text; None when it cannot be loaded.

    Only fields of text and choice, boxes and typed-over text are drawn: a digital signature is no part of the report.
    """
    page = raw.FPDF_LoadPage(document.raw, index)
    count = raw.FPDFPage_GetAnnotCount(page) if page else 0
    if count < 1:
        return page
    form = _form(document)
    kinds = [_kind(page, at, form) for at in range(count)]
    ticks = [at for at, kind in enumerate(kinds) if kind in _TICKED]
    boxes = boxes_of(page, ticks, form) if ticks else []
    if any(kind in _FILLED for kind in kinds):
        page = _flattened(document, page, index, kinds, form)
    if boxes and page:
        write_boxes(document, page, boxes)
    return page


def _flattened(document: pdfium.PdfDocument, page: Any, index: int, kinds: list[int], form: Any) -> Any:
    """The page with what is filled in drawn on it, and without its other annotations."""
    if form is not None:
        raw.FORM_OnAfterLoadPage(page, form)  # draws fields that the file leaves to the reader to draw
    for at in reversed(range(len(kinds))):
        if kinds[at] not in _FILLED:
            raw.FPDFPage_RemoveAnnot(page, at)
    raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)
    if form is not None:
        raw.FORM_OnBeforeClosePage(page, form)
    raw.FPDF_ClosePage(page)
    return raw.FPDF_LoadPage(document.raw, index)


def _form(document: pdfium.PdfDocument) -> Any:
    if document.formenv is None and raw.FPDF_GetFormType(document.raw) != raw.FORMTYPE_NONE:
        document.init_forms()
    return document.formenv.raw if document.formenv is not None else None


def _kind(page: Any, at: int, form: Any) -> int:
    """What an annotation is: the type of a field, text typed over the page, or nothing that is read."""
    annotation = raw.FPDFPage_GetAnnot(page, at)
    if not annotation:
        return _OTHER
    try:
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        if kind == raw.FPDF_ANNOT_WIDGET and form is not None:
            return int(raw.FPDFAnnot_GetFormFieldType(form, annotation))
        return _FREE if kind == raw.FPDF_ANNOT_FREETEXT else _OTHER
    finally:
        raw.FPDFPage_CloseAnnot(annotation)
