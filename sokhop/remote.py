"""Inputs that are no files of this machine: whatever fsspec opens by a URL (s3://, gs://, https://, sftp://, zip://…)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from extract.document import UnreadableError
from extract.limits import Limits

STAGE = "mở tệp"
_PIECE = 1_000_000


class RemoteError(Exception):
    """A URL cannot be listed; the sentence says why."""


def is_url(given: str) -> bool:
    """Whether an input is a URL and no path."""
    return "://" in given


def shown(url: str) -> str:
    """The URL without what may be secret: user, password, and the signature behind a question mark."""
    first, chained, rest = url.partition("::")
    parts = urlsplit(first)
    bare = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment=""))
    return bare + (chained + shown(rest) if chained else "")


def listed(url: str) -> Iterator[tuple[PurePosixPath, str]]:
    """Each file at or below the URL: its path below it (a file's own name), and its own URL."""
    system, root = _opened(url)
    try:
        if system.isfile(root):
            yield PurePosixPath(PurePosixPath(urlsplit(root).path).name or "tệp"), url
            return
        found = sorted(system.find(root))
    except Exception as error:  # each storage raises what it likes
        raise RemoteError(f"{shown(url)}: {error}") from error
    _, chained, rest = url.partition("::")
    for path in found:
        below = path.removeprefix(root).lstrip("/") or PurePosixPath(path).name
        yield PurePosixPath(below), system.unstrip_protocol(path) + chained + rest


def fetch(url: str, target: Path, limits: Limits) -> None:
    """Copies a file to `target`, no more of it than the limits allow. Raises UnreadableError when it does not come."""
    taken = 0
    try:
        system, root = _opened(url)
        with system.open(root, "rb") as far, target.open("wb") as near:
            while piece := far.read(_PIECE):
                taken += len(piece)
                # counted, because a length that a server tells may lie; and said as of a file that is here
                limits.check("file_bytes", min(taken, limits.file_bytes + 1))
                near.write(piece)
    except UnreadableError:
        raise
    except Exception as error:
        why = type(error).__name__  # what a storage says may hold keys
        raise UnreadableError(STAGE, f"Không tải được tệp ({why}); hãy kiểm tra địa chỉ và quyền đọc.") from error


def _opened(url: str) -> tuple[Any, str]:
    try:
        import fsspec
    except ImportError:
        raise RemoteError("Cần fsspec để đọc địa chỉ mạng: pip install sokhop[ray]") from None
    try:
        opened: tuple[Any, str] = fsspec.core.url_to_fs(url)
    except Exception as error:
        raise RemoteError(f"{shown(url)}: {error}") from error
    return opened
