"""Which files a run reads: every file at or below the inputs, each once, none left out in silence.

An input is a path, or a URL that fsspec opens.
"""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from sokhop.remote import is_url, listed, shown

_LOCKS = ("~$", ".~lock.")  # Word and LibreOffice keep such files beside a document that is open
_DESKTOP = ("thumbs.db", "desktop.ini", ".ds_store")


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read, as `source` in the tables; `refusal` says (in Vietnamese) why it is not even tried."""

    source: str
    path: Path
    refusal: str = ""
    url: str = ""  # where it is fetched from; `path` has no more than its name then


def find_inputs(inputs: Iterable[Path | str], out: Path | None = None) -> list[Input]:
    """All files at or below `inputs`, sorted by source. What stands below `out` is this program's own and no input.

    Raises RemoteError where a URL cannot be listed.
    """
    skipped = out.resolve() if out else None
    # absolute path or URL → path below its input, path or URL with the input's name
    found: dict[Path | str, tuple[PurePath, str]] = {}
    refused: dict[Path | str, str] = {}
    for given in inputs:
        if isinstance(given, str) and is_url(given):
            for name, url in listed(given):
                found.setdefault(url, (name, shown(url)))
                if refusal := _refusal_of_name(name.name) or _refusal_of_chain(name):
                    refused[url] = refusal
            continue
        given = Path(given)
        for path, refusal in _files(given, skipped):
            key = path.absolute()
            below = path.relative_to(given) if given.is_dir() else Path(path.name)
            found.setdefault(key, (below, path.as_posix()))
            if refusal:
                refused[key] = refusal
    times = Counter(below for below, _ in found.values())
    named_by = {
        # two folders may hold files of one name: then the path as it was given tells them apart
        key: printable(below.as_posix() if times[below] == 1 else named)
        for key, (below, named) in found.items()
    }
    made = [_input(source, key, refused.get(key, "")) for key, source in _told_apart(named_by).items()]
    return sorted(made, key=lambda entry: entry.source)


def _told_apart(named: dict[Path | str, str]) -> dict[Path | str, str]:
    """Sources that no two files share: one report would be taken for the other, and be lost in silence.

    Files can still be named alike when signs are shown escaped, or when a folder is called as another one was given.
    """
    reserved = frozenset(named.values())
    apart: dict[Path | str, str] = {}
    given: set[str] = set()
    for key, source in sorted(named.items(), key=lambda entry: os.fsencode(entry[0])):
        chosen, number = source, 2
        while chosen in given or (chosen != source and chosen in reserved):
            chosen, number = f"{source} ({number})", number + 1
        given.add(chosen)
        apart[key] = chosen
    return apart


def _input(source: str, key: Path | str, refusal: str) -> Input:
    if isinstance(key, str):
        return Input(source, Path(PurePath(source).name), refusal, key)
    return Input(source, key, refusal)


def _files(given: Path, skipped: Path | None) -> Iterator[tuple[Path, str]]:
    """Each file with "" or why it is refused. A folder that cannot be listed is given back in place of its files."""
    if not given.is_dir():
        yield given, _refusal(given)
        return
    failed: list[OSError] = []
    for folder, names, files in os.walk(given, onerror=failed.append):
        for name in sorted(names):
            path = Path(folder, name)
            if path.is_symlink():
                names.remove(name)
                yield path, "Đây là liên kết tới một thư mục, không được đọc theo; hãy đưa thẳng thư mục đó vào lệnh."
            elif skipped and path.resolve() == skipped:
                names.remove(name)
        for name in files:
            yield Path(folder, name), _refusal(Path(folder, name))
    for error in failed:
        yield Path(error.filename), "Không mở được thư mục này; hãy kiểm tra quyền đọc."


def _refusal(path: Path) -> str:
    if refusal := _refusal_of_name(path.name):
        return refusal
    try:
        mode = path.stat().st_mode
    except OSError:
        return "Không tìm thấy tệp này (liên kết hỏng?); hãy kiểm tra lại đường dẫn."
    return "" if stat.S_ISREG(mode) else "Đây không phải tệp thường (ống dẫn, thiết bị …) nên không đọc."


def _refusal_of_name(name: str) -> str:
    name = name.lower()
    if name.startswith(_LOCKS):
        return "Đây là tệp khoá tạm của chương trình soạn thảo, không phải báo cáo; hãy đóng văn bản đang mở."
    if name in _DESKTOP:
        return "Đây là tệp của hệ điều hành, không phải báo cáo; có thể bỏ qua."
    return ""


def _refusal_of_chain(below: PurePath) -> str:
    """fsspec takes what stands behind `::` for another address: a name must not lead anywhere."""
    return "Tên tệp có dấu «::» nên không tải được; hãy đổi tên tệp." if "::" in str(below) else ""


def printable(name: str) -> str:
    """File names may hold bytes that are no text and signs that control a terminal; a source shows them escaped."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)
