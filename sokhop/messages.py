"""What the command line says, in Vietnamese and in English. What the tables hold is Vietnamese always."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence

Say = Callable[..., str]

LANGUAGES = ("vi", "en")

_MESSAGES: dict[str, tuple[str, str]] = {
    # help
    "help": (
        "sokhop (số khớp) đọc báo cáo của xã, huyện, tìm mọi số liệu và kiểm tra xem chúng có khớp nhau không.",
        "sokhop reads the reports of Vietnamese communes and districts, finds every figure and checks that they agree.",
    ),
    "help.help": ("In hướng dẫn này.", "Show this message."),
    "examples": ("Ví dụ:", "Examples:"),
    "help.run": (
        "Đọc mọi báo cáo trong INPUT (tệp, thư mục hoặc URL) và ghi các bảng vào OUT.",
        "Read every report in INPUT (files, folders or URLs) and write the tables to OUT.",
    ),
    "help.run.exit": (
        (
            "Mã thoát: 0 mọi thứ khớp; 1 có số không khớp, tệp không đọc được, mục hay báo cáo thiếu; 2 lệnh sai; "
            "3 lỗi của chương trình."
        ),
        (
            "Exit code: 0 everything agrees; 1 findings, unread inputs, items or reports missing; "
            "2 the command was wrong; 3 fault of the program."
        ),
    ),
    "help.text": ("In văn bản của báo cáo như sokhop đọc được.", "Print the text of a report as sokhop reads it."),
    "help.explain": (
        "Cho biết mỗi con số của một câu được hiểu là gì, theo quy tắc nào.",
        "Say what each number of a sentence was taken for, and by which rule.",
    ),
    "help.audit": (
        "In các phép kiểm tra của báo cáo; mặc định chỉ in chỗ không khớp.",
        "Print the checks of reports; by default only those that do not hold.",
    ),
    "help.out": ("Thư mục nhận kết quả.", "Folder that takes the results."),
    "help.workers": ("Số tiến trình (mặc định: số lõi).", "Worker processes (default: the number of cores)."),
    "help.engine": (
        "Nơi đọc: máy này (local) hay cụm máy Ray (ray).",
        "Where documents are read: on this machine (local) or on a Ray cluster (ray).",
    ),
    "help.address": (
        "Địa chỉ cụm Ray, ví dụ auto hay 10.0.0.1:6379 (mặc định: Ray trên máy này).",
        "Address of the Ray cluster, such as auto or 10.0.0.1:6379 (default: Ray on this machine).",
    ),
    "help.timeout": ("Số giây tối đa cho một tệp.", "Seconds allowed for one file."),
    "help.stall": (
        "Số giây tối đa mà việc đọc một tệp không tiến thêm.",
        "Seconds for which the reading of a file may make no progress.",
    ),
    "help.memory": ("Số MB bộ nhớ tối đa cho một tiến trình đọc.", "Megabytes of memory that one reader may take."),
    "help.password_file": (
        "Tệp chứa mật khẩu (dòng đầu) để mở PDF có khoá.",
        "File whose first line is the password of encrypted PDFs.",
    ),
    "help.limit": (
        "Đặt lại một giới hạn khi đọc, ví dụ --limit pages=10000; lặp lại được.",
        "Set a limit of reading, such as --limit pages=10000; may be repeated.",
    ),
    "help.outline_file": (
        "Đề cương mà báo cáo phải theo; mức đáp ứng ghi vào coverage.csv.",
        "Outline that the reports must follow; how they answer it goes to coverage.csv.",
    ),
    "help.areas": (
        "CSV các đơn vị hành chính của riêng bạn (name, level, code, parent), thêm vào hoặc thay danh mục có sẵn.",
        "CSV of territorial units of your own (name, level, code, parent) that add to or correct the built-in ones.",
    ),
    "help.expect": (
        "CSV các đơn vị phải nộp báo cáo (cột name); đơn vị chưa nộp được nêu tên.",
        "CSV of the units that were to report (column name); those that did not are named.",
    ),
    "help.outline": (
        "In đề cương thành cây đề mục và yêu cầu, như sokhop hiểu.",
        "Print an outline as the tree of items and requirements that sokhop reads.",
    ),
    "help.outline.json": ("In dạng JSON.", "Print it as JSON."),
    "help.quiet": ("Không in gì ngoài lỗi.", "Print nothing but errors."),
    "help.json": ("In tóm tắt dạng JSON.", "Print the summary as JSON."),
    "help.lang": ("Ngôn ngữ của thông báo.", "Language of the messages."),
    "help.decisions": (
        "Tệp quyết định (check_id, verdict, note): bỏ qua những chỗ đã có quyết định, ghi thêm những chỗ mới.",
        "File of decisions (check_id, verdict, note): leaves out what is decided, adds what is new.",
    ),
    "help.all": ("In cả những chỗ khớp.", "Print the checks that hold, too."),
    "help.version": ("In phiên bản.", "Print the version."),
    "help.review": (
        "Trang xem review/index.html (mặc định: có, đến 500 báo cáo).",
        "The review page review/index.html (default: up to 500 reports).",
    ),
    "help.page_images": (
        "Ảnh các trang PDF trong trang xem (mặc định: PDF đến 30 trang).",
        "Images of PDF pages in the review page (default: PDFs of up to 30 pages).",
    ),
    "help.xlsx": (
        "Sổ tính sokhop.xlsx (mặc định: có, đến 500 báo cáo).",
        "The workbook sokhop.xlsx (default: up to 500 reports).",
    ),
    "help.excel": (
        "Thêm thư mục excel/: CSV để mở bằng Excel, có dấu nhận biết UTF-8, không ô nào thành công thức.",
        "Also write excel/: CSV for Excel, with a BOM, in which no cell becomes a formula.",
    ),
    "help.separator": (
        "Dấu ngăn cột của --excel; với dấu chấm phẩy, số lẻ dùng dấu phẩy.",
        "Separator of --excel; with a semicolon, decimals have a comma.",
    ),
    "help.serve": (
        "Mở một trang trên máy này: thả báo cáo vào, nhận trang xem và sổ tính. Không gửi gì ra ngoài.",
        "Open a page on this machine: drop reports, get review page and workbook. Nothing leaves the machine.",
    ),
    "help.keep": (
        "Giữ tệp và kết quả trong thư mục này (mặc định: xoá khi tắt).",
        "Keep files and results in this folder (default: removed at the end).",
    ),
    "help.browser": ("Tự mở trình duyệt.", "Open the browser."),
    "help.completion": (
        "In kịch bản gợi ý lệnh cho bash, zsh hoặc fish.",
        "Print the completion script for bash, zsh or fish.",
    ),
    "help.port": ("Cổng trên máy này.", "Port on this machine."),
    # the corpus
    "help.indicators": (
        "Liệt kê các chỉ tiêu có trong kho OUT: số lần, số báo cáo, cách viết.",
        "List the indicators that the corpus in OUT holds: how often, in how many reports, in which wordings.",
    ),
    "help.propose": (
        "In mục đề nghị bổ sung vào corpus/indicators.yaml cho chỉ tiêu chưa có mã.",
        "Print entries for corpus/indicators.yaml for what has no code.",
    ),
    "help.aggregate": (
        "Tổng hợp số liệu theo chỉ tiêu, địa bàn, kỳ; kèm tổng các đơn vị cùng cấp.",
        "Aggregate by indicator, area and period, with the sums over the units of a level.",
    ),
    "help.history": (
        "Chuỗi số liệu qua các năm, theo cột của SDMX; OBS_STATUS là B ở chỗ chuỗi bị ngắt.",
        "Series over the years in the columns of SDMX; OBS_STATUS is B where a series breaks.",
    ),
    "help.sheet": ("Tệp nhận kết quả: .csv hoặc .xlsx.", "File that takes the result: .csv or .xlsx."),
    "help.indicator": ("Chỉ lấy chỉ tiêu này; lặp lại được.", "Only this indicator; may be repeated."),
    "help.area": (
        "Chỉ lấy địa bàn này hoặc các đơn vị thuộc nó; lặp lại được.",
        "Only this unit or the units below it; may be repeated.",
    ),
    "help.period": ("Chỉ lấy kỳ kết thúc trong năm hoặc tháng này.", "Only periods that end in this year or month."),
    "help.level": ("Chỉ lấy một cấp.", "Only one level."),
    "help.wide": ("Mỗi địa bàn một cột.", "One column a unit."),
    "help.join": (
        "Nối chuỗi của đơn vị cũ vào đơn vị mới, theo mã; lặp lại được.",
        "Go on with an old unit's series in a new unit, by their codes; may be repeated.",
    ),
    "no_corpus": (
        "Chưa có kho số liệu trong {out}; hãy chạy sokhop run trước.",
        "There is no corpus in {out}; run sokhop run first.",
    ),
    "sheet_written": ("Đã ghi {rows} dòng vào {path}.", "Wrote {rows} rows to {path}."),
    # refusals
    "no_inputs": ("Không có tệp nào trong {inputs}.", "There is no file in {inputs}."),
    "out_is_input": (
        "Thư mục kết quả {out} chứa cả đầu vào; hãy chọn thư mục khác.",
        "The output folder {out} holds the inputs; choose another one.",
    ),
    "out_busy": (
        "Một lần chạy khác đang ghi vào {out}; hãy đợi nó xong hoặc chọn thư mục khác.",
        "Another run is writing to {out}; wait for it or choose another folder.",
    ),
    "out_unwritable": ("Không ghi được vào {out}: {why}.", "Cannot write to {out}: {why}."),
    "no_ray": (
        "Chưa cài Ray: pip install 'sokhop[ray]'.",
        "Ray is not installed: pip install 'sokhop[ray]'.",
    ),
    "no_cluster": ("Không nối được với cụm Ray: {why}", "Cannot connect to the Ray cluster: {why}"),
    "node_failed": ("Một máy của cụm không làm việc được: {why}.", "A node of the cluster cannot work: {why}."),
    "other_program": (
        "Một máy của cụm có phiên bản sokhop khác; hãy cài cùng một phiên bản trên mọi máy.",
        "A node of the cluster has another version of sokhop; install the same one on every node.",
    ),
    "unreadable": ("{source}: {error}", "{source}: {error}"),
    "interrupted": ("Đã dừng; kết quả cũ còn nguyên.", "Stopped; earlier results are as they were."),
    # summary
    "reading": ("Đang đọc", "Reading"),
    "reports": ("Báo cáo đã đọc", "Reports read"),
    "of_inputs": ("{reports} trên {inputs} tệp", "{reports} of {inputs} files"),
    "figures": ("Số liệu", "Figures"),
    "of_numbers": ("{figures} trong {numbers} con số", "{figures} among {numbers} numbers"),
    "not_understood": ("Con số chưa hiểu", "Numbers not understood"),
    "of_figures": (
        "{not_understood} số liệu không rõ đơn vị",
        "{not_understood} figures of which the unit is not known",
    ),
    "checks": ("Phép kiểm tra", "Checks"),
    "of_checks": ("{checks}, không khớp {mismatches}", "{checks}, of which {mismatches} do not hold"),
    "outline": ("Đề cương", "Outline"),
    "of_due": (
        "{due} trên {reports} báo cáo phải theo, {gaps} mục không được trả lời",
        "{due} of {reports} reports are due under it, {gaps} items not answered",
    ),
    "expected": ("Đơn vị phải nộp", "Units that were to report"),
    "of_expected": ("{came} trên {expected} đã nộp", "{came} of {expected} did"),
    "gaps": ("Mục của đề cương không được trả lời", "Items of the outline not answered"),
    "faults": (
        "LỖI CỦA CHƯƠNG TRÌNH: sổ sách không khớp, xin báo cho người bảo trì",
        "FAULT OF THIS PROGRAM: its books do not balance, please report it",
    ),
    "late": ("Đơn vị chưa nộp báo cáo", "Units that did not report"),
    "unread": ("Tệp không đọc được", "Inputs not read"),
    "findings": ("Chỗ không khớp", "Checks that do not hold"),
    "more": ("… và {count} chỗ nữa trong {file}", "… and {count} more in {file}"),
    "look": (
        "Kết quả ở {out}: figures.csv, checks.csv, reports.csv …",
        "Results in {out}: figures.csv, checks.csv, reports.csv …",
    ),
    "look_review": ("Mở để xem: {index}", "Open to look: {index}"),
    "serving": (
        "Mở {address} trong trình duyệt. Ctrl-C để tắt.",
        "Open {address} in a browser. Ctrl-C ends it.",
    ),
    # explain, audit
    "nothing": ("Không có con số nào.", "There is no number."),
    "all_hold": ("Không có chỗ nào không khớp.", "Every check holds."),
}


def speaker(language: str) -> Say:
    """A function that gives the message of a key in the language, with its fields filled in."""
    at = LANGUAGES.index(language)

    def say(key: str, **fields: object) -> str:
        message = _MESSAGES[key][at]
        return message.format(**fields) if fields else message

    return say


def language_of(arguments: Sequence[str], environment: Mapping[str, str] = os.environ) -> str:
    """`--lang` where it is given, else the locale's language, else Vietnamese: needed before the options are read."""
    for at, argument in enumerate(arguments):
        value = argument.removeprefix("--lang=") if argument.startswith("--lang=") else ""
        if argument == "--lang" and at + 1 < len(arguments):
            value = arguments[at + 1]
        if value in LANGUAGES:
            return value
    for name in ("SOKHOP_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if environment.get(name):
            return "en" if environment[name].lower().startswith("en") else "vi"
    return "vi"
