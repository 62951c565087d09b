"""`make fuzz`: mutates sound reports for some minutes and keeps each file that a reader fails on in `kept/`."""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from fuzz import mutate_docx, mutate_pdf
from fuzz.reading import faults
from fuzz.seeds import seeds

KEPT = Path(__file__).parent / "kept"


def made(kind: str, number: int, seed: int, until: float = float("inf")) -> Iterator[tuple[str, bytes]]:
    """`number` mutated files of a kind, the same ones for the same seed; fewer when time is up."""
    mutated = {"docx": mutate_docx.mutated, "pdf": mutate_pdf.mutated}[kind]
    sound = seeds(kind)
    for n in range(number):
        if time.monotonic() > until:
            return
        chance = random.Random(f"{kind} {seed} {n}")
        yield f"{kind}-{seed}-{n}", mutated(chance.choice(sound), chance)


def main() -> int:
    options = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    options.add_argument("--minutes", type=float, default=5.0)
    options.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    options.add_argument("--kind", choices=("docx", "pdf"), action="append")
    chosen = options.parse_args()
    kinds = chosen.kind or ["docx", "pdf"]
    found = 0
    print(f"seed {chosen.seed}", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for kind in kinds:
            until = time.monotonic() + 60 * chosen.minutes / len(kinds)
            count = 0

            def counted(kind: str = kind, until: float = until) -> Iterator[tuple[str, bytes]]:
                nonlocal count
                for each in made(kind, 10**9, chosen.seed, until):
                    count += 1
                    yield each

            for fault in faults(counted(), Path(folder)):
                found += 1
                kept = KEPT / f"{kind}-{hashlib.sha256(fault.data).hexdigest()[:12]}.bin"
                kept.write_bytes(fault.data)
                print(f"{fault.name} → {kept.name}: {fault.why}", flush=True)
            print(f"{kind}: {count} files, {found} faults so far", flush=True)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
