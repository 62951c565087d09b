"""What all tests share."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHARED = Path(__file__).parents[2] / "shared"


@pytest.fixture(scope="session")
def samples() -> Path:
    """The sample documents beside the repository; they are no part of it."""
    if not (SHARED / "samples").is_dir():
        pytest.skip("../shared/samples is not here")
    return SHARED / "samples"


@pytest.fixture(scope="session")
def example_output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `sokhop run examples/reports` writes; not to be changed by a test."""
    out = tmp_path_factory.mktemp("examples") / "out"
    command = [sys.executable, "-m", "sokhop", "run", "examples/reports", "-o", str(out), "--quiet"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1, done.stderr  # they have findings on purpose
    return out


def pytest_runtest_setup(item: pytest.Item) -> None:
    """`@pytest.mark.program("soffice")`: the test needs a program that the machine may not have."""
    for mark in item.iter_markers("program"):
        for name in mark.args:
            if shutil.which(name) is None:
                pytest.skip(f"{name} is not installed")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Where every program is promised (.ci/run), a test skipped for want of one has failed."""
    report = yield
    if os.environ.get("SOKHOP_REQUIRE_PROGRAMS") and report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if "is not installed" in reason:
            report.outcome = "failed"
            report.longrepr = f"skipped where nothing may be: {reason}"
    return report
