"""A small report, written for these tests, and the text that every producer's PDF of it must give back."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

MARK = re.compile(r"\[\^(\d+)\]")

LEFT = ["ĐẢNG BỘ TỈNH SƠN LA", "HUYỆN ỦY MƯỜNG LÂM", "*", "Số: 87-BC/HU"]
RIGHT = ["ĐẢNG CỘNG SẢN VIỆT NAM", "Mường Lâm, ngày 14 tháng 11 năm 2023"]
TITLE = ["BÁO CÁO", "kết quả công tác dân vận năm 2023"]
BODY = [
    "I. ĐẶC ĐIỂM TÌNH HÌNH",
    "Mường Lâm là huyện vùng cao, có tổng diện tích tự nhiên 45.812,75 ha, gồm 11 xã, 98 bản, dân số trên 4,6 vạn "
    "người; nhà văn hóa bản có diện tích từ 120 m² trở lên đạt 87,5%. Đảng bộ huyện có 43 tổ chức cơ sở đảng (14 đảng "
    "bộ, 29 chi bộ), tổng số đảng viên là 2.154 đồng chí, trong đó đảng viên nữ là 803 đồng chí. Trong năm, huyện đã "
    "đón 1.250 lượt khách đến tham quan, học tập kinh nghiệm.",
    "II. KẾT QUẢ CÔNG TÁC DÂN VẬN",
    "1. Công tác lãnh đạo, chỉ đạo",
    "Huyện ủy quan tâm quán triệt, triển khai Quy chế số 16-QC/HU, ngày 21/02/2022 của Ban Thường vụ Huyện ủy về công "
    "tác dân vận của hệ thống chính trị; cấp ủy từ huyện đến cơ sở đã tổ chức 76 hội nghị tuyên truyền cho 3.918 lượt "
    "người; ban hành 12 văn bản[^1] lãnh đạo công tác dân vận trong năm 2023[^2]; chỉ đạo Mặt trận Tổ quốc và các tổ "
    "chức chính trị - xã hội đổi mới nội dung, phương thức hoạt động, nâng cao chất lượng công tác vận động Nhân dân "
    "trên tất cả các lĩnh vực “từ huyện đến cơ sở”[^3].",
    "Duy trì việc tiếp công dân định kỳ của người đứng đầu cấp ủy, chính quyền các cấp; tiếp 64 lượt với 71 người "
    "(giảm 9 lượt so với năm 2022), đã giải quyết 58/61 đơn, đạt 95,1%. Các ý kiến tập trung vào lĩnh vực đất đai, "
    "rừng, kênh mương thủy lợi, giải phóng mặt bằng và chế độ, chính sách đối với người có công.",
    "2. Kết quả phong trào thi đua “Dân vận khéo”",
    "Năm 2023, toàn huyện có 152 tập thể, 97 cá nhân đăng ký mô hình “Dân vận khéo” trên các lĩnh vực[^4], trong đó có "
    "61 tập thể được công nhận. Nhân dân đã hiến 8.460 m² đất, đóng góp 5.320 ngày công làm đường giao thông nông "
    "thôn với tổng trị giá 1.245,6 triệu đồng.",
]
NOTES = {
    "1": "03 kế hoạch, 05 thông báo, 02 quyết định, 02 công văn.",
    "2": "Trong đó: cấp huyện 07 văn bản, cấp xã 05 văn bản; kèm theo 04 hướng dẫn nghiệp vụ gửi 11 xã và 43 tổ chức cơ "
    "sở đảng trực thuộc Đảng bộ huyện để thực hiện thống nhất.",
    "3": "Kết quả, có 9.215 gia đình đăng ký danh hiệu “Gia đình văn hóa”, đạt 89,4%; 81/98 bản đăng ký khu dân cư an "
    "toàn.",
    "4": "Kinh tế 70 mô hình, văn hóa - xã hội 45 mô hình, quốc phòng - an ninh 17 mô hình, hệ thống chính trị 20 mô hình.",
}
TABLE = [
    ["TT", "Đơn vị", "Số hội nghị", "Số lượt người"],
    ["1", "Xã Nậm Păm", "12", "640"],
    ["2", "Xã Chiềng Hoa", "9", "512"],
    ["3", "Thị trấn Mường Lâm", "15", "1.038"],
    ["", "Tổng cộng", "36", "2.190"],
]
CAPTION = "Biểu 1: Hội nghị đối thoại với Nhân dân"
SIGN_LEFT = ["Nơi nhận:", "- Ban Dân vận Tỉnh ủy,", "- Các ban xây dựng Đảng,", "- Lưu."]
SIGN_RIGHT = ["T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Lò Văn Hùng"]


@dataclass(slots=True)
class Report:
    """What a producer prints, from top to bottom. `body` is repeated so that it runs over pages."""

    letterhead: bool = True
    title: list[str] = field(default_factory=lambda: list(TITLE))
    body: list[str] = field(default_factory=lambda: list(BODY))
    notes: dict[str, str] = field(default_factory=lambda: dict(NOTES))
    table: bool = False
    signature: bool = True

    def text(self) -> str:
        """The text that a reader must give back."""
        lines = [*LEFT, *RIGHT] if self.letterhead else []
        lines += [*self.title, *self.body]
        if self.table:
            lines += [CAPTION, *(cell for row in TABLE for cell in row if cell)]
        if self.signature:
            lines += [*SIGN_LEFT, *SIGN_RIGHT]
        lines += [f"[^{label}]: {note}" for label, note in self.notes.items()]
        return "".join(line + "\n" for line in lines)


def long_report(times: int = 3) -> Report:
    """A report whose body comes several times, its notes numbered on, so that it fills pages."""
    body: list[str] = []
    notes: dict[str, str] = {}
    for n in range(times):
        shift = n * len(NOTES)
        body += [MARK.sub(lambda m, s=shift: f"[^{int(m.group(1)) + s}]", text) for text in BODY]  # type: ignore[misc]
        notes |= {str(int(label) + shift): text for label, text in NOTES.items()}
    return Report(body=body, notes=notes)
