"""The process on a node that reads: `python -P -m sokhop.engines.reader`, started by a Ray worker, ended with it.

A Ray worker has sockets open and threads running, so documents are not read in its children. It starts this process,
which inherits neither and gives up the network before it does anything; the confined processes that read documents are
forked from here, by the same function as in a local run.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
from pathlib import Path

from sokhop.confine import cut_off, end_with_parent
from sokhop.workers import read_all


def main() -> None:
    """Answers each pickle of (tasks, timeout) on the standard input with a line of JSON, until the input ends."""
    end_with_parent()
    cut_off()
    with os.fdopen(os.dup(1), "w", encoding="utf-8") as answers, Path(os.devnull).open("w") as silence:
        os.dup2(silence.fileno(), 1)  # what a library prints is no answer

        from sokhop.pipeline import warm_up

        warm_up()
        while True:
            try:
                tasks, timeout = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
            except EOFError:
                return
            outcomes = dict(read_all(tasks, 1, timeout))
            answers.write(json.dumps([outcomes[at].packed() for at in range(len(tasks))]) + "\n")
            answers.flush()


if __name__ == "__main__":
    main()
