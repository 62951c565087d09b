"""Which files a run reads: every file at or below the inputs, each once, none left out in silence."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_LOCKS = ("~$", ".~lock.")  # Word and LibreOffice keep such files beside a document that is open
_DESKTOP = ("thumbs.db", "desktop.ini", ".ds_store")


@dataclass(frozen=True, slots=True)
class Input:
    """A file to read, as `source` in the tables; `refusal` says (in Vietnamese) why it is not even tried."""

    source: str
    path: Path
    refusal: str = ""


def find_inputs(inputs: Iterable[Path], out: Path | None = None) -> list[Input]:
    """All files at or below `inputs`, sorted by source. What stands below `out` is this program's own and no input."""
    skipped = out.resolve() if out else None
    found: dict[Path, tuple[Path, Path]] = {}  # absolute path → path below its input, path with the input's name
    refused: dict[Path, str] = {}
    for given in inputs:
        for path, refusal in _files(given, skipped):
            key = path.absolute()
            below = path.relative_to(given) if given.is_dir() else Path(path.name)
            found.setdefault(key, (below, path))
            if refusal:
                refused[key] = refusal
    times = Counter(below for below, _ in found.values())
    made = [
        # two folders may hold files of one name: then the path as it was given tells them apart
        Input(_printable((below if times[below] == 1 else given).as_posix()), key, refused.get(key, ""))
        for key, (below, given) in found.items()
    ]
    return sorted(made, key=lambda entry: entry.source)


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
    name = path.name.lower()
    if name.startswith(_LOCKS):
        return "Đây là tệp khoá tạm của chương trình soạn thảo, không phải báo cáo; hãy đóng văn bản đang mở."
    if name in _DESKTOP:
        return "Đây là tệp của hệ điều hành, không phải báo cáo; có thể bỏ qua."
    try:
        mode = path.stat().st_mode
    except OSError:
        return "Không tìm thấy tệp này (liên kết hỏng?); hãy kiểm tra lại đường dẫn."
    return "" if stat.S_ISREG(mode) else "Đây không phải tệp thường (ống dẫn, thiết bị …) nên không đọc."


def _printable(name: str) -> str:
    """File names may hold bytes that are no text and signs that control a terminal; a source shows them escaped."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)
