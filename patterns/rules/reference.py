"""Numbers that point or name: document numbers, articles, ordinals, proper names, phone numbers, list labels."""

from __future__ import annotations

from string import ascii_lowercase

from patterns.lexicon import UNIT_AHEAD
from patterns.rules.rule import Rule, last_words

_TYPES = (
    "nghị quyết|quyết định|chỉ thị|kết luận|kế hoạch|công văn|thông báo|hướng dẫn|quy định|quy chế|báo cáo|tờ trình"
    "|thông tư|nghị định|luật|pháp lệnh|chương trình hành động|chương trình|đề án|công điện|thông tri"
    "|kế hoạch liên tịch|văn bản|hợp đồng|giấy mời|hiến pháp|chương trình phối hợp|quyết định thi hành án|bản án"
    "|giấy phép|thư ngỏ"
)
_CAPITAL_TYPES = "|".join(word[0].upper() + word[1:] for word in _TYPES.split("|"))
_BARE_TYPES = (  # cited by the bare number also
    "Nghị quyết|Quyết định|Chỉ thị|Kết luận|Quy định|Quy chế|Nghị định|Thông tư|Công điện|Hướng dẫn|Luật"
    "|Pháp lệnh|NQ|CT|QĐ"
)
# One part of a symbol after the number: "QC", "QĐi", "TTg", "UBND", "QH14", "BDVTU".
_SYMBOL = r"\p{Lu}[\p{L}ĐÐ]{0,9}\d{0,2}"
_NO_UNIT = rf"(?! ?(?:{UNIT_AHEAD})(?<! lần| điểm))"
_INDEX = (
    "lần|lần thứ|lớp|khối|cấp|cấp độ|mức độ|mức|loại|hạng|nhóm|vòng|giai đoạn|đợt|liều|mũi|mũi tiêm|kỳ|tập|quyển|bậc"
    "|thứ|số thứ tự|stt|top|tốp|ca|phiên|hạng mục|lứa|lô|tuyến|khoá|khóa|hội nghị lần|vị trí|xếp hạng|hạng thứ|độ tuổi"
    "|mốc|tầng|trụ|cột mốc|mốc giới|cung|phân khu|phân đội|quân khu|nhóm nợ|vụ|luỹ kế|phụ lục|tiểu dự án"
    "|dự án thành phần|hợp phần|nội dung thành phần|thể dục|nội dung|tiêu chí|tiêu chí thứ|tuổi|đại hội|báo động"
    "|khu vực|vùng"
)
_ARTICLE = (
    "điều|khoản|điểm|chương|mục|phần|biểu|bảng|mẫu|mẫu biểu|phụ biểu|hình|trang|phụ lục|dòng|cột|chú thích|tiểu mục"
)
_PLACE = (
    "bản|thôn|ấp|buôn|làng|xóm|khu|tổ|phố|phường|khu phố|khối phố|khối|tổ dân phố|tdp|đội|trạm|cụm|chợ|cầu|đập|tiểu khu"
    "|quận|ngõ|ngách|hẻm|đường|km|quốc lộ|tỉnh lộ|huyện lộ|ql|tl|dt|đt|lô|thửa|tờ bản đồ|tờ|chi bộ|chi hội"
    "|chi đoàn|trường|tnhh|mtv|vành đai"
    "|nhà máy|xí nghiệp|lữ đoàn|sư đoàn|trung đoàn|tiểu đoàn|đại đội|binh đoàn|quân đoàn|đồn|hòn|cống|trạm bơm|khóm|hồ"
)
# The second half of a compound names no place: "nông thôn 38", "bảo vệ môi trường 48", "văn bản 12".
_COMPOUNDS = (
    "nông thôn|môi trường|thị trường|hội trường|công trường|quảng trường|chiến trường|chủ trường|lập trường|hiện trường"
    "|văn bản|cơ bản|biên bản|bài bản|căn bản|ấn bản|xuất bản|phiên bản|kịch bản|nguyên bản|tư bản|thành phố"
    "|bộ đội|quân đội|yêu cầu|nhu cầu|toàn cầu|con đường|tuyến đường|làm đường|mở đường|hợp tổ|cung đường|bán buôn"
    "|nhà trường|các trường|thành đội|huyện đội|liên đội|chi đội|đồng hồ|tập tổ|các tổ|mỗi tổ|khu khối|toàn khu"
    "|các thôn|các bản|các xã|lao động|nhật bản|giấy tờ"
)
_PLACE_WORD = (
    rf"\b(?:{_PLACE}|{'|'.join(word[0].upper() + word[1:] for word in _PLACE.split('|'))})(?<!\b(?i:{_COMPOUNDS}))"
)

# "(chi bộ 31, đảng ủy cơ sở 12)": a number beside those of what is no place
_AMONG_OTHERS = (
    rf"(?=[,;)])(?<=\([^()]*)(?:(?=, (?:(?!{_PLACE_WORD})[^\d(),;]){{2,40}} \d+[,;)])"
    rf"|(?<=[(,] ?(?:(?!{_PLACE_WORD})[^\d(),;]){{2,40}} \d+, [^\d(),;]{{2,40}} \d+))"
)

RULES = (
    Rule(
        "document_number",
        "citation",
        rf"\d{{1,5}}[a-zA-Z]?(?: ?/ ?(?:19|20)\d\d)? ?[-–/] ?(?:[-–/] ?)?"
        rf"(?:{_SYMBOL}(?: ?[-–/&.] ?{_SYMBOL})+|\p{{Lu}}[\p{{Lu}}ĐÐ][\p{{L}}]{{0,6}}\d{{0,2}})(?!\p{{Ll}})",
        "Nghị định 30/2020/NĐ-CP; Quy định 66-QĐ/TW",
        yes=(
            ("Quy chế số {14-QC/HU}, ngày", ""),
            ("Kế hoạch số {41/KH-UBND}, ngày", ""),
            ("Nghị định số {30/2020/NĐ-CP} về", ""),
            ("Quy định số {11-QĐi/TW}, ngày", ""),
            ("Nghị định {163/CP} của", ""),
            ("Luật số {15/2017/QH14}", ""),
            ("Quyết định số {217-QÐ/TW} của", ""),
            ("Kế hoạch số {15-/KH/HU}, ngày", ""),
        ),
        no=(("xã hội {13} vụ/31 đối tượng", "count"), ("giai đoạn {2021-2025} tới", "period_years")),
        cased=True,
        follow=frozenset({"-", "–", "/", *ascii_lowercase}),
    ),
    Rule(
        "document_list",
        "citation",
        rf"\d{{1,5}}(?=(?:,| và) \d{{1,5}}(?: ?/ ?\d{{4}})? ?[-–/] ?{_SYMBOL}[-–/]{_SYMBOL})",
        "Quyết định 217, 218-QĐ/TW",
        yes=(("Quyết định số {217}, 218-QĐ/TW của", ""),),
        cased=True,
        follow=frozenset({"và"}),
    ),
    Rule(
        "document_bare_number",
        "citation",
        rf"(?<=(?:{_BARE_TYPES}) (?:số ?:? )?)\d{{1,5}}[a-zA-Z]?(?:/(?:19|20)\d\d)?(?![\d%]|[.,]\d| ?/ ?\d)"
        rf"(?! ?(?i:{UNIT_AHEAD}|tháng|năm|ngày|quý|tuần|triệu|tỷ|đồng))"
        rf"|(?<=(?:{_TYPES}|{_CAPITAL_TYPES}) số ?:? )(?<!(?:[Cc]hương trình"
        rf"|[Đđ]ề án) số ?:? )\d{{1,5}}[a-zA-Z]?(?![\d%]|[.,]\d| ?/ ?\d)"
        rf"|(?<=[Ss]ố ?: ?)\d{{1,5}}(?= ?/| ?-\p{{Lu}})",
        "Chỉ thị 05, Nghị quyết 18",
        yes=(("thực hiện Nghị quyết {18} về", ""), ("theo Chỉ thị số {05} của", "")),
        no=(("ban hành {26} Nghị quyết", "count"), ("thực hiện Đề án {06} của", "name_programme")),
        cased=True,
        lead=last_words(_BARE_TYPES) | {"số", ":"},
    ),
    Rule(
        "article",
        "other",
        rf"(?<=(?:\b(?:{_ARTICLE}))(?<!\b(?:cao|quan|thời|đặc|địa|trọng|thí|ưu|khuyết|chấm|tổng|tăng|đạt|danh|tiêu|đại|phát"
        rf"|hạng|chuyên|cổ|thành|một|đa|giao|trừ|vũ"
        rf"|nghĩa|kiểm|tài|chỉnh) \p{{L}}+) (?:số )?)\d{{1,3}}(?:\.\d{{1,2}})*[a-zđ]?(?:(?:,| và"
        rf"|-) \d{{1,3}}(?! ?(?:{UNIT_AHEAD})))*"
        rf"(?![\d%]|[.,]\d| ?/ ?\d)(?:(?= (?:của )?(?:bộ luật|luật|nghị|quy|hiến pháp|thông tư)\b)|{_NO_UNIT})",
        "Luật ban hành văn bản quy phạm pháp luật",
        yes=(("theo khoản {2} Điều 5", ""), ("Phụ lục {1} kèm theo", ""), ("theo Điều {216} Bộ luật Hình sự", "")),
        no=(("đã chỉnh trang {17} nghĩa trang", "count"),),
        lead=last_words(_ARTICLE) | {"số"},
    ),
    Rule(
        "name_glued",
        "name",
        r"(?<=\p{Lu}\p{L}*[-.]?)(?<!\p{Ll}{2,})\d+(?:[-.:+]\d+)*\p{L}*|(?<=\bISO |\bTCVN |\bQCVN )\d+(?:[-:/.]\d+)*"
        r"|(?<=[Cc]ovid ?-? ?)\d\d",
        "COVID-19, ISO 9001:2015, ĐT.128",
        yes=(("dịch COVID-{19} được", ""), ("tuyến QL{4D} qua", ""), ("chuẩn ISO {9001:2015}", "")),
        cased=True,
        lead=frozenset({"covid", "-", ".", "iso", "tcvn", "qcvn"}),
        capital=True,
    ),
    Rule(
        "phone",
        "other",
        r"(?<=(?:điện thoại|\bđt|sđt|hotline|fax|máy|đường dây nóng|liên hệ|zalo)[^\n\d]{0,24}[: .+(]?)[+(]?(?:0"
        r"|84)[\d. ()-]{6,14}\d(?!\d)"
        r"|0\d{9}(?!\d)|0\d{2,3}[. ]\d{3}[. ]\d{3,4}(?!\d)|1800[ .]?\d{4}|1900[ .]?\d{4}",
        "báo cáo Đoàn Thanh niên",
        yes=(("điện thoại {0912.345.678} hoặc", ""), ("số tổng đài {0213.387.6543}", "")),
        follow=frozenset("()-"),
        long=True,
        begins=frozenset("018"),
    ),
    Rule(
        "account_number",
        "other",
        r"(?<=(?:tài khoản|stk|\btk)[^\n\d,;]{0,15}số[ :]+)\d[\d. -]{7,20}\d(?!\d)|(?<=(?:tài khoản|stk|cccd|cmnd"
        r"|căn cước|mã số|mã định danh|số hiệu)(?: công dân| số|:| là)*[ :])\d[\d. -]{5,20}\d(?!\d)"
        r"|\d{9,}(?! ?(?:đồng|đ\b|vnđ))",
        "báo cáo quỹ Vì người nghèo",
        yes=(("số tài khoản {3713 0 1058 123}", ""),),
        follow=frozenset("-"),
        long=True,
    ),
    Rule(
        "per_base",
        "other",
        r"(?<=(?:trên|/|tính trên|cho|bình quân) ?)(?:100|1000|10000|100000|1\.000|10\.000|100\.000|1 vạn"
        r"|1 triệu|một vạn)"
        r"(?= (?:dân|người dân|người|trẻ|trẻ đẻ|hộ dân)(?: số| sống)?(?! tham|,? \d))(?<=(?:‰|%|người|ca"
        r"|trường hợp|bác sĩ|giường|vụ|/)[^;\n]{0,34})"
        r"|(?<=\p{L} ?/ ?)(?:100|1000|10000|100000|1\.000|10\.000|100\.000)"
        r"(?= (?:dân|bé \p{L}+|trẻ (?:em|sinh|đẻ))(?!\p{L}))",
        "báo cáo y tế",
        yes=(
            ("đạt 8,5 bác sĩ trên {10.000} dân", ""),
            ("25 giường bệnh/{10.000} dân", ""),
            ("đạt 30 giường bệnh/{10.000} dân, 9,8 bác sĩ", ""),
            ("111 bé trai/{100} bé gái", ""),
        ),
        no=(("tuyên truyền cho trên {10.000} người", "count"),),
        lead=frozenset({"trên", "/", "cho", "quân"}),
    ),
    Rule(
        "coefficient",
        "other",
        r"(?<=(?:hệ số|tỷ số|tỉ số) )\d+(?:[,.]\d+)?(?: ?- ?\d+)?",
        "báo cáo dân quân",
        yes=(("bằng hệ số {1,0} lương", ""),),
        lead=frozenset({"số"}),
    ),
    Rule(
        "per_hectare",
        "other",
        r"(?<=(?:giá trị|thu nhập|doanh thu)[^;\n]{0,40}(?:trên|/) ?)0?1(?= ha(?!\p{L}))",
        "báo cáo nông nghiệp",
        yes=(("giá trị sản xuất trên {1} ha canh tác", ""),),
        follow=frozenset({"ha"}),
    ),
    Rule(
        "tiers",
        "other",
        r"(?<=(?:chính quyền|địa phương|mô hình|tổ chức) )0?[23](?= cấp(?!\p{L}))",
        "Luật Tổ chức chính quyền địa phương 2025: chính quyền địa phương 02 cấp",
        yes=(("chính quyền địa phương {02} cấp", ""),),
        follow=frozenset({"cấp"}),
    ),
    Rule(
        "list_label",
        "other",
        r"(?<![^\n])\d{1,2}(?=[-–.)/] ?\p{L})|(?<=\()\d{1,2}(?=\))(?<!(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín"
        r"|mười) \(\d+)(?<!\p{L}\(\d+)",
        "đề cương báo cáo 2023",
        yes=(("trọng tâm về: ({1}) Công tác", ""),),
        lead=frozenset({"(", "\n"}),
    ),
    Rule(
        "copies",
        "other",
        r"(?<=lưu ?:[^\n]{0,60}[\p{L}\d] ?\()\d{1,3}b?(?=\))",
        "Nghị định 30/2020/NĐ-CP, Phụ lục I: nơi nhận",
        yes=(("- Lưu: VT, VP({04}).", ""), ("- Lưu: VT, PV01({03b}).", "")),
        lead=frozenset({"("}),
    ),
    Rule(
        "ordinal_word",
        "ordinal",
        r"(?<=\b(?:con|xếp|đứng|hạng|bậc|vị trí|lần|đợt|người|loại) thứ )"
        r"(?:nhất|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười)(?!\p{L})",
        "báo cáo dân số: sinh con thứ ba trở lên",
        yes=(("sinh con thứ {ba} trở lên", ""), ("xếp thứ {hai} toàn tỉnh", "")),
        lead=frozenset({"thứ"}),
    ),
    Rule(
        "rank",
        "ordinal",
        r"(?<=(?:\bthứ|thứ hạng|vị trí|xếp hạng|vị thứ|\bhạng)(?: thứ| hạng)*(?: là)? )\d{1,3}(?: ?/ ?\d{1,3})?"
        r"(?![\d%]|[.,]\d)",
        "báo cáo CCHC",
        yes=(("xếp thứ {5/13} xã", ""), ("đứng thứ {12/63} tỉnh", "")),
        lead=frozenset({"thứ", "hạng", "trí", "là"}),
    ),
    Rule(
        "ordinal",
        "ordinal",
        rf"(?<=\b(?:{_INDEX})(?<!(?:trung|sơ|cao|đẳng|các|phân|trợ|nâng|cung|định|chung|nhiều"
        rf"|nhiệm|nghiệp|phục|dịch|thường|mọi) \p{{L}}+) (?:số |thứ )?)"
        rf"(?:\d{{1,2}}|(?<=mốc )\d{{3}}(?:/\d)?)[a-z]?(?:(?: ?[,-] ?| và |/)\d{{1,2}}(?!\d"
        rf"| ?(?:{UNIT_AHEAD})))*(?![\d%]|[.,]\d| ?/ ?\d\d?(?![\d.])){_NO_UNIT}"
        rf"(?! ?(?:[-–]|đến|tới) ?\d+ ?(?:triệu|tỷ|tỉ|nghìn|ngàn|đồng|%))(?! ?(?:triệu|tỷ|tỉ|nghìn|ngàn|đồng))"
        rf"|\d(?:(?: ?[-–,] ?| và | đến )\d)*(?= sao(?!\p{{L}}))"
        r"|(?<=trung ương )\d{1,2}(?=,? ?\(?(?:khoá|khóa))|(?<=hội nghị trung ương )\d{1,2}(?![\d%]|[.,]\d)",
        "báo cáo y tế: liều 2, cấp độ 2; Đại hội lần thứ XX",
        yes=(
            ("tiêm liều {2} cho", ""),
            ("dịch ở cấp độ {2}.", ""),
            ("mức độ {3, 4} đạt", ""),
            ("học sinh lớp {5} đạt", ""),
            ("khóa {13}, nhiệm kỳ", ""),
            ("sản phẩm OCOP {4} sao", ""),
            ("Hội nghị Trung ương {6} khóa XII", ""),
        ),
        no=(
            ("Tổ chức lớp {02} ngày", "period_span"),
            ("ngân sách Trung ương {8.500 triệu đồng} (chiếm", "money"),
        ),
        todo=(("bắn đạn thật bài {1} súng AK", ""),),
        lead=last_words(_INDEX) | {"số", "thứ", "ương"},
        follow=frozenset({"sao", "-", "–", "và", "đến"}),
    ),
    Rule(
        "name_quoted",
        "name",
        r"(?<=“[^“”\n]{0,60})\d+(?:[.,/-]\d+)*(?! ?%)(?=[^“”\n]{0,60}”)",
        "“5 không, 3 sạch”",
        yes=(("Gia đình “{5} không, 3 sạch”", ""), ("mô hình “{3} trong 1”", "")),
        quoted=True,
    ),
    Rule(
        "name_number",
        "name",
        r"(?<=(?<!\b(?:tổng|dân|chỉ|hệ|quân|sĩ|sỹ|doanh|trong|trị|tỷ|tỉ|cơ|có|với|là|gồm|chiếm|một|vô|đa|cao|thiểu"
        r"|thấp|hơn|bằng|bình|nhân|vốn|điểm|con|hộ|lượt|người|hồ|vụ|tiền) )\bsố )"
        rf"\d{{1,4}}[a-z]?(?:(?:, ?| và )\d{{1,2}}(?!\d))*(?![\d%]|[.,]\d"
        rf"| ?/ ?\d)(?! ?(?:{UNIT_AHEAD})(?<!\b(?:xã|huyện|tỉnh|phường|thị trấn|bản|thôn|quận)))",
        "bão số 3, tiêu chí số 2",
        yes=(("do bão số {3} gây", ""), ("Trường THCS số {1} xã", "")),
        no=(("tổng số {12} đơn", "count"),),
        lead=frozenset({"số"}),
    ),
    Rule(
        "name_programme",
        "name",
        r"(?<=(?:[Đđ]ề án|[Cc]hương trình(?: mục tiêu quốc gia| MTQG)?|[Dd]ự án|[Tt]iểu dự án|Kế hoạch"
        r"|Nghị quyết|Phong trào|Chỉ thị|Quy định|[Ll]ực lượng) (?:số )?)"
        r"(?!(?<=Kế hoạch )(?:19|20)\d\d(?!\d))\d{1,4}[a-zA-Z]?"
        r"(?![\d%]|[.,]\d| ?/ ?\d)(?! ?(?:triệu|tỷ|\p{Ll}))|(?<=(?:Đề án|Chương trình(?: mục tiêu quốc gia"
        r"| MTQG)?|Dự án|[Ll]ực lượng) (?:số )?)\d{1,4}(?![\d%]|[.,/]\d)(?! (?:triệu|nghìn|t[ỷỉ] đồng))"
        rf"(?<![Ll]ực lượng \d+(?= (?i:{UNIT_AHEAD})))",
        "Đề án 06, Chương trình 135",
        yes=(("thực hiện Đề án {06} của", ""), ("vốn Chương trình {135}.", "")),
        no=(
            ("trong đó dự án {12} hộ", "count"),
            ("huy động lực lượng {06} vụ", "count"),
            ("Chương trình mục tiêu quốc gia {480 triệu đồng},", "money"),
        ),
        cased=True,
        lead=last_words("án|trình|gia|mtqg|hoạch|quyết|trào|thị|định|lượng|số"),
    ),
    Rule(
        "name_place",
        "name",
        rf"(?<={_PLACE_WORD} (?:[Ss]ố )?(?:(?:\p{{Lu}}[\p{{L}}']* ){{1,4}}(?:[Ss]ố )?(?=[1-9](?!\d)))?)"
        r"(?!0\d, \p{Lu})(?<!\b[Qq]uận (?=\d{3})|\b[Pp]hường (?=\d{3}))"
        r"\d{1,3}(?:/\d{1,3})?[a-zA-Z]?(?:\+\d+)?(?![\d%\p{L}]|[.,]\d| ?/ ?\d)"
        rf"(?! ?(?i:{UNIT_AHEAD})(?<!\b(?i:xã|phường|thị trấn|huyện|quận|tỉnh|tổ(?! chức[,;.)])|đường"
        rf"|điểm|điểm trường)))(?! (?:triệu|tỷ|nghìn))"
        rf"(?!{_AMONG_OTHERS})"
        r"|(?<=(?:[Qq]uốc lộ|[Tt]ỉnh lộ|[Hh]uyện lộ|\bQL|\bTL|[Đđ]ường (?:tỉnh|huyện)"
        r"|[Kk]m) ?)\d{1,3}[A-Z]?(?:\+\d+)?(?![\d%]|[.,]\d)(?<!\bdài \p{L}+ ?\d+)"
        rf"(?! (?:vụ|người|hộ|trường hợp)(?!\p{{L}}))(?<!\b0\d(?= ?(?i:{UNIT_AHEAD})))",
        "bản Lao Chải 1, Quốc lộ 24B, Tổ dân phố số 5",
        yes=(
            ("tại bản Lao Chải {1} - xã", ""),
            ("Quốc lộ {24B}, đoạn", ""),
            ("hộ ông A, thôn {7} xã Đại Lộc", ""),
            ("bản Huổi Sen {2} đóng góp", ""),
        ),
        no=(
            ("tại bản {12} hộ", "count"),
            ("52 đảng viên (chi bộ {31}, đảng ủy cơ sở 12)", "count"),
            ("(đảng ủy cơ sở 12, chi bộ {31})", "count"),
            ("Giao thông nông thôn {38}, vệ sinh", "count"),
            ("tỉnh lộ {06} vụ, chiếm", "count"),
        ),
        cased=True,
        lead=last_words(f"{_PLACE}|số|tỉnh|huyện|'"),
        capital=True,
    ),
)
