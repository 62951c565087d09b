"""Our scorer and the project's shared one measure the same, to the last digit."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from pathlib import Path

import pytest

from score import Corpus, changes, corpora
from scoring import measures, read_tables, score, total
from sokhop.inputs import find_inputs
from sokhop.run import Options, run

SHARED = Path(__file__).parents[2] / "shared"


@pytest.mark.parametrize("corpus", list(corpora()), ids=lambda corpus: corpus.name)
def test_scores_are_those_of_the_shared_scorer(corpus: Corpus, tmp_path: Path) -> None:
    shared = SHARED / "tools" / "score.py"
    if not shared.exists():
        pytest.skip("../shared/tools is not here")
    run(find_inputs(corpus.inputs), tmp_path / "out", Options(workers=1, timeout=300))
    arguments = [str(corpus.gold), str(tmp_path / "out"), "--suffix", corpus.suffix, "--json", str(tmp_path / "s.json")]
    subprocess.run([sys.executable, str(shared), *arguments], check=True, capture_output=True)
    theirs = json.loads((tmp_path / "s.json").read_text())["total"]
    tallies = score(corpus.gold, read_tables(tmp_path / "out"), corpus.suffix)
    ours = measures(total(list(tallies.values())).counts)
    assert ours.keys() == theirs.keys()
    for name, value in ours.items():
        assert value == theirs[name] or (math.isnan(value) and math.isnan(theirs[name])), name


def test_changes_are_told_case_by_case() -> None:
    assert list(changes(["a", "b", "b"], ["b", "c"])) == ["  + a", "  + b", "  - c"]
