"""The pages of a PDF as small images, for the review page to show the ink."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST = 30
"""Pages up to which a PDF gets its images without being asked for."""

_DPI = 100
_LONGEST_SIDE = 3_000  # pixels: a page may be as large as a house
_PACKED = 2  # of 9: takes half the time of the usual 6, for a tenth more bytes
_STEPS = [level >> 4 for level in range(256)]
_GREYS = bytes(grey for step in range(16) for grey in (17 * step,) * 3)  # enough for print, and quick to pack


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as PNG; width and height in points."""

    page: int
    width: float
    height: float
    png: bytes


def page_images(path: Path) -> Iterator[PageImage]:
    """The pages one after another; none where the file cannot be opened (any more, or without its password)."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError):
        return
    try:
        for number in range(len(document)):
            try:
                page = document[number]
            except pypdfium2.PdfiumError:  # the report's warnings say that it is damaged
                continue
            width, height = page.get_size()
            scale = min(_DPI / 72, _LONGEST_SIDE / max(width, height, 1))
            png = _png(page.render(scale=scale, grayscale=True).to_pil())
            yield PageImage(number + 1, round(width, 1), round(height, 1), png)
            page.close()
    finally:
        document.close()


def _png(grey: Image) -> bytes:
    """Four bits a pixel."""
    image = grey.point(_STEPS, "P")
    image.putpalette(_GREYS)
    out = io.BytesIO()
    image.save(out, "PNG", bits=4, compress_level=_PACKED)
    return out.getvalue()
