"""A sign of life: readers say that they have got on, so that who waits for them can tell a long file from a hang."""

from __future__ import annotations

import signal
import sys

_allowed = 0.0  # seconds without progress; 0 = nobody waits


def watch(seconds: float) -> None:
    """From now on the system ends this process when it makes no progress for so long; 0 ends the watch.

    The clock is the kernel's: it also strikes while a library that holds the interpreter runs in circles.
    """
    global _allowed  # noqa: PLW0603 - one clock a process, as the system has it
    _allowed = seconds
    advance()


def advance(expected: float = 0.0) -> None:
    """Says that there was progress, and that the next step may take so many seconds longer than a step does."""
    if sys.platform != "win32" and _allowed:
        signal.setitimer(signal.ITIMER_REAL, _allowed + expected)


def unwatch() -> None:
    """Ends the watch."""
    global _allowed  # noqa: PLW0603
    _allowed = 0.0
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, 0)
