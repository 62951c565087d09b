"""How much a reader takes from one file before it says no: every limit of every format in one place."""

from __future__ import annotations

from dataclasses import dataclass, fields

from extract.document import UnreadableError

_NAMES = {
    "file_bytes": "dung lượng tệp (byte)",
    "pages": "số trang",
    "page_characters": "số ký tự trên một trang",
    "archive_members": "số tệp thành phần trong tệp nén",
    "member_bytes": "dung lượng một thành phần sau khi giải nén (byte)",
    "archive_bytes": "tổng dung lượng sau khi giải nén (byte)",
    "compression_ratio": "tỷ lệ nén",
    "xml_depth": "độ sâu lồng nhau của XML",
    "xml_nodes": "số phần tử XML",
    "table_cells": "số ô bảng",
    "page_points": "cạnh trang giấy (point)",
    "characters": "số ký tự của cả văn bản",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may hold. Counted while reading: sizes that a file declares may lie."""

    file_bytes: int = 200_000_000
    pages: int = 5_000
    page_characters: int = 200_000
    archive_members: int = 10_000
    member_bytes: int = 200_000_000
    archive_bytes: int = 500_000_000
    compression_ratio: int = 500  # unpacked to packed, of one member beyond its first megabyte
    xml_depth: int = 256
    xml_nodes: int = 5_000_000
    table_cells: int = 200_000
    page_points: int = 14_400  # the longest side of a page that PDF 1.7 knows: 200 inches
    characters: int = 10_000_000  # of the text: five thousand pages of print

    def check(self, limit: str, found: int, stage: str = "mở tệp") -> None:
        """Raises UnreadableError, naming the limit and how to raise it, when more was found than it allows."""
        allowed: int = getattr(self, limit)
        if found > allowed:
            raise UnreadableError(
                stage,
                f"Tệp vượt giới hạn {_NAMES[limit]}: gặp {found}, cho phép {allowed}; nếu tin tệp này, "
                f"hãy nâng giới hạn `{limit}` rồi đọc lại.",
            )

    @classmethod
    def names(cls) -> dict[str, str]:
        """Each limit with its Vietnamese name, in the order of the fields."""
        return {f.name: _NAMES[f.name] for f in fields(cls)}
