"""What was filled into a PDF: fields of forms and text typed over a page, which are no part of the page's own text."""

from __future__ import annotations

from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

_FILLED = {raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX}


def load_page(document: pdfium.PdfDocument, index: int) -> Any:
    """pdfium's page, with what was filled in drawn on it as any other text; None when it cannot be loaded.

    Only fields of text and choice and typed-over text are drawn: a digital signature is no part of the report.
    """
    page = raw.FPDF_LoadPage(document.raw, index)
    count = raw.FPDFPage_GetAnnotCount(page) if page else 0
    if count < 1:
        return page
    form = _form(document)
    filled = {at for at in range(count) if _is_filled(page, at, form)}
    if not filled:
        return page
    if form is not None:
        raw.FORM_OnAfterLoadPage(page, form)  # draws fields that the file leaves to the reader to draw
    for at in reversed(range(count)):
        if at not in filled:
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


def _is_filled(page: Any, at: int, form: Any) -> bool:
    """The annotation is a field of text or choice, or text typed over the page."""
    annotation = raw.FPDFPage_GetAnnot(page, at)
    if not annotation:
        return False
    try:
        kind = raw.FPDFAnnot_GetSubtype(annotation)
        if kind == raw.FPDF_ANNOT_WIDGET and form is not None:
            return raw.FPDFAnnot_GetFormFieldType(form, annotation) in _FILLED
        return bool(kind == raw.FPDF_ANNOT_FREETEXT)
    finally:
        raw.FPDFPage_CloseAnnot(annotation)
