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
    "help.run": (
        "Đọc mọi báo cáo trong INPUT (tệp hoặc thư mục) và ghi các bảng vào OUT.",
        "Read every report in INPUT (files or folders) and write the tables to OUT.",
    ),
    "help.run.examples": (
        "Ví dụ:\n\n  sokhop run bao-cao/ -o ket-qua\n\n  sokhop run xa-a.docx xa-b.pdf -o ket-qua --quiet",
        "Examples:\n\n  sokhop run reports/ -o out\n\n  sokhop run a.docx b.pdf -o out --quiet",
    ),
    "help.run.exit": (
        "Mã thoát: 0 mọi thứ khớp; 1 có số không khớp, tệp không đọc được, mục hay báo cáo thiếu; 2 lệnh sai.",
        "Exit code: 0 everything agrees; 1 findings, unread inputs, items or reports missing; 2 the command was wrong.",
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
    "help.timeout": ("Số giây tối đa cho một tệp.", "Seconds allowed for one file."),
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
    "help.all": ("In cả những chỗ khớp.", "Print the checks that hold, too."),
    "help.version": ("In phiên bản.", "Print the version."),
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
    "late": ("Đơn vị chưa nộp báo cáo", "Units that did not report"),
    "unread": ("Tệp không đọc được", "Inputs not read"),
    "findings": ("Chỗ không khớp", "Checks that do not hold"),
    "more": ("… và {count} chỗ nữa trong {file}", "… and {count} more in {file}"),
    "look": (
        "Kết quả ở {out}: figures.csv, checks.csv, reports.csv …",
        "Results in {out}: figures.csv, checks.csv, reports.csv …",
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
