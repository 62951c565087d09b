"""spaCy is loaded as far as it is needed, and is whole for whoever asks for more of it."""

from __future__ import annotations

import subprocess
import sys

import pytest

READ = "from sokhop.pipeline import read_text; assert read_text('Tổ chức 02 hội nghị').figures\n"


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_reading_loads_no_pipelines() -> None:
    assert run(f"{READ}import sys; print('spacy.language' in sys.modules)") == "False"


@pytest.mark.parametrize(
    "asks",
    [
        "import spacy; print(len(spacy.blank('xx')('hai hội nghị')))",
        "from spacy.lang.xx import MultiLanguage; print(len(MultiLanguage()('hai hội nghị')))",
        "from spacy import blank; import spacy; print(len(spacy.tokens.Doc(blank('xx').vocab, words=['a', 'b', 'c'])))",
    ],
)
@pytest.mark.parametrize("order", ["{read}{asks}", "{asks}\n{read}"])
def test_spacy_is_whole_for_others(asks: str, order: str) -> None:
    assert run(order.format(read=READ, asks=asks)) == "3"
