"""What a report is called: by its content, so that a copy in another format or under another name is the same one."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import Path

_MARKS = re.compile(r"\[\^[^\]\n]*\]")
_NO_WORD = re.compile(r"[\W_]+")


def report_id(text: str) -> str:
    """Twelve hexadecimal digits of the text's letters and digits; case, blanks, signs and note marks do not count."""
    text = _MARKS.sub("", unicodedata.normalize("NFC", text)).casefold()
    text = text.replace("ð", "đ")  # the Icelandic letter that some texts have for the Vietnamese one
    letters = _NO_WORD.sub("", "".join(text.split()))  # most of what goes is blanks
    return hashlib.blake2b(letters.encode("utf-8", "replace"), digest_size=6).hexdigest()


def file_sha256(path: Path) -> str:
    """SHA-256 of the file's bytes, as hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
