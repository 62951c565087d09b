"""Compiled patterns are kept from one start to the next; what is kept and broken costs time and nothing else."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex

from patterns import compiled as module

SOURCE = r"(?r)(?P<word>\p{L}+)[ ]*$"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty place for what is kept."""
    path = tmp_path / "cache" / "patterns.pickle"
    monkeypatch.setattr(module, "_FILE", path)
    monkeypatch.setattr(module, "_new", {})
    module._kept.cache_clear()
    yield path
    module._kept.cache_clear()


def read_anew(source: str, flags: int = 0) -> regex.Pattern[str]:
    """The pattern as the next start has it."""
    module._new.clear()
    module._kept.cache_clear()
    return module.compiled(source, flags)


@pytest.mark.usefixtures("file")
def test_a_kept_pattern_is_not_compiled_again(monkeypatch: pytest.MonkeyPatch) -> None:
    module.compiled(SOURCE, regex.IGNORECASE)
    module.keep()
    monkeypatch.delattr(regex, "compile")
    pattern = read_anew(SOURCE, regex.IGNORECASE)
    found = pattern.search("91 hội NGHỊ ")
    assert found is not None
    assert (found["word"], pattern.pattern) == ("NGHỊ", SOURCE)


@pytest.mark.usefixtures("file")
def test_flags_tell_patterns_apart() -> None:
    module.compiled("xã")
    module.keep()
    assert read_anew("xã", regex.IGNORECASE).match("XÃ")
    assert not read_anew("xã").match("XÃ")


def test_what_other_processes_kept_stays(file: Path) -> None:
    module.compiled("xã")
    module.keep()
    read_anew("huyện")
    module.keep()
    assert set(pickle.loads(file.read_bytes())) == {("xã", 0), ("huyện", 0)}


@pytest.mark.parametrize("broken", [b"", b"\x80\x05garbage", pickle.dumps({(SOURCE, 0): b"cut"})])
def test_a_broken_file_counts_for_nothing(file: Path, broken: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(broken)
    assert read_anew(SOURCE).search("xã")
    module.keep()
    assert pickle.loads(pickle.loads(file.read_bytes())[SOURCE, 0]).search("xã")


def test_where_nothing_can_be_written_patterns_are_compiled(file: Path) -> None:
    file.parent.write_text("a file where the folder would be")
    assert module.compiled(SOURCE).search("xã")
    module.keep()
    assert read_anew(SOURCE).search("xã")
