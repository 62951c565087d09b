"""How the cost grows: with the pages of a report, with the number of reports, with workers.

    python -m benchmarks.scale [--most 1000] [--pdf]

Every size is a process of its own, so that its peak memory is its own. Times are of the processor, but for those of
one and two workers, which are compared by the clock: the best of several runs in turn.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.made import make

SIZES = (10, 30, 100, 300, 1000)
REPORT_PAGES = 3
IN_TURN = 3  # runs with one and with two workers


def one_report(path: Path, pages: int) -> None:
    """In a child: reads the file to CSV text, prints milliseconds a page of each stage, and the peak memory in MB."""
    from corpus.audit.report import audit
    from extract.limits import Limits
    from extract.read import read
    from outputs.csv_files import csv_lines
    from outputs.tables import REPORT_TABLES
    from patterns import read_claims
    from sokhop.pipeline import Report, warm_up

    warm_up()
    read(make(path.with_stem("warm"), 1))  # the reader is loaded too
    times = [process_time()]
    document = read(path, limits=Limits())
    times.append(process_time())
    claims = read_claims(document, "0" * 12)
    times.append(process_time())
    checks = audit(document, claims)
    times.append(process_time())
    rows = Report("0" * 12, path.name, "", document, claims, checks).rows.named()
    size = sum(len(csv_lines(table, rows[table.name])) for table in REPORT_TABLES)
    times.append(process_time())
    stages = [(after - before) * 1000 / pages for before, after in pairwise(times)]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(pages, f"{sum(stages):.2f}", *(f"{stage:.2f}" for stage in stages), f"{memory:.0f}", f"{size / 1e6:.1f}")


def many_reports(folder: Path, workers: int) -> None:
    """In a child: a whole run over the folder; prints seconds of clock and processor, and the peak memory in MB."""
    from sokhop.inputs import find_inputs
    from sokhop.run import Options, run

    begun = perf_counter()
    with tempfile.TemporaryDirectory() as out:
        summary = run(find_inputs([folder]), Path(out), Options(workers=workers, timeout=300))
    clock = perf_counter() - begun
    mine, theirs = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = mine.ru_utime + mine.ru_stime + theirs.ru_utime + theirs.ru_stime
    print(summary.reports, f"{clock:.3f} {processor:.3f} {mine.ru_maxrss / 1024:.0f} {theirs.ru_maxrss / 1024:.0f}")


def _child(*arguments: object) -> list[str]:
    command = [sys.executable, "-m", "benchmarks.scale", *map(str, arguments)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONHASHSEED": "0"}
    )
    return done.stdout.split()


def pages(folder: Path, suffix: str, most: int) -> None:
    """The table of one report that grows."""
    print(f"\none {suffix[1:].upper()} report, ms of the processor a page")
    print("   pages     all    read  claims   audit    rows   peak MB")
    first = 0.0
    for size in (size for size in SIZES if size <= most):
        path = make(folder / f"{size}{suffix}", size)
        made = min((_child("--one", path, size) for _ in range(3 if size <= 100 else 1)), key=lambda row: float(row[1]))
        first = first or float(made[1])
        print("".join(f"{cell:>8}" for cell in made[:6]), f"{made[6]:>8}   {float(made[1]) / first:.2f} × the first")


def reports(folder: Path, most: int) -> None:
    """The tables of runs that grow, and of two workers."""
    print(f"\nreports of {REPORT_PAGES} pages (DOCX), one worker; start-up taken off")
    print(" reports   ms of the processor a report   peak MB of the run   of a worker")
    made = 0
    alone = float(_child("--many", make(folder / "alone" / "0.docx", 1).parent, 1)[2])
    first = 0.0
    for size in (size for size in SIZES if size <= most):
        for number in range(made, size):
            make(folder / "many" / f"{number}.docx", REPORT_PAGES, number)
        made = size
        row = min((_child("--many", folder / "many", 1) for _ in range(3 if size <= 100 else 1)), key=lambda r: r[2])
        each = (float(row[2]) - alone) * 1000 / size
        first = first or each
        print(f"{row[0]:>8}{each:>31.1f}{row[3]:>21}{row[4]:>14}   {each / first:.2f} × the first")
    clocks: dict[int, list[float]] = {1: [], 2: []}
    for number in range(made, 100):
        make(folder / "many" / f"{number}.docx", REPORT_PAGES, number)
    start = min(float(_child("--many", folder / "alone", 1)[1]) for _ in range(3))
    for _ in range(IN_TURN):
        for workers, times in clocks.items():
            times.append(float(_child("--many", folder / "many", workers)[1]) - start)
    one, two = min(clocks[1]), min(clocks[2])
    print(
        f"\n{max(made, 100)} reports by the clock: one worker {one:.2f} s, two {two:.2f} s: {one / two:.2f} times one"
    )


def main() -> None:
    """Prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=1000, help="pages of the longest report, and reports of a run")
    parser.add_argument("--pdf", action="store_true", help="a PDF that grows too")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--many", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        one_report(Path(options.one[0]), int(options.one[1]))
    elif options.many:
        many_reports(Path(options.many[0]), int(options.many[1]))
    else:
        with tempfile.TemporaryDirectory() as folder:
            for name in ("alone", "many"):
                (Path(folder) / name).mkdir()
            pages(Path(folder), ".docx", options.most)
            if options.pdf:
                pages(Path(folder), ".pdf", options.most)
            reports(Path(folder), options.most)


if __name__ == "__main__":
    main()
