"""How the benchmarks take time: processor seconds, the best of several runs, whatever else the machine does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
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


def in_turn(jobs: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Seconds of the quickest run of each; in turn, so that a busy machine is busy for all."""
    times: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(rounds):
        for name, job in jobs.items():
            begun = process_time()
            job()
            times[name].append(process_time() - begun)
    return {name: min(taken) for name, taken in times.items()}
