"""DOC, RTF and ODT as DOCX, by LibreOffice without a window: its own profile, a time limit, nothing left behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from extract.document import UnreadableError
from extract.programs import output_of

_STAGE = "chuyển đổi"
TIMEOUT = 120.0
# No macros, no active content, nothing fetched for the sake of a document.
_OPTIONS = {
    "DisableMacrosExecution": "true",
    "DisableActiveContent": "true",
    "BlockUntrustedRefererLinks": "true",
    "MacroSecurityLevel": "3",
}
# Named, because LibreOffice reads what it does not know as plain text, mark-up and all.
_FILTERS = {"doc": "MS Word 97", "rtf": "Rich Text Format", "odt": "writer8", "xml": "MS Word 2003 XML"}
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">{}</oor:items>
"""
_OPTION = (
    '<item oor:path="/org.openoffice.Office.Common/Security/Scripting">'
    '<prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'
)


def to_docx(data: bytes, format: str, *, timeout: float = TIMEOUT) -> bytes:
    """The DOCX that LibreOffice makes of a `doc`, `rtf`, `odt` or Word `xml`. UnreadableError when it makes none."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        raise UnreadableError(
            _STAGE,
            f"Cần LibreOffice để đọc tệp {format.upper()} nhưng máy chưa cài; hãy cài gói `libreoffice-writer-nogui`.",
        )
    with tempfile.TemporaryDirectory(prefix="sokhop-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source, made = folder / f"in.{format}", folder / "out" / "in.docx"
        source.write_bytes(data)
        settings = folder / "profile" / "user"
        settings.mkdir(parents=True)
        options = "".join(_OPTION.format(*option) for option in _OPTIONS.items())
        (settings / "registrymodifications.xcu").write_text(_PROFILE.format(options))
        _run(
            [
                program,
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                "--headless",
                "--norestore",
                "--nolockcheck",
                f"--infilter={_FILTERS[format]}",
                "--convert-to",
                "docx:Office Open XML Text",
                "--outdir",
                str(made.parent),
                str(source),
            ],
            folder,
            timeout,
            format,
        )
        try:  # exit 0 is no proof: it refuses a file and says so to nobody
            return made.read_bytes()
        except OSError as error:
            raise UnreadableError(
                _STAGE,
                f"LibreOffice không mở được tệp {format.upper()} này (tệp hỏng hoặc có mật khẩu); "
                "hãy mở bằng Word, lưu thành DOCX rồi gửi lại.",
            ) from error


def _run(command: list[str], folder: Path, timeout: float, format: str) -> None:
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "TMPDIR": str(folder)}
    try:
        output_of(command, timeout=timeout, environment=environment, folder=folder)
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(
            _STAGE,
            f"LibreOffice không chuyển xong tệp {format.upper()} trong {timeout:.0f} giây; "
            "hãy mở bằng Word, lưu thành DOCX rồi gửi lại.",
        ) from error
