"""Kills a run with -9 at a random moment, again and again, lets it end at last, and compares every byte of the output.

cd tests && python -m fuzz.kill --times 50
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path

from fuzz.seeds import ROOT
from sokhop.inputs import find_inputs
from sokhop.people import ForPeople, Wanted
from sokhop.pipeline import warm_up
from sokhop.run import Options, run

STORE = "sokhop.duckdb"  # its bytes depend on when it was written; what it holds is in the tables
_HALF = re.compile(r"(?:^|/)\.")  # what is not in its place yet: no output, but nothing of it may be left at the end
KILLS = 3  # for one output, before it may end


def contents(out: Path) -> dict[str, bytes]:
    """The files of an output folder that a user sees."""
    return {
        name: path.read_bytes()
        for path in sorted(out.rglob("*"))
        if path.is_file()
        and (name := path.relative_to(out).as_posix()).split("/")[0] not in (STORE, STORE + ".wal", ".sokhop")
    }


def start(inputs: Path, out: Path, *, pages: bool = False) -> int:
    """A run in a process group of its own: its number. It is forked, so that a trial takes no time to load.

    With `pages` it makes the review page and the workbook, too, as the command does.
    """
    run_id = os.fork()
    if not run_id:
        code = 70
        try:
            os.setsid()
            found = find_inputs([inputs])
            sources = {entry.source: entry.path for entry in found}
            finish = ForPeople(out, sources, Wanted(True, True, True)).write if pages else lambda: None
            run(found, out, Options(workers=2, timeout=300), finish=finish)
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    return run_id


def killed(run_id: int, after: float, whole_group: bool) -> None:
    """Kills the run after some seconds: alone, or with all its processes at once as a power cut does."""
    deadline = time.monotonic() + after
    while time.monotonic() < deadline:
        if os.waitpid(run_id, os.WNOHANG)[0]:
            return
        time.sleep(0.002)
    (os.killpg if whole_group else os.kill)(run_id, signal.SIGKILL)
    os.waitpid(run_id, 0)


def ended(run_id: int) -> None:
    """Waits for the end of a run that nobody disturbs."""
    status = os.waitpid(run_id, 0)[1]
    if status:
        raise AssertionError(f"a run ended with {os.waitstatus_to_exitcode(status)}")


def _is_table(name: str) -> bool:
    return not name.startswith("review/") and name != "sokhop.xlsx"


def _tables(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if _is_table(name)}


def trial(
    inputs: Path, folder: Path, before: Path, expected: dict[str, bytes], took: float, chance: random.Random
) -> str:
    """One output that is begun anew, killed some times and then let end; what is wrong with it, "" for nothing."""
    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(before, out)
    old = contents(out)
    for _ in range(KILLS):
        killed(start(inputs, out, pages=True), chance.uniform(0.05, 1.05) * took, chance.random() < 0.5)
        seen = {name: data for name, data in contents(out).items() if not _HALF.search(name)}
        committing = (out / ".sokhop" / "commit.json").exists()
        torn = [name for name, data in seen.items() if data not in (old.get(name), expected.get(name))]
        if torn and not (committing and all(_is_table(name) for name in torn)):
            return f"torn: {torn}"
        tables = {name: data for name, data in seen.items() if _is_table(name)}
        if not committing and tables not in (_tables(old), _tables(expected)):
            return f"neither old nor new: {sorted(name for name in tables if tables[name] != expected.get(name))}"
    ended(start(inputs, out, pages=True))
    if contents(out) != expected:
        return "the resumed run ends with other bytes"
    return "something is left in .sokhop" if (out / ".sokhop").exists() else ""


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--times", type=int, default=50)
    options.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    chosen = options.parse_args()
    warm_up()
    wrong = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        inputs, some = folder / "in", folder / "some"
        for path in sorted((ROOT / "examples" / "reports").iterdir()):
            for copy in (inputs, some) if path.suffix == ".pdf" else (inputs,):
                copy.mkdir(exist_ok=True)
                shutil.copy(path, copy)
        for path in sorted((ROOT / "tests" / "corpora" / "rollup-mat-tran").glob("*.txt")):
            shutil.copy(path, inputs)
        (inputs / "hong.docx").write_bytes(b"PK")
        given = {path.name: path.read_bytes() for path in inputs.iterdir()}
        ended(start(some, folder / "before", pages=True))  # an earlier run, whose outputs are to stay whole
        shutil.copytree(folder / "before", folder / "new")
        began = time.monotonic()
        ended(start(inputs, folder / "new", pages=True))
        took, expected = time.monotonic() - began, contents(folder / "new")
        print(f"seed {chosen.seed}, {len(given)} inputs, undisturbed {took:.1f} s", flush=True)
        for n in range(chosen.times):
            why = trial(inputs, folder, folder / "before", expected, took, random.Random(f"{chosen.seed} {n}"))
            wrong += [f"{n}: {why}"] if why else []
            print(f"{n + 1 - len(wrong)} of {n + 1} identical {why}", flush=True)
        if {path.name: path.read_bytes() for path in inputs.iterdir()} != given:
            wrong.append("an input was changed")
    print(json.dumps({"times": chosen.times, "identical": chosen.times - len(wrong), "wrong": wrong}))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
