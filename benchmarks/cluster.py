"""What Ray adds to a run, and what a million pages cost: the same documents by both engines, in turn.

    python -m benchmarks.cluster [--reports 120] [--pages 12] [--times 3]

Every run is a process of its own with two workers. The processor's time is that of the run and of all processes below
it, Ray's own among them. What comes once is left out: the start of Ray, and that every core loads the program.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from time import perf_counter, process_time

from benchmarks.made import make

WORKERS = 2


def one_run(folder: Path, engine: str) -> None:
    """In a child: prints seconds of the clock, of the processor and of the driver, its memory and the parts in MB."""
    from outputs.atomic import Staging
    from sokhop.inputs import find_inputs
    from sokhop.run import Options, run

    if engine == "ray":
        import ray

        ray.init(num_cpus=WORKERS, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    inputs = find_inputs([folder])
    options = Options(WORKERS, 600, engine="ray" if engine == "ray" else "local")
    with tempfile.TemporaryDirectory() as out:
        run(inputs[: 4 * WORKERS], Path(out), options)
    begun, used, driver = perf_counter(), processor(), process_time()
    sent: list[int] = []
    real = Staging.commit

    def commit(self: Staging) -> None:
        sent.append(sum(path.stat().st_size for path in self.folder("spool").rglob("*.parquet")))
        real(self)

    Staging.commit = commit  # type: ignore[method-assign]
    with tempfile.TemporaryDirectory() as out:
        run(inputs, Path(out), options)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(perf_counter() - begun, processor() - used, process_time() - driver, memory, sent[0] / 1e6)


def processor() -> float:
    """Seconds of the processor that this process and all below it have used, those that have ended too."""
    parents: dict[int, int] = {}
    ticks: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it has just ended
            continue
        parents[int(stat.parent.name)] = int(fields[1])
        ticks[int(stat.parent.name)] = sum(map(int, fields[11:15]))  # its own, and of the children it has waited for
    below = {os.getpid()}
    while more := {child for child, parent in parents.items() if parent in below} - below:
        below |= more
    return sum(ticks[process] for process in below) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    """The table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=120)
    parser.add_argument("--pages", type=int, default=12)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--run", nargs=2, metavar=("FOLDER", "ENGINE"))
    given = parser.parse_args()
    if given.run:
        one_run(Path(given.run[0]), given.run[1])
        return
    with tempfile.TemporaryDirectory() as made:
        for n in range(given.reports):
            make(Path(made) / f"{n:05}{('.docx', '.pdf')[n % 2]}", given.pages, n)
        pages = given.reports * given.pages
        size = sum(path.stat().st_size for path in Path(made).iterdir()) / pages / 1e3
        print(f"{given.reports} reports of {given.pages} pages, half DOCX, half PDF; {size:.1f} kB a page")
        print(
            "engine   clock s   processor's ms a page   of them the driver's   core hours a million pages   driver MB"
            "   kB of parts a page"
        )
        least: dict[str, float] = {}
        for _ in range(given.times):
            for engine in ("local", "ray"):
                command = [sys.executable, "-m", "benchmarks.cluster", "--run", made, engine]
                told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
                clock, used, driver, memory, parts = map(float, told[-5:])
                least[engine] = min(least.get(engine, used), used)
                print(
                    f"{engine:6}{clock:10.1f}{used * 1e3 / pages:24.1f}{driver * 1e3 / pages:23.1f}"
                    f"{used / pages * 1e6 / 3600:29.1f}{memory:12.0f}{parts * 1e3 / pages:21.1f}",
                    flush=True,
                )
        print(f"ray / local, the processor's time, least of each: {least['ray'] / least['local']:.2f}")


if __name__ == "__main__":
    main()
