"""The reading frame of a page: points from the top left, text upright, y downwards."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Frame:
    """How user space maps to the reading frame, and the reading frame to the page as it is shown."""

    left: float
    bottom: float
    width: float  # of the page box in user space, unrotated
    height: float
    rotation: int  # quarter turns clockwise that make the text upright
    shown: int  # quarter turns clockwise with which the page is shown
    skew: float = 0.0  # degrees counter-clockwise by which a scan was turned to lie straight

    def read(self, x: float, y: float) -> tuple[float, float]:
        """A point of user space in the reading frame."""
        return _turned(x - self.left, y - self.bottom, self.width, self.height, self.rotation)

    def size(self) -> tuple[float, float]:
        """Width and height of the page in the reading frame."""
        return (self.height, self.width) if self.rotation % 2 else (self.width, self.height)

    def page_box(self, x0: float, top: float, x1: float, bottom: float) -> tuple[float, float, float, float]:
        """A box of the reading frame as a box of the page as it is shown, from its top left."""
        if not self.skew and self.shown == self.rotation:
            return x0, top, x1, bottom
        width, height = self.size()
        if self.skew:
            sine, cosine = math.sin(math.radians(self.skew)), math.cos(math.radians(self.skew))
            x, y = (x0 + x1 - width) / 2, (top + bottom - height) / 2
            x, y = x * cosine - y * sine - x, x * sine + y * cosine - y
            x0, top, x1, bottom = x0 + x, top + y, x1 + x, bottom + y
        turn = (self.shown - self.rotation) % 4
        ax, ay = _turned(x0, height - top, width, height, turn)
        bx, by = _turned(x1, height - bottom, width, height, turn)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _turned(x: float, y: float, width: float, height: float, turns: int) -> tuple[float, float]:
    """A point (y upwards) of a sheet after quarter turns clockwise, y downwards."""
    if turns == 0:
        return x, height - y
    if turns == 1:
        return y, x
    if turns == 2:
        return width - x, y
    return height - y, width - x
