"""Patterns compiled by `regex`, kept beside what Python keeps of its modules: to compile them takes half of a start.

Kept is what `regex` pickles, for this version of it; where nothing can be written, every start compiles them anew.
"""

from __future__ import annotations

import os
import pickle
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path

import regex

LETTERS = r"[^\W\d_¹²³¼-¾⁰-₉⅐-↋①-⓿❶-➓]+"  # what `re`, which is quicker at small patterns, has for \p{L}+
_FILE = Path(__file__).parent / "__pycache__" / f"{sys.implementation.cache_tag}.regex-{regex.__version__}.pickle"
_new: dict[tuple[str, int], regex.Pattern[str]] = {}


def compiled(source: str, flags: int = 0) -> regex.Pattern[str]:
    """The pattern, as `regex.compile` makes it. For patterns of this program only: each is kept."""
    flags = int(flags)
    if kept := _kept().get((source, flags)):
        with suppress(Exception):  # cut by a power failure: what it raises is anything
            pattern: regex.Pattern[str] = pickle.loads(kept)  # noqa: S301 - beside the compiled modules, and as safe
            return pattern
    _new[source, flags] = regex.compile(source, flags)
    return _new[source, flags]


def keep() -> None:
    """Writes down what is new, whole or not at all."""
    if not _new:
        return
    known = _read() | {key: pickle.dumps(pattern) for key, pattern in _new.items()}
    half = _FILE.with_suffix(f".{os.getpid()}")
    with suppress(OSError):
        _FILE.parent.mkdir(exist_ok=True)
        half.write_bytes(pickle.dumps(known))
        half.replace(_FILE)
    _new.clear()


@cache
def _kept() -> dict[tuple[str, int], bytes]:
    return _read()


def _read() -> dict[tuple[str, int], bytes]:
    try:
        kept: dict[tuple[str, int], bytes] = pickle.loads(_FILE.read_bytes())  # noqa: S301 - as above
    except Exception:  # none yet, or one that is broken
        return {}
    return kept
