"""`docs/columns.md`, the column dictionary, written from outputs.tables by `make docs`."""

from __future__ import annotations

from collections.abc import Iterator

from outputs.tables import TABLES, Column, Table

_TYPES = {"string": "chữ", "integer": "số nguyên", "number": "số", "boolean": "đúng/sai", "date": "ngày"}

_HEAD = """# Từ điển cột

<!-- Tự động viết từ outputs/tables.py bằng `make docs`; đừng sửa ở đây. -->

Mọi bảng là CSV: UTF-8, dấu phẩy, có dòng tiêu đề, xuống dòng bằng `\\n`, theo RFC 4180, xếp theo thứ tự đọc;
chạy lại cho đúng những byte như cũ. Ô trống là không nêu hoặc không biết. Ngày theo ISO 8601, số thập phân dùng
dấu chấm, không có dấu ngăn nghìn.

Ô chữ bắt đầu bằng `=`, `+`, `-`, `@`, tab hoặc CR được thêm dấu `'` ở đầu, để chương trình bảng tính không coi là
công thức; chỉ những cột ghi *nguyên văn* giữ đúng từng ký tự. Vị trí ký tự luôn chỉ vào `texts/<report_id>.txt`,
nơi không có gì được thêm.
"""


def column_dictionary() -> str:
    """The whole page."""
    return "\n".join((_HEAD, *("\n".join(_table(table)) + "\n" for table in TABLES))).rstrip("\n") + "\n"


def _table(table: Table) -> Iterator[str]:
    yield f"## {table.name}.csv: {table.title}"
    yield ""
    yield table.description
    yield ""
    yield "| cột | tên | kiểu | ý nghĩa |"
    yield "|---|---|---|---|"
    references = {reference.column: f"`{reference.table}.{reference.target}`" for reference in table.references}
    for column in table.columns:
        key = " (khoá)" if column.name in table.key else ""
        meaning = _meaning(column, references.get(column.name))
        yield f"| `{column.name}`{key} | {column.title} | {_type(column)} | {meaning} |"


def _type(column: Column) -> str:
    return _TYPES[column.type] + (", nguyên văn" if column.verbatim else "")


def _meaning(column: Column, reference: str | None) -> str:
    values = f" Giá trị: {', '.join(f'`{value}`' for value in column.values)}." if column.values else ""
    points = f" Trỏ tới {reference}." if reference else ""
    return (column.description + values + points).replace("|", "\\|")
