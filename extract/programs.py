"""External programs (LibreOffice, Tesseract): each in a process group that outlives neither its work nor its caller."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from extract import progress

# The shell becomes the program. Before that it starts a guard in the same group, which waits for the end of a pipe
# whose other end only the caller holds: when the caller is gone, killed with -9 too, the guard kills the group. The
# pipe takes the place of standard error, which nobody reads.
_GUARDED = '(read -r _ <&2; kill -9 0) >/dev/null & exec "$@" 2>/dev/null'


def output_of(
    command: Sequence[str],
    *,
    timeout: float,
    given: bytes = b"",
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> tuple[int, bytes]:
    """Exit code and standard output of a program to which `given` is fed.

    subprocess.TimeoutExpired when it takes longer, OSError when it cannot be started. It is killed with all its
    children as soon as this returns, and also when this process dies.
    """
    guard, held = os.pipe()
    try:
        process = subprocess.Popen(
            ["/bin/sh", "-c", _GUARDED, "sh", *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=guard,
            env=environment,
            cwd=folder,
            start_new_session=True,
        )
    except OSError:
        os.close(held)
        raise
    finally:
        os.close(guard)
    progress.advance(timeout)
    try:
        made, _ = process.communicate(given, timeout)
        return process.returncode, made
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        with process:  # its pipes are closed, its end is waited for
            os.close(held)
        progress.advance()
