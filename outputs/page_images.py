"""The pages of a PDF as small images, for the review page to show the ink.

Each is a file that is named by the content of the PDF and knows its size on paper: what was drawn once is not drawn
again.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

LONGEST = 30
"""Pages up to which a PDF gets its images without being asked for."""

_POINTS = "Points"  # the note in a PNG that says how large the page is

_DPI = 100
_LONGEST_SIDE = 3_000  # pixels: a page may be as large as a house
_PACKED = 2  # of 9: takes half the time of the usual 6, for a tenth more bytes
_STEPS = [level >> 4 for level in range(256)]
_GREYS = bytes(grey for step in range(16) for grey in (17 * step,) * 3)  # enough for print, and quick to pack


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page that was drawn; width and height in points."""

    name: str
    page: int
    width: float
    height: float


def image_name(sha256: str, page: int) -> str:
    """The file of a page, by the digest of its PDF."""
    return f"{sha256[:16]}-{page}.png"


def image_in(folder: Path, sha256: str, page: int) -> PageImage | None:
    """The page as it was drawn into the folder; None where it was not."""
    from PIL import Image

    name = image_name(sha256, page)
    try:
        with Image.open(folder / name) as image:
            width, height = (float(side) for side in image.info[_POINTS].split())
    except (OSError, KeyError, ValueError):  # not there, or not as it was drawn
        return None
    return PageImage(name, page, width, height)


def draw(path: Path, folder: Path, sha256: str, longest: int | None = None) -> Iterator[int]:
    """Draws the pages of a PDF, one at a time, into the folder; gives the number of each that is there.

    None where the file cannot be opened (any more, or without its password), or has more than `longest` pages.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except (pypdfium2.PdfiumError, OSError):
        return
    try:
        if longest is not None and len(document) > longest:
            return
        for number in range(len(document)):
            try:
                page = document[number]
            except pypdfium2.PdfiumError:  # the report's warnings say that it is damaged
                continue
            width, height = page.get_size()
            scale = min(_DPI / 72, _LONGEST_SIDE / max(width, height, 1))
            png = _png(page.render(scale=scale, grayscale=True).to_pil(), f"{width:.1f} {height:.1f}")
            page.close()
            name = image_name(sha256, number + 1)
            partial = folder / f".{name}.{os.getpid()}"  # another process may draw the same content
            partial.write_bytes(png)
            partial.replace(folder / name)
            yield number + 1
    finally:
        document.close()


def _png(grey: Image, points: str) -> bytes:
    """Four bits a pixel."""
    from PIL import PngImagePlugin

    image = grey.point(_STEPS, "P")
    image.putpalette(_GREYS)
    note = PngImagePlugin.PngInfo()
    note.add_text(_POINTS, points)
    out = io.BytesIO()
    image.save(out, "PNG", bits=4, compress_level=_PACKED, pnginfo=note)
    return out.getvalue()
