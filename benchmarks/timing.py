"""How the benchmarks take time: processor seconds, the best of several runs, whatever else the machine does."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time


def best(job: Callable[[], object], runs: int = 7) -> float:
    """Seconds of the quickest run, after one that does not count."""
    job()
    times = []
    for _ in range(runs):
        begun = process_time()
        job()
        times.append(process_time() - begun)
    return min(times)
