"""Every table of the output, declared once: CSV headers, data package, column dictionary and rows follow from here.

Names and order are those of the contract (OUTPUT.md); columns beyond it stand after the contract's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from patterns.claims import Kind, MentionClass

ColumnType = Literal["string", "integer", "number", "boolean", "date"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column, with the title and description that its readers see."""

    name: str
    title: str
    description: str
    type: ColumnType = "string"
    values: tuple[str, ...] = ()  # all values that it can have, where they are few
    verbatim: bool = False  # the text is kept as it is, also where it begins with a sign that a spreadsheet would obey


@dataclass(frozen=True, slots=True)
class Reference:
    """`column` holds a key of another table."""

    column: str
    table: str
    target: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the output: `<name>.csv`."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


_REPORT_ID = Column(
    "report_id", "Mã báo cáo", "Mã của báo cáo, tính từ nội dung; không phụ thuộc tên tệp hay thứ tự đọc."
)
_PAGE = Column("page", "Trang", "Trang của tệp PDF, đếm từ 1; trống nếu định dạng không có trang.", "integer")
_START = Column("char_start", "Vị trí đầu", "Vị trí ký tự đầu trong texts/<report_id>.txt, đếm từ 0.", "integer")
_END = Column("char_end", "Vị trí cuối", "Vị trí ngay sau ký tự cuối trong texts/<report_id>.txt.", "integer")
_SECTION_ID = Column(
    "section_id", "Mã đề mục", "Đề mục trong cùng chứa chỗ này; với chú thích là đề mục chứa dấu chú thích."
)
_FOOTNOTE = Column("footnote", "Chú thích", "Số của chú thích chứa chỗ này; trống nếu ở thân báo cáo.")
_TABLE = Column("table", "Bảng", "Số thứ tự của bảng chứa chỗ này; trống nếu không ở trong bảng.", "integer")
_SHA256 = Column("sha256", "SHA-256", "Mã băm SHA-256 của tệp đầu vào.")
_SOURCE = Column("source", "Tệp nguồn", "Đường dẫn của tệp, tính từ thư mục đầu vào.")

_TO_REPORT = Reference("report_id", "reports", "report_id")
_TO_SECTION = Reference("section_id", "sections", "section_id")
_TO_FIGURE = Reference("figure_id", "figures", "figure_id")


def _raw(description: str) -> Column:
    return Column("raw", "Nguyên văn", description, verbatim=True)


REPORTS = Table(
    "reports",
    "Báo cáo",
    "Mỗi dòng là một báo cáo đã đọc.",
    (
        _REPORT_ID,
        _SOURCE,
        _SHA256,
        Column("format", "Định dạng", "Định dạng thật của tệp: docx, pdf, txt, md, doc, odt, rtf."),
        Column("pages", "Số trang", "Số trang của tệp; trống nếu định dạng không có trang.", "integer"),
        Column("issuer", "Cơ quan ban hành", "Cơ quan, tổ chức ban hành báo cáo, theo phần đầu báo cáo."),
        Column("level", "Cấp", "Cấp hành chính của cơ quan ban hành.", values=("xã", "huyện", "tỉnh", "trung ương")),
        Column("area", "Địa bàn", "Tên đơn vị hành chính mà báo cáo nói về."),
        Column("area_code", "Mã đơn vị", "Mã chính thức của đơn vị hành chính, nếu biết."),
        Column("parent_area", "Đơn vị cấp trên", "Tên đơn vị hành chính cấp trên trực tiếp."),
        Column("number_symbol", "Số, ký hiệu", "Số và ký hiệu của báo cáo, ví dụ 123-BC/HU."),
        Column("place", "Nơi ban hành", "Địa danh ghi cùng ngày ban hành."),
        Column("date", "Ngày ban hành", "Ngày ban hành báo cáo.", "date"),
        Column("title", "Tên báo cáo", "Tên loại và trích yếu của báo cáo."),
        Column("period_start", "Kỳ từ ngày", "Ngày đầu của kỳ báo cáo.", "date"),
        Column("period_end", "Kỳ đến ngày", "Ngày cuối của kỳ báo cáo.", "date"),
        Column("signatory", "Người ký", "Họ tên người ký."),
        Column("signer_role", "Chức vụ người ký", "Chức vụ người ký, gồm cả thẩm quyền ký (T/M, KT., TL.)."),
        Column("ocr", "Nhận dạng ảnh", "Văn bản có được nhận dạng từ ảnh quét hay không.", "boolean"),
        Column("warnings", "Lưu ý", "Những điều cần biết về việc đọc tệp này."),
    ),
    key=("report_id",),
)

SECTIONS = Table(
    "sections",
    "Đề mục",
    "Mỗi dòng là một đề mục được đánh số của báo cáo.",
    (
        _REPORT_ID,
        Column("section_id", "Mã đề mục", "Mã của đề mục: mã báo cáo và số thứ tự đọc."),
        Column("parent_id", "Mã đề mục cha", "Mã của đề mục chứa nó; trống nếu là đề mục ngoài cùng."),
        Column("level", "Bậc", "Bậc của đề mục, 1 là ngoài cùng.", "integer"),
        Column("label", "Nhãn", "Số hiệu như in trong báo cáo, không có dấu chấm hay ngoặc đóng."),
        Column("title", "Tên đề mục", "Tên của đề mục."),
        Column("path", "Đường dẫn đề mục", "Các nhãn từ ngoài vào trong, nối bằng « > »."),
        Column("outline_item", "Mục của đề cương", "Mục của đề cương mà đề mục này trả lời, nếu có đề cương."),
        _PAGE,
        _START,
        _END,
    ),
    key=("section_id",),
    references=(_TO_REPORT, Reference("parent_id", "sections", "section_id")),
)

FOOTNOTES = Table(
    "footnotes",
    "Chú thích",
    "Mỗi dòng là một chú thích cuối trang hoặc cuối văn bản.",
    (
        _REPORT_ID,
        Column("label", "Số chú thích", "Số hoặc ký hiệu của chú thích như in."),
        Column("text", "Nội dung", "Nội dung của chú thích."),
        Column("section_id", "Mã đề mục", "Đề mục chứa dấu chú thích."),
        Column("anchor", "Chỗ gắn", "Những chữ của mệnh đề đứng ngay trước dấu chú thích."),
        Column(
            "anchor_start", "Vị trí chỗ gắn", "Vị trí ký tự đầu của chỗ gắn trong texts/<report_id>.txt.", "integer"
        ),
        _PAGE,
    ),
    references=(_TO_REPORT, _TO_SECTION),
)

NUMERALS = Table(
    "numerals",
    "Sổ chữ số",
    "Mỗi dòng là một con số của văn bản; mỗi chữ số thuộc đúng một dòng.",
    (
        _REPORT_ID,
        Column("numeral_id", "Mã con số", "Mã của con số: mã báo cáo và số thứ tự đọc."),
        _raw("Con số như viết trong văn bản."),
        Column("class", "Loại", "Con số này là gì.", values=get_args(MentionClass)),
        Column("figure_id", "Mã số liệu", "Số liệu mà con số này thuộc về, nếu là số liệu."),
        _SECTION_ID,
        _FOOTNOTE,
        _TABLE,
        _PAGE,
        _START,
        _END,
        Column("rule", "Quy tắc", "Quy tắc đã nhận ra con số."),
    ),
    key=("numeral_id",),
    references=(_TO_REPORT, _TO_FIGURE, _TO_SECTION),
)

FIGURES = Table(
    "figures",
    "Số liệu",
    "Mỗi dòng là một số liệu mà báo cáo nêu.",
    (
        _REPORT_ID,
        Column("figure_id", "Mã số liệu", "Mã của số liệu: mã báo cáo và số thứ tự đọc."),
        _SECTION_ID,
        Column("section_path", "Đường dẫn đề mục", "Các nhãn đề mục từ ngoài vào trong, nối bằng « > »."),
        _FOOTNOTE,
        _TABLE,
        Column(
            "footnote_refs",
            "Chú thích kèm theo",
            "Số của các chú thích gắn vào mệnh đề này, cách nhau bằng dấu chấm phẩy.",
        ),
        Column(
            "kind",
            "Dạng",
            "Số đếm, tỷ lệ phần trăm, tiền, diện tích, độ dài, khối lượng, thể tích, khác.",
            values=get_args(Kind),
        ),
        Column("value", "Giá trị", "Giá trị theo đơn vị gốc: 122,188 triệu đồng là 122188000.", "number"),
        Column("value_max", "Giá trị lớn nhất", "Đầu trên của một khoảng «01 - 02».", "number"),
        Column("of", "Trên tổng", "Mẫu số của «104/126».", "number"),
        Column("unit", "Đơn vị", "Thứ được đếm hoặc đơn vị đo, chữ thường; tiền luôn là «đồng»."),
        Column(
            "approx",
            "Mức gần đúng",
            "trên, hơn: more_than; gần: nearly; khoảng, ước: about; ít nhất: at_least; không quá: at_most.",
            values=("more_than", "nearly", "about", "at_least", "at_most"),
        ),
        Column(
            "change", "Tăng, giảm", "Có khi bản thân số liệu là mức tăng hay giảm.", values=("increase", "decrease")
        ),
        Column("baseline", "So với", "Mốc mà mức tăng, giảm được so với."),
        Column("indicator", "Chỉ tiêu", "Điều được nêu, bằng vài chữ."),
        Column("indicator_code", "Mã chỉ tiêu", "Mã trong danh mục chỉ tiêu."),
        Column("actor", "Chủ thể", "Ai đã làm."),
        Column("place", "Nơi", "Số liệu nói về nơi nào."),
        Column("period_start", "Kỳ từ ngày", "Ngày đầu của kỳ mà số liệu nói về.", "date"),
        Column("period_end", "Kỳ đến ngày", "Ngày cuối của kỳ mà số liệu nói về.", "date"),
        Column("part_of", "Là phần của", "Mã số liệu của tổng mà số này được nêu là một phần."),
        Column("rate_of", "Là tỷ lệ của", "Với phần trăm: mã số liệu mà nó nêu tỷ lệ."),
        _raw("Số liệu như viết trong văn bản."),
        Column("sentence", "Câu", "Câu chứa số liệu."),
        _PAGE,
        Column("bbox", "Khung", "Khung trên trang PDF: x0 top x1 bottom, tính bằng point từ góc trên bên trái."),
        _START,
        _END,
        Column("rule", "Quy tắc", "Quy tắc đã nhận ra số liệu."),
        Column("target", "Là mục tiêu", "Số liệu là kế hoạch, chỉ tiêu phấn đấu, không phải kết quả.", "boolean"),
    ),
    key=("figure_id",),
    references=(
        _TO_REPORT,
        _TO_SECTION,
        Reference("part_of", "figures", "figure_id"),
        Reference("rate_of", "figures", "figure_id"),
    ),
)

CITATIONS = Table(
    "citations",
    "Văn bản viện dẫn",
    "Mỗi dòng là một văn bản mà báo cáo viện dẫn.",
    (
        _REPORT_ID,
        _SECTION_ID,
        _FOOTNOTE,
        Column("type", "Loại văn bản", "Nghị quyết, Quyết định, Chỉ thị, …"),
        Column("number_symbol", "Số, ký hiệu", "Số và ký hiệu của văn bản."),
        Column("date", "Ngày", "Ngày của văn bản.", "date"),
        Column("issuer", "Cơ quan ban hành", "Cơ quan ban hành văn bản."),
        Column("title", "Trích yếu", "Trích yếu hoặc tên của văn bản."),
        _raw("Chỗ viện dẫn như viết trong báo cáo."),
        _PAGE,
        _START,
        _END,
    ),
    references=(_TO_REPORT, _TO_SECTION),
)

CELLS = Table(
    "cells",
    "Ô bảng",
    "Mỗi dòng là một ô của một bảng; ô gộp đứng ở chỗ đầu tiên của nó.",
    (
        _REPORT_ID,
        Column("table", "Bảng", "Số thứ tự của bảng trong báo cáo, đếm từ 1.", "integer"),
        Column("caption", "Tên bảng", "Tên của bảng."),
        Column("row", "Dòng", "Dòng của ô, đếm từ 1.", "integer"),
        Column("column", "Cột", "Cột của ô, đếm từ 1.", "integer"),
        Column("row_header", "Tiêu đề dòng", "Ô đầu có chữ của dòng."),
        Column("column_header", "Tiêu đề cột", "Các tiêu đề phía trên ô, nối bằng « > »."),
        Column("text", "Nội dung ô", "Nội dung của ô."),
        Column("figure_id", "Mã số liệu", "Số liệu (đầu tiên) trong ô."),
        _PAGE,
    ),
    key=("report_id", "table", "row", "column"),
    references=(_TO_REPORT, _TO_FIGURE),
)

CHECKS = Table(
    "checks",
    "Kiểm tra",
    "Mỗi dòng là một phép so số liệu mà chính lời văn của báo cáo đòi hỏi.",
    (
        _REPORT_ID,
        Column("check_id", "Mã kiểm tra", "Mã của phép kiểm tra, tính từ nội dung."),
        Column(
            "type",
            "Loại",
            "Cộng, tỷ lệ hoặc bình quân, giới hạn, trùng nhau, liệt kê; giữa các báo cáo: cộng dồn, tăng giảm.",
            values=("sum", "percent", "bound", "equal", "list", "rollup", "change"),
        ),
        Column(
            "verdict",
            "Kết luận",
            "holds: khớp; mismatch: không khớp; remark: nên xem.",
            values=("holds", "mismatch", "remark"),
        ),
        Column("expected", "Tính ra", "Số mà phép tính cho.", "number"),
        Column("stated", "Báo cáo ghi", "Số mà báo cáo ghi.", "number"),
        Column("difference", "Chênh lệch", "Số ghi trừ số tính ra.", "number"),
        Column("total_id", "Mã số tổng", "Mã số liệu của tổng, hoặc của tỷ lệ phần trăm."),
        Column("part_ids", "Mã các số thành phần", "Mã số liệu của các thành phần, cách nhau bằng dấu chấm phẩy."),
        Column("message", "Diễn giải", "Một câu để người kiểm tra làm việc được ngay."),
        _PAGE,
        Column("formula", "Phép tính", "Phép tính như viết tay: 02 + 27 = 29 ≠ 30."),
        Column("cue", "Căn cứ", "Những chữ của báo cáo nối các số này với nhau."),
        Column("holds_by", "Khớp nhờ", "exact: đúng; rounding: làm tròn; truncation: cắt bỏ; approximation: gần đúng."),
        Column("weight", "Mức đáng xem", "Từ 0 đến 100: chắc và nặng đến đâu.", "integer"),
        Column("quotes", "Trích dẫn", "Nguyên văn các số được so, cách nhau bằng « | ».", verbatim=True),
    ),
    key=("check_id",),
    references=(_TO_REPORT, Reference("total_id", "figures", "figure_id")),
)

COVERAGE = Table(
    "coverage",
    "Đối chiếu đề cương",
    "Mỗi dòng là một mục hoặc một yêu cầu của đề cương trong một báo cáo, hoặc một báo cáo chưa nộp; bảng trống nếu "
    "không có đề cương và danh sách đơn vị phải nộp.",
    (
        Column("outline_item", "Mục của đề cương", "Tên mục của đề cương; trống với báo cáo chưa nộp."),
        Column("item_path", "Đường dẫn mục", "Các nhãn của đề cương từ ngoài vào trong, nối bằng « > »."),
        Column("requirement", "Yêu cầu", "Điều mà mục ấy yêu cầu; trống ở dòng nói về cả mục."),
        Column("report_id", "Mã báo cáo", "Mã của báo cáo; trống với báo cáo chưa nộp."),
        Column(
            "status",
            "Mức đáp ứng",
            "present: có; partial: có một phần; missing: không có.",
            values=("present", "partial", "missing"),
        ),
        Column("section_id", "Mã đề mục", "Đề mục của báo cáo trả lời tốt nhất."),
        Column("evidence", "Dẫn chứng", "Tên đề mục hoặc nguyên văn câu trả lời; điều gì chưa thấy."),
        Column("figure_ids", "Mã số liệu", "Mã các số liệu của câu trả lời, cách nhau bằng dấu chấm phẩy."),
    ),
    references=(_TO_REPORT, _TO_SECTION),
)

ERRORS = Table(
    "errors",
    "Tệp không đọc được",
    "Mỗi dòng là một tệp đầu vào không thành một dòng của reports.csv, và vì sao.",
    (
        _SOURCE,
        _SHA256,
        Column("stage", "Khâu", "Khâu mà việc đọc dừng lại."),
        Column("error", "Lỗi", "Một câu: điều gì sai và nên làm gì."),
    ),
    key=("source",),
)

REPORT_TABLES = (REPORTS, SECTIONS, FOOTNOTES, NUMERALS, FIGURES, CITATIONS, CELLS, CHECKS, COVERAGE)
"""The tables to which every report gives rows, in the order of the contract."""

TABLES = (*REPORT_TABLES, ERRORS)
