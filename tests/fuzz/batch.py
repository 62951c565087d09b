"""A whole run over many mutated files: it ends, no worker died or hung, and the books are exact.

cd tests && python -m fuzz.batch --kind docx --number 1000 --seed 1
"""

from __future__ import annotations

import argparse
import collections
import csv
import json
import os
import sys
import tempfile
import time
from pathlib import Path

from fuzz.__main__ import made
from sokhop.inputs import find_inputs
from sokhop.pipeline import warm_up
from sokhop.run import Options, run
from sokhop.workers import usable_cores

OURS = ("tiến trình", "thời gian", "bộ nhớ", "xử lý")
"""Stages at which a file is given up that a reader should have read or refused."""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kind", choices=("docx", "pdf"), required=True)
    options.add_argument("--number", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--ocr", action="store_true", help="with the programs of this machine: seconds a page")
    options.add_argument("--keep", type=Path, help="where to copy the files that the program failed on")
    chosen = options.parse_args()
    if not chosen.ocr:
        os.environ["PATH"] = ""
    warm_up()
    with tempfile.TemporaryDirectory() as name:
        inputs, out = Path(name, "in"), Path(name, "out")
        inputs.mkdir()
        for n, (_name, data) in enumerate(made(chosen.kind, chosen.number, chosen.seed)):
            (inputs / f"{n:05d}.{chosen.kind}").write_bytes(data)
        began = time.monotonic()
        summary = run(find_inputs([inputs]), out, Options(usable_cores(), timeout=120, stall=60))
        took = time.monotonic() - began
        with (out / "reports.csv").open(encoding="utf-8", newline="") as file:
            reports = [row["source"] for row in csv.DictReader(file)]
        with (out / "errors.csv").open(encoding="utf-8", newline="") as file:
            errors = list(csv.DictReader(file))
        wrong = [row for row in errors if row["stage"] in OURS or "lỗi của chương trình" in row["error"].lower()]
        for row in wrong:
            print(f"{row['source']}: [{row['stage']}] {row['error']}")
            if chosen.keep:
                (chosen.keep / f"{chosen.seed}-{row['source']}").write_bytes((inputs / row["source"]).read_bytes())
        given = sorted(path.name for path in inputs.iterdir())
    exact = sorted([*reports, *(row["source"] for row in errors)]) == given and not summary.faults
    told = {"seconds": round(took), "inputs": len(given), "reports": len(reports), "errors": len(errors)}
    stages = collections.Counter(row["stage"] for row in errors)
    print(json.dumps({**told, "stages": stages, "failed": len(wrong), "exact": exact, "faults": summary.faults}))
    return 0 if exact and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
