"""What a worker may not do: use up the memory, print, outlive its run, or reach any network.

A document is other people's data, and the libraries that parse it are large. Should one be talked into running what a
file says, it finds a process without network: on Linux the kernel refuses it, and all that it starts, every socket
but local ones. Elsewhere nothing in this program opens a socket either, but nothing would stop a library.
"""

from __future__ import annotations

import os
import signal
import struct
import sys
from pathlib import Path

MEMORY_BYTES = 2_000_000_000
"""Address space that a worker may take beyond what the program has at its start."""

_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 22, 38
_FILTER_MODE = 2
# Per machine: how seccomp calls it, the numbers of the system calls socket and io_uring_setup
_MACHINES = {"x86_64": (0xC000003E, 41, 425), "aarch64": (0xC00000B7, 198, 425)}
_LOCAL = 1  # AF_UNIX
_REFUSED, _ALLOWED = 0x0005000D, 0x7FFF0000  # errno EACCES; go on
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06  # of the kernel's packet filter
_OTHER_ABI = 0x40000000  # numbers of the x32 calls, by which a filter of numbers could be got round


def confine(memory: int = MEMORY_BYTES) -> None:
    """Makes this process a worker: limited memory, nothing printed, no network, no answer to Ctrl-C (the parent's)."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    silence = Path(os.devnull).open("w")  # noqa: SIM115 - for as long as the process lives
    for inherited in (1, 2):
        os.dup2(silence.fileno(), inherited)
    sys.stdout = sys.stderr = silence
    end_with_parent()  # no worker outlives a run that was killed, and holds its output folder
    if sys.platform == "linux":
        import resource

        taken = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        most = resource.getrlimit(resource.RLIMIT_AS)[1]
        resource.setrlimit(resource.RLIMIT_AS, (taken + memory, most))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a crash writes no file
        cut_off()


def end_with_parent() -> None:
    """The system kills this process when the one that started it ends, however that ends."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def cut_off() -> bool:
    """Takes the network from this process and from all that it will start; whether the system could do that."""
    if sys.platform != "linux" or os.uname().machine not in _MACHINES or sys.maxsize < 2**32:
        return False
    import ctypes

    architecture, socket, ring = _MACHINES[os.uname().machine]
    rules = (
        (_LOAD, 0, 0, 4),  # the machine whose calls these are
        (_EQUAL, 0, 6, architecture),
        (_LOAD, 0, 0, 0),  # the call
        (_AT_LEAST, 4, 0, _OTHER_ABI),
        (_EQUAL, 3, 0, ring),  # it can open sockets without the call
        (_EQUAL, 0, 3, socket),
        (_LOAD, 0, 0, 16),  # its first argument, the kind of network
        (_EQUAL, 1, 0, _LOCAL),
        (_RETURN, 0, 0, _REFUSED),
        (_RETURN, 0, 0, _ALLOWED),
    )
    code = b"".join(struct.pack("HBBI", *rule) for rule in rules)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxQ", len(rules), ctypes.addressof(buffer)))
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    if prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        return False
    return not prctl(_PR_SET_SECCOMP, _FILTER_MODE, program, 0, 0)
