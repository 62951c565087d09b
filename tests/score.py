"""`make score`: runs sokhop on every corpus with gold, prints the scores, and what was gained and lost case by case.

The cases are compared with tests/corpora/scores.json as it was committed last; the new ones are written there, so
that a commit that changes what is read also says what it changed. `--errors N` prints up to N cases of each kind.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from outputs.summary import Summary
from scoring import Tally, measures, read_tables, score, total
from sokhop.inputs import find_inputs
from sokhop.run import Options, run

TESTS = Path(__file__).parent
SCORES = TESTS / "corpora" / "scores.json"
SHARED = TESTS.parents[1] / "shared"


@dataclass(frozen=True)
class Corpus:
    """Reports with gold; each group of inputs is a run of its own, because one run counts a report once."""

    name: str
    gold: Path
    inputs: tuple[Path, ...]
    suffix: str = ""


def corpora() -> Iterator[Corpus]:
    """Every corpus that is here: the sample stands beside the repository, if at all."""
    for folder in (TESTS / "corpora", TESTS / "corpora" / "short", *sorted((TESTS / "corpora").glob("heldout*"))):
        texts = tuple(
            text
            for gold in sorted(folder.glob("*.gold.jsonl"))
            for text in sorted(folder.glob(gold.name.removesuffix(".gold.jsonl") + ".*"))
            if text.suffix in (".txt", ".md", ".docx")
        )
        if texts:
            yield Corpus(folder.name, folder, texts)
    for suffix in (".txt", ".docx", ".pdf"):
        sample = SHARED / "samples" / f"tam-duong-2023{suffix}"
        if sample.exists():
            yield Corpus(f"sample {suffix[1:]}", SHARED / "gold", (sample,), suffix)


def score_corpus(corpus: Corpus) -> tuple[dict[str, Tally], Summary]:
    """Reads the corpus as a run does and scores what it wrote."""
    with tempfile.TemporaryDirectory() as out:
        summary = run(find_inputs(corpus.inputs), Path(out), Options(workers=1, timeout=300))
        return score(corpus.gold, read_tables(Path(out)), corpus.suffix), summary


def committed() -> dict[str, list[str]]:
    """The cases of the last commit, by corpus; none where there is no commit of them."""
    shown = subprocess.run(
        ["git", "show", "HEAD:tests/corpora/scores.json"], cwd=TESTS, capture_output=True, text=True, check=False
    )
    if shown.returncode:
        return {}
    return {name: entry["cases"] for name, entry in json.loads(shown.stdout).items()}


def table(columns: dict[str, Counter[str]]) -> Iterator[str]:
    """One column a corpus, one line a measure."""
    yield " " * 26 + "".join(f"{name:>12}" for name in columns)
    values = {name: measures(counts) for name, counts in columns.items()}
    for measure in next(iter(values.values())):
        yield f"{measure:<26}" + "".join(f"{_shown(measure, values[name][measure]):>12}" for name in columns)


def _shown(measure: str, value: float) -> str:
    if math.isnan(value):
        return "-"
    return str(int(value)) if measure == "false alarms" else f"{value:.4f}"


def changes(before: Sequence[str], after: Sequence[str]) -> Iterator[str]:
    """The cases that went (+) and those that came (-)."""
    gone, new = Counter(before) - Counter(after), Counter(after) - Counter(before)
    yield from (f"  + {case}" for case in gone.elements())
    yield from (f"  - {case}" for case in new.elements())


def main() -> None:
    """Scores, prints, writes scores.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0, help="print up to N cases of each kind and corpus")
    parser.add_argument("--only", help="score only the corpora whose name contains this; writes nothing")
    options = parser.parse_args()
    old, columns, made = committed(), {}, {}
    for corpus in corpora():
        if options.only and options.only not in corpus.name:
            continue
        tallies, summary = score_corpus(corpus)
        whole = total(list(tallies.values()))
        columns[corpus.name] = whole.counts
        made[corpus.name] = {
            "measures": {k: None if math.isnan(v) else round(v, 4) for k, v in measures(whole.counts).items()},
            "cases": whole.cases,
        }
        for error in summary.errors:
            print(f"{corpus.name}: not read: {error['source']}: {error['error']}")
    print("\n".join(table(columns)))
    for name, entry in made.items():
        cases = entry["cases"]
        if name in old and (lines := list(changes(old[name], cases))):
            print(f"\n{name}: gained (+) and lost (-) since the last commit")
            print("\n".join(lines))
        seen: Counter[str] = Counter()
        for case in cases:
            seen[case.split("]")[0]] += 1
            if seen[case.split("]")[0]] <= options.errors:
                print(case)
    if not options.only:
        # the sample is no part of the repository, and neither are its cases
        kept = {name: entry for name, entry in made.items() if not name.startswith("sample")}
        SCORES.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
