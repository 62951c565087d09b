"""Any report file as a document: what it is, is told by its content and not by its name."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile
from pathlib import Path

from extract.document import Document, UnreadableError
from extract.limits import Limits

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STAGE = "mở tệp"
_ADVICE = {
    "empty": "Tệp rỗng (0 byte); hãy xin gửi lại.",
    "zip": "Đây là tệp nén ZIP, không phải văn bản Word; hãy giải nén và gửi chính tệp báo cáo.",
    "archive": "Đây là tệp nén (RAR, 7z, GZ); hãy giải nén và gửi chính tệp báo cáo.",
    "xlsx": "Đây là bảng tính Excel, không phải văn bản báo cáo; hãy gửi báo cáo dạng DOCX hoặc PDF.",
    "pptx": "Đây là tệp trình chiếu PowerPoint; hãy gửi báo cáo dạng DOCX hoặc PDF.",
    "encrypted": "Tệp Word được đặt mật khẩu; hãy bỏ mật khẩu trong Word rồi gửi lại.",
    "html": "Đây là trang web (HTML), không phải tệp Word; hãy mở bằng Word, lưu thành DOCX rồi gửi lại.",
    "xml": "Đây là tệp XML; hãy mở bằng Word, lưu thành DOCX rồi gửi lại.",
    "image": "Đây là tệp ảnh; hãy quét văn bản thành PDF rồi gửi lại.",
    "ole": "Tệp không chứa văn bản Word; hãy mở bằng Word, lưu thành DOCX rồi gửi lại.",
    "binary": "Không nhận ra loại tệp; hãy gửi báo cáo dạng DOCX, PDF, DOC, RTF, ODT, TXT hoặc MD.",
}
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")
_OLE_STREAMS = {"EncryptedPackage": "encrypted", "WordDocument": "doc", "Workbook": "xlsx", "PowerPoint": "pptx"}
_HTML = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_XML = {
    b"schemas.microsoft.com/office/2006/xmlPackage": "flat",
    b"schemas.microsoft.com/office/word/2003/wordml": "wordml",
}
_ODT_PARTS = ("content.xml", "styles.xml", "meta.xml", "settings.xml", "META-INF/manifest.xml")
_MARKDOWN = {".md", ".markdown"}
_NO_TEXT = {".docx", ".pdf", ".doc", ".odt", ".rtf"}
_LONG = 2_000  # characters from which on a text must be one of some language


def read(path: Path, *, password: str | None = None, limits: Limits | None = None) -> Document:
    """The document of a file. Raises UnreadableError, and nothing else, when it cannot be read as a report."""
    limits = limits or Limits()
    try:
        with path.open("rb") as file:
            data = file.read(limits.file_bytes + 1)
    except OSError as error:
        reason = error.strerror or "lỗi hệ thống"
        raise UnreadableError(_STAGE, f"Không mở được tệp ({reason}); hãy kiểm tra đường dẫn và quyền đọc.") from error
    limits.check("file_bytes", len(data))
    kind = sniff(data)
    if kind == "txt" and path.suffix.lower() in _MARKDOWN:
        kind = "md"
    try:
        document = _read(data, kind, password, limits)
    except UnreadableError:
        if kind == "txt" and path.suffix.lower() in _NO_TEXT:  # no text either
            raise _damaged(path.suffix) from None
        raise
    except (MemoryError, RecursionError) as error:
        raise UnreadableError("đọc văn bản", "Tệp quá lớn hoặc quá phức tạp; hãy chia nhỏ rồi gửi lại.") from error
    except Exception as error:  # a fault of ours must not stop a batch; its kind is said, so that it can be mended
        kind = type(error).__name__
        raise UnreadableError(
            "đọc văn bản", f"Không đọc được tệp do lỗi của chương trình ({kind}); hãy báo cho nhóm sokhop."
        ) from error
    limits.check("characters", len(document.text), "đọc văn bản")
    if kind in ("txt", "md"):
        _check_words(document.text, path.suffix.lower())
    if not document.text.strip():
        raise UnreadableError(
            "đọc văn bản", "Tệp không có chữ nào (có thể chỉ là ảnh quét); hãy gửi bản PDF quét để nhận dạng chữ."
        )
    return document


def _check_words(text: str, suffix: str) -> None:
    """What programs took for text on the way (base64, an answer of a server, some bytes that are left) is no report."""
    from extract.pdf.quality import has_vietnamese, is_language

    if suffix in _NO_TEXT and text.isascii():
        raise _damaged(suffix)
    if len(text) > _LONG and not has_vietnamese(text) and not is_language(text):
        raise UnreadableError(_STAGE, "Chữ trong tệp không thuộc ngôn ngữ nào; hãy kiểm tra xem có gửi nhầm tệp không.")


def _damaged(suffix: str) -> UnreadableError:
    return UnreadableError(
        _STAGE,
        f"Tệp mang đuôi {suffix} nhưng không phải tệp Word hay PDF và không có chữ tiếng Việt, có lẽ hỏng khi gửi; "
        "hãy xin gửi lại tệp gốc.",
    )


def _read(data: bytes, kind: str, password: str | None, limits: Limits) -> Document:
    if kind in ("docx", "flat"):
        from extract.docx.flat import packed
        from extract.docx.read import read_docx

        return read_docx(packed(data, limits) if kind == "flat" else data, limits=limits)
    if kind == "pdf":
        from extract.pdf.read import read_pdf

        return read_pdf(data, password=password, limits=limits)
    if kind in ("txt", "md"):
        from extract.plain.read import read_text

        return read_text(data, kind)
    if kind in ("doc", "rtf", "odt", "wordml"):
        from extract.convert import to_docx
        from extract.docx.archive import Archive
        from extract.docx.read import read_docx

        if kind == "odt":  # LibreOffice knows no limits
            archive = Archive(data, limits)
            for name in _ODT_PARTS:
                if name in archive:
                    archive.xml(name)
        made = to_docx(data, "xml" if kind == "wordml" else kind)
        return dataclasses.replace(read_docx(made, limits=limits), format="doc" if kind == "wordml" else kind)
    raise UnreadableError(_STAGE, _ADVICE[kind])


def sniff(data: bytes) -> str:
    """What the bytes are: `docx`, `pdf`, `doc`, `rtf`, `odt`, `txt`, `flat` (a Word file as one XML text), `wordml`
    (Word 2003 XML), or a kind that is not read: `empty`, `zip`, `archive`, `xlsx`, `pptx`, `encrypted`, `html`, `xml`,
    `image`, `ole`, `binary`."""
    head = data[:1024]
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        return "empty"
    if b"%PDF-" in head:
        return "pdf"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"PK"):  # a web server may have put blank lines before it
        return _zip_kind(data)
    if data.startswith(_OLE):
        return _ole_kind(data)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(_IMAGES):
        return "image"
    if data.startswith(_ARCHIVES):
        return "archive"
    return _text_kind(data)


def _text_kind(data: bytes) -> str:
    head = data[:4096]
    if _HTML.match(head) or head.startswith(b"MIME-Version:"):
        return "html"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml"):
        for namespace, kind in _XML.items():
            if namespace in head:
                return kind
        return "xml"
    return "txt"


def _zip_kind(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {name.lower() for name in archive.namelist()}
            mimetype = archive.open("mimetype").read(100) if "mimetype" in names else b""
    except Exception:  # zipfile raises many kinds on broken archives
        return "docx" if b".xml" in data else "zip"
    if mimetype.startswith(b"application/vnd.oasis.opendocument.text"):
        return "odt"
    for prefix, kind in (("word/", "docx"), ("xl/", "xlsx"), ("ppt/", "pptx")):
        if any(name.startswith(prefix) for name in names):
            return kind
    return "docx" if "[content_types].xml" in names else "zip"


def _ole_kind(data: bytes) -> str:
    for stream, kind in _OLE_STREAMS.items():
        if stream.encode("utf-16-le") in data:
            return "encrypted" if kind == "doc" and _is_encrypted(data) else kind
    return "ole"


def _is_encrypted(data: bytes) -> bool:
    """Whether the flag fEncrypted is set in the head of the Word stream, which begins at a sector."""
    starts = (at for at in range(512, len(data), 512) if data.startswith(b"\xec\xa5", at))
    at = next(starts, None)
    return at is not None and bool(int.from_bytes(data[at + 10 : at + 12], "little") & 0x0100)
