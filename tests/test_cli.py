"""The command line: what it prints, how it ends, how soon it answers."""

from __future__ import annotations

import csv
import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from sokhop.cli import commands
from sokhop.messages import _MESSAGES, LANGUAGES, language_of, speaker
from sokhop.show import EXAMPLES

TEXT = """BÁO CÁO
Kết quả công tác dân vận năm 2023
I. KẾT QUẢ
Trong năm đã tổ chức 30 hội nghị, gồm 02 hội nghị cấp huyện và 27 hội nghị cấp xã.
Có 104/126 bản đạt chuẩn, đạt 82,5%.
"""
CLEAN = TEXT.replace("30 hội nghị", "29 hội nghị")


def sokhop(*arguments: str | Path, language: str = "vi", stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "sokhop", *map(str, arguments)]
    environment = os.environ | {"SOKHOP_LANG": language, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, capture_output=True, text=True, input=stdin, env=environment, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "in"
    made.mkdir()
    (made / "a.txt").write_text(TEXT, encoding="utf-8")
    return made


def test_help_is_there_in_both_languages() -> None:
    vi, en = sokhop("--help"), sokhop("--help", language="en")
    assert vi.returncode == en.returncode == 0
    assert "đọc báo cáo" in vi.stdout and "reads the reports" in en.stdout
    assert "reads the reports" in sokhop("--lang", "en", "--help").stdout


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_help_of_every_command_ends_in_examples_that_work(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "examples").symlink_to(Path(__file__).parents[1] / "examples")
    (tmp_path / "out").mkdir()
    monkeypatch.chdir(tmp_path)
    say = speaker(language)
    group = commands(say)
    assert set(group.commands) == set(EXAMPLES) - {"sokhop"}
    for name, command in {"sokhop": group, **group.commands}.items():
        shown = command.get_help(click.Context(command, info_name=name))
        assert say("examples") in shown and say("help.help") in shown
        for line in EXAMPLES[name]:
            assert f"  {line}\n" in shown
            program, called, *arguments = shlex.split(line.partition(">>")[0])
            assert program == "sokhop" and name in ("sokhop", called)
            group.commands[called].make_context(called, arguments)  # refuses what is no option, no file


def on_a_terminal(*arguments: str | Path, **environment: str) -> str:
    """What the command prints where somebody looks."""
    import pty

    leader, follower = pty.openpty()
    command = [sys.executable, "-m", "sokhop", *map(str, arguments)]
    told = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    told |= {"SOKHOP_LANG": "vi", "TERM": "xterm", "COLUMNS": "120", "PYTHONIOENCODING": "utf-8", **environment}
    with subprocess.Popen(command, stdin=follower, stdout=follower, stderr=follower, env=told) as process:
        os.close(follower)
        printed = b""
        while True:
            try:
                piece = os.read(leader, 1 << 16)
            except OSError:  # the other end is closed
                break
            if not piece:
                break
            printed += piece
    os.close(leader)
    assert process.returncode == 1, printed
    return printed.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this sort")
def test_colours_and_progress_on_a_terminal_alone(folder: Path, tmp_path: Path) -> None:
    (folder / "b.txt").write_text(CLEAN, encoding="utf-8")
    shown = on_a_terminal("run", folder, "-o", tmp_path / "out")
    assert "\x1b[1mChỗ không khớp:" in shown and "Đang đọc" in shown and "/2" in shown
    assert "Đang đọc" not in on_a_terminal("run", folder, "-o", tmp_path / "out", "--quiet")
    assert "\x1b[31m  ✗" in on_a_terminal("audit", folder / "a.txt")
    assert "\x1b" not in on_a_terminal("audit", folder / "a.txt", NO_COLOR="1")
    assert "\x1b" not in sokhop("audit", folder / "a.txt").stdout


@pytest.mark.skipif(sys.platform == "win32", reason="such a name cannot be there")
def test_a_name_does_not_steer_the_terminal(folder: Path) -> None:
    (folder / "a.txt").rename(folder / "a\x1b[31m.txt")
    assert "a\\x1b[31m.txt" in on_a_terminal("audit", folder / "a\x1b[31m.txt", NO_COLOR="1")


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom sokhop.cli import main\ntry:\n main(['--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('pandas', 'spacy', 'numpy', 'pdfplumber', 'lxml', 'rich', 'pebble') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout.rstrip().endswith("[]")


def test_version() -> None:
    assert sokhop("--version").stdout.startswith("sokhop 0.")


def test_run_writes_every_table_and_says_what_it_found(folder: Path, tmp_path: Path) -> None:
    done = sokhop("run", folder, "-o", tmp_path / "out")
    assert done.returncode == 1, done.stderr
    assert "Báo cáo đã đọc          1 trên 1 tệp" in done.stdout
    assert "Chỗ không khớp:" in done.stdout and "a.txt" in done.stdout
    assert done.stderr == ""
    names = {path.name for path in (tmp_path / "out").iterdir()}
    tables = "reports sections footnotes numerals figures citations cells checks coverage errors"
    others = {"texts", "datapackage.json", "sokhop.duckdb", "review", "sokhop.xlsx"}
    assert names == {f"{name}.csv" for name in tables.split()} | others
    with (tmp_path / "out" / "figures.csv").open(encoding="utf-8", newline="") as file:
        figures = list(csv.DictReader(file))
    text = (tmp_path / "out" / "texts" / f"{figures[0]['report_id']}.txt").read_bytes().decode("utf-8")
    assert text == TEXT
    for figure in figures:
        assert text[int(figure["char_start"]) : int(figure["char_end"])] == figure["raw"]


def test_a_clean_run_ends_with_0(folder: Path, tmp_path: Path) -> None:
    (folder / "a.txt").write_text(CLEAN, encoding="utf-8")
    done = sokhop("run", folder, "-o", tmp_path / "out", language="en")
    assert done.returncode == 0
    assert "Reports read            1 of 1 files" in done.stdout


def test_an_unread_input_is_a_row_and_exit_1(folder: Path, tmp_path: Path) -> None:
    (folder / "a.txt").write_text(CLEAN, encoding="utf-8")
    (folder / "empty.pdf").touch()
    done = sokhop("run", folder, "-o", tmp_path / "out", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "")
    assert "empty.pdf" in (tmp_path / "out" / "errors.csv").read_text(encoding="utf-8")


def test_json_summary(folder: Path, tmp_path: Path) -> None:
    summary = json.loads(sokhop("run", folder, "-o", tmp_path / "out", "--json").stdout)
    assert (summary["inputs"], summary["reports"], summary["errors"]) == (1, 1, [])
    assert summary["mismatches"] == len(summary["findings"]) >= 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["run"],
        ["run", "{in}"],
        ["run", "{in}/nothing", "-o", "{out}"],
        ["run", "{in}", "-o", "{in}"],
        ["run", "{empty}", "-o", "{out}"],
        ["run", "{in}", "-o", "{in}/a.txt"],
        ["run", "{in}", "-o", "{out}", "--workers", "0"],
        ["run", "{in}", "-o", "{out}", "--limit", "sheep=3"],
        ["nothing"],
    ],
)
def test_a_wrong_command_ends_with_2_and_one_sentence(arguments: list[str], folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    places = {"in": str(folder), "out": str(tmp_path / "out"), "empty": str(tmp_path / "empty")}
    done = sokhop(*(argument.format(**places) for argument in arguments))
    assert done.returncode == 2
    assert done.stderr and "Traceback" not in done.stderr
    assert (folder / "a.txt").read_text(encoding="utf-8") == TEXT


def test_limits_are_named_and_settable(samples: Path, tmp_path: Path) -> None:
    shutil.copy(samples / "tam-duong-2023.pdf", tmp_path)
    done = sokhop("run", tmp_path / "tam-duong-2023.pdf", "-o", tmp_path / "out", "--limit", "pages=3")
    assert done.returncode == 1 and "`pages`" in done.stdout


def test_password_file(samples: Path, tmp_path: Path) -> None:
    (tmp_path / "password").write_text("secret\n")
    locked = samples / "bad" / "password.pdf"
    done = sokhop("run", locked, "-o", tmp_path / "out", "--password-file", tmp_path / "password")
    assert "1 trên 1 tệp" in done.stdout
    assert "secret" not in done.stdout + done.stderr
    for path in (tmp_path / "out").rglob("*.*"):
        assert b"secret" not in path.read_bytes()
    without = sokhop("text", locked)
    assert without.returncode == 1 and without.stdout == "" and "mật khẩu" in without.stderr


def test_text_prints_the_text_that_offsets_point_into(samples: Path) -> None:
    done = sokhop("text", samples / "tam-duong-2023.docx")
    assert done.stdout == (samples / "tam-duong-2023.expected.txt").read_text(encoding="utf-8")


def test_explain(folder: Path) -> None:
    done = sokhop("explain", "Có 104/126 bản đạt chuẩn, đạt 82,5%.")
    assert done.returncode == 0
    assert "«104/126»  figure  [3:10]" in done.stdout
    assert "of=126" in done.stdout and "unit=%" in done.stdout
    assert sokhop("explain", stdin="đạt 82,5%").stdout.startswith("«82,5%»  figure")
    assert sokhop("explain", "không có gì").stdout == "Không có con số nào.\n"


def test_audit_prints_what_does_not_hold(folder: Path) -> None:
    done = sokhop("audit", folder / "a.txt")
    assert done.returncode == 1
    assert "✗" in done.stdout and "✓" not in done.stdout
    assert "✓" in sokhop("audit", "--all", folder / "a.txt").stdout
    (folder / "a.txt").write_text(CLEAN, encoding="utf-8")
    assert sokhop("audit", folder / "a.txt").returncode == 0


def test_language_comes_from_the_locale() -> None:
    assert language_of([], {"LANG": "en_GB.UTF-8"}) == "en"
    assert language_of([], {"LANG": "vi_VN.UTF-8"}) == "vi"
    assert language_of([], {"LANG": "C.UTF-8"}) == language_of([], {}) == "vi"
    assert language_of([], {"LC_ALL": "vi_VN", "LANG": "en_US"}) == "vi"
    assert language_of(["run", "--lang=en"], {}) == "en"
    assert language_of(["--lang", "vi"], {"LANG": "en_US"}) == "vi"


def test_every_message_is_there_in_both_languages_with_the_same_fields() -> None:
    import string

    for key, (vi, en) in _MESSAGES.items():
        fields = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in (vi, en)]
        assert fields[0] == fields[1], key
    assert speaker("en")("of_inputs", reports=3, inputs=4) == "3 of 4 files"
