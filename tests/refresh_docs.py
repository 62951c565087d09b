"""`make docs`: writes anew what the documentation shows of the program, so that tests/test_readme.py finds it true."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from outputs.column_docs import column_dictionary
from tests.real_rows import real_rows, run_examples

ROOT = Path(__file__).parents[1]
ROWS = re.compile(r"^```rows\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CONSOLE = re.compile(r"^```console\n\$ (.*?)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def printed(command: str) -> str:
    """What the command prints, run where the README says."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        command, shell=True, cwd=ROOT, env=os.environ | {"PATH": path}, capture_output=True, text=True, check=False
    )
    return done.stdout.rstrip("\n") + "\n"


def main() -> None:
    """Rewrites docs/columns.md and every ```console and ```rows block of the READMEs."""
    (ROOT / "docs" / "columns.md").write_text(column_dictionary(), encoding="utf-8")
    with TemporaryDirectory() as folder:
        run_examples(Path(folder, "out"))
        rows = real_rows(Path(folder, "out"))
    for page in sorted(ROOT.glob("README*.md")):
        old = ROWS.sub(lambda block: f"```rows\n{rows}\n```", page.read_text(encoding="utf-8"))
        new = CONSOLE.sub(lambda block: f"```console\n$ {block[1]}\n{printed(block[1])}```", old)
        page.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
