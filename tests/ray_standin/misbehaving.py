"""A reader that does what the document's name says, and reads all others as they are to be read."""

from __future__ import annotations

import os
import signal
import socket
import time
from pathlib import Path
from typing import Any

from extract.document import UnreadableError
from sokhop.pipeline import Report
from sokhop.pipeline import read_report as really_read


def read_report(path: Path, *, source: str | None = None, **given: Any) -> Report:
    name = Path(source or path.name).stem
    match name.partition("-")[0]:
        case "kill":  # its own process, always
            os.kill(os.getpid(), signal.SIGKILL)
        case "worker":  # the Ray worker, always
            kill_ray_worker()
        case "once":  # the Ray worker, the first time
            flag = Path(path.read_text(encoding="utf-8").splitlines()[0])
            if not flag.exists():
                flag.write_text(f"{os.getpid()} {os.getppid()} {parent(os.getppid())}")
                kill_ray_worker()
        case "network":
            with socket.socket(socket.AF_INET) as far:
                far.connect(("127.0.0.1", 9))
        case "open":
            raise UnreadableError("thử", f"ổ cắm {connections()}, biến {secrets()}")
    return really_read(path, source=source, **given)


def kill_ray_worker() -> None:
    """Its child is the reader, whose child this process is."""
    os.kill(parent(os.getppid()), signal.SIGKILL)
    time.sleep(60)  # the system ends this process


def parent(process: int) -> int:
    return int(Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[1])


def connections() -> int:
    """The network connections that this process holds open."""
    known = {
        line.split()[9]
        for table in ("tcp", "tcp6", "udp", "udp6")
        for line in Path(f"/proc/self/net/{table}").read_text().splitlines()[1:]
    }
    opened = [Path(f"/proc/self/fd/{each}") for each in range(1024)]
    names = [str(each.readlink()) for each in opened if each.is_symlink()]
    return sum(name.removeprefix("socket:[").removesuffix("]") in known for name in names)


def secrets() -> list[str]:
    return sorted(name for name in os.environ if name.startswith(("RAY_", "AWS_")))
