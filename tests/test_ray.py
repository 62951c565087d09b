"""The distributed runner, on a Ray cluster of two nodes: what a local run would have said, byte for byte."""

from __future__ import annotations

import csv
import os
import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import pytest

import sokhop.pipeline
from extract.limits import Limits
from sokhop.cli import main
from sokhop.engines import EngineError
from sokhop.engines.cluster import Cluster
from sokhop.engines.node import Parcel, Part
from sokhop.inputs import find_inputs
from sokhop.known import STORE, reader
from sokhop.outcome import Outcome
from sokhop.remote import RemoteError
from sokhop.run import Options, run
from sokhop.work import Task

ROOT = Path(__file__).parents[1]
STANDIN = ROOT / "tests" / "ray_standin"
EXAMPLES = ROOT / "examples" / "reports"
LOCAL = Options(workers=2, timeout=120)
RAY = Options(workers=0, timeout=120, engine="ray")

linux = pytest.mark.skipif(sys.platform != "linux", reason="the cluster's processes are looked at in /proc")


@pytest.fixture(scope="session")
def cluster() -> Iterator[Any]:
    """Two nodes of one core. What reads on them has the stand-in beside it, and secrets in the environment."""
    if find_spec("ray") is None:
        pytest.skip("ray is not installed")
    patch = pytest.MonkeyPatch()
    patch.setenv("PYTHONPATH", os.pathsep.join(map(str, (STANDIN, ROOT))))
    patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    patch.setenv("AWS_SECRET_ACCESS_KEY", "a secret")
    # A socket's path is at most 107 bytes, and Ray's own part of it is 70: pytest's folder would be too long.
    scratch = tempfile.mkdtemp(prefix="ray")
    patch.setenv("TMPDIR", scratch)
    patch.syspath_prepend(str(STANDIN))
    import ray
    from ray.cluster_utils import Cluster as Nodes

    nodes = Nodes(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    try:
        nodes.add_node(num_cpus=1)
        nodes.wait_for_nodes()
        ray.init(address=nodes.address, log_to_driver=False, logging_level="ERROR")
        yield ray
    finally:
        ray.shutdown()
        nodes.shutdown()
        patch.undo()
        shutil.rmtree(scratch, ignore_errors=True)


def folder(place: Path, **texts: str) -> Path:
    """The examples, and documents with these texts (of their own, when empty) and names."""
    made = place / "in"
    shutil.copytree(EXAMPLES, made)
    for name, text in texts.items():
        (made / f"{name.replace('_', '-')}.txt").write_text(text or f"BÁO CÁO {name}\nTổ chức 03 hội nghị.\n", "utf-8")
    return made


def contents(out: Path) -> dict[str, bytes]:
    """Every file; of the store what it holds, since its bytes are DuckDB's own affair."""
    found = {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}
    with duckdb.connect(str(out / STORE), read_only=True) as db:
        for schema, name in db.execute("select schema_name, table_name from duckdb_tables() order by all").fetchall():
            rows = db.execute(f'select * from "{schema}"."{name}" order by rowid').fetchall()
            found[f"{STORE}/{schema}.{name}"] = repr(rows).encode()
    return {name: data for name, data in found.items() if name != STORE}


def errors(out: Path) -> dict[str, str]:
    with (out / "errors.csv").open(encoding="utf-8", newline="") as file:
        return {Path(row["source"]).stem: row["error"] for row in csv.DictReader(file)}


def gone(process: int) -> bool:
    """Whether a process has ended, within some time."""
    for _ in range(100):
        state = Path(f"/proc/{process}/stat")
        try:
            if state.read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except OSError:
            return True
        time.sleep(0.1)
    return False


# -- on a cluster


@linux
def test_the_same_bytes_as_a_local_run_whatever_documents_do(
    cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from misbehaving import read_report

    monkeypatch.setattr(sokhop.pipeline, "read_report", read_report)
    made = folder(tmp_path, kill_1="", kill_2="", network_1="", good_1="", good_2="", twin_1="x 1", twin_2="x 1")
    (made / "torn.docx").write_bytes((made / "xa-nam-phung-2024.docx").read_bytes()[:3000])
    (made / "large.txt").write_bytes(b"1 " * 300_000)
    (made / "odd name'%.md").write_text("# BÁO CÁO\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", encoding="utf-8")
    limits = Limits(file_bytes=500_000)
    for options in (LOCAL, RAY):
        given = Options(2, 120, limits=limits, engine=options.engine)
        run(find_inputs([made]), tmp_path / options.engine, given)
    assert contents(tmp_path / "ray") == contents(tmp_path / "local")
    assert {"kill-1", "kill-2", "network-1", "torn", "large", "twin-2"} == set(errors(tmp_path / "ray"))
    # more reports come: the tables grow at their end
    (made / "later.txt").write_text("BÁO CÁO\nTrồng 12 ha rừng.\n", encoding="utf-8")
    for options in (LOCAL, RAY):
        given = Options(2, 120, limits=limits, engine=options.engine)
        run(find_inputs([made]), tmp_path / options.engine, given)
    assert contents(tmp_path / "ray") == contents(tmp_path / "local")


@linux
def test_a_worker_that_is_killed_costs_nothing(cluster: Any, tmp_path: Path) -> None:
    flag = tmp_path / "killed"
    made = folder(tmp_path, once_1=f"{flag}\nTổ chức 03 hội nghị.\n", good_1="", good_2="")
    assert run(find_inputs([made]), tmp_path / "ray", RAY).reports == 8
    assert flag.exists()
    run(find_inputs([made]), tmp_path / "local", LOCAL)
    assert contents(tmp_path / "ray") == contents(tmp_path / "local")
    assert all(gone(int(process)) for process in flag.read_text().split())  # none is left behind, nor are reports
    run(find_inputs([folder(tmp_path / "more", after_1="")]), tmp_path / "more", RAY)
    assert not list(Path(os.environ["TMPDIR"]).glob("sokhop-node-*"))


@linux
def test_a_document_that_always_takes_the_worker_with_it(cluster: Any, tmp_path: Path) -> None:
    made = folder(tmp_path, worker_1="", good_1="", good_2="")
    assert run(find_inputs([made]), tmp_path / "out", RAY).reports == 7
    assert set(errors(tmp_path / "out")) == {"worker-1"}


@linux
def test_what_reads_on_a_node_has_no_connection_and_no_keys(cluster: Any, tmp_path: Path) -> None:
    made = folder(tmp_path, open_1="", open_2="")
    run(find_inputs([made]), tmp_path / "out", RAY)
    assert errors(tmp_path / "out") == {"open-1": "ổ cắm 0, biến []", "open-2": "ổ cắm 0, biến []"}


def test_a_run_that_was_ended_is_taken_up(cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = folder(tmp_path, good_1="", good_2="")
    seen: list[str] = []

    def end(source: str) -> None:
        seen.append(source)
        if len(seen) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(find_inputs([made]), tmp_path / "ray", RAY, end)
    assert list((tmp_path / "ray").iterdir()) == [tmp_path / "ray" / ".sokhop"]  # nothing of it is seen
    sent: list[int] = []
    real = Cluster._sent

    def noted(self: Cluster, ray: Any, tasks: Sequence[Task], away: Sequence[int]) -> Iterator[tuple[int, Outcome]]:
        sent.extend(away)
        return real(self, ray, tasks, away)

    monkeypatch.setattr(Cluster, "_sent", noted)
    run(find_inputs([made]), tmp_path / "ray", RAY)
    assert 0 < len(sent) <= 7 - 3
    run(find_inputs([made]), tmp_path / "local", LOCAL)
    assert contents(tmp_path / "ray") == contents(tmp_path / "local")


@pytest.mark.parametrize("engine", ["local", "ray"])
def test_a_folder_behind_a_url(
    engine: str, request: pytest.FixtureRequest, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("fsspec", reason="fsspec is not installed")
    if engine == "ray":
        request.getfixturevalue("cluster")
    made = folder(tmp_path, good_1="")
    (made / "large.txt").write_bytes(b"1 " * 300_000)
    (made / "a::b.txt").write_text("không được đọc", encoding="utf-8")
    (made / "below").mkdir()
    (made / "below" / "~$a.docx").write_bytes(b"")
    packed = tmp_path / "in.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for path in sorted(made.rglob("*")):
            archive.write(path, path.relative_to(made))
    outs = []
    for n, given in enumerate((f"file://{made}", f"zip://::file://{packed}")):
        out = tmp_path / f"out-{n}"
        with pytest.raises(SystemExit) as ended:
            main(["run", given, "-o", str(out), "--engine", engine, "--limit", "file_bytes=500000", "--no-review"])
        assert ended.value.code == 1, capfd.readouterr()
        outs.append(contents(out))
    assert outs[0] == outs[1]
    (made / "a::b.txt").unlink()
    run(find_inputs([made]), tmp_path / "local", Options(2, 120, limits=Limits(file_bytes=500_000)))
    local = contents(tmp_path / "local")
    assert all(outs[0][name] == local[name] for name in ("figures.csv", "checks.csv", "reports.csv", "numerals.csv"))
    said = errors(tmp_path / "out-0")
    assert said.pop("a::b").startswith("Tên tệp có dấu «::»")
    assert said == errors(tmp_path / "local")
    assert not (tmp_path / "out-0" / ".sokhop").exists()


# -- without one


def test_no_ray_and_no_cluster_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    fake = SimpleNamespace(is_initialized=lambda: False)
    for module, more, said in ((None, [], "sokhop[ray]"), (fake, ["--address", "127.0.0.1:1"], "refused")):
        monkeypatch.setitem(sys.modules, "ray", module)
        with pytest.raises(SystemExit) as ended:
            main(["run", str(EXAMPLES), "-o", str(tmp_path / "out"), "--engine", "ray", *more])
        assert ended.value.code == 2
        assert said in capfd.readouterr().err


def test_a_url_that_leads_nowhere(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("fsspec", reason="fsspec is not installed")
    with pytest.raises(RemoteError, match="nowhere://host/x: "):
        find_inputs(["nowhere://user:secret@host/x?signature=secret"])
    for given in (f"file://{tmp_path}/nothing", "nowhere://x"):
        with pytest.raises(SystemExit) as ended:
            main(["run", given, "-o", str(tmp_path / "out")])
        assert ended.value.code == 2
        assert not (tmp_path / "out").exists()
        assert "Traceback" not in capfd.readouterr().err


def test_a_file_that_vanishes_before_it_is_fetched(tmp_path: Path) -> None:
    pytest.importorskip("fsspec", reason="fsspec is not installed")
    (tmp_path / "a.txt").write_text("1", encoding="utf-8")
    found = find_inputs([f"file://{tmp_path}"])
    (tmp_path / "a.txt").unlink()
    run(found, tmp_path / "out", LOCAL)
    assert errors(tmp_path / "out") == {
        "a": "Không tải được tệp (FileNotFoundError); hãy kiểm tra địa chỉ và quyền đọc."
    }


class NoRay:
    """Ray as far as the engine uses it, of three cores and without processes; documents are read when waited for."""

    class exceptions:  # noqa: N801 - as Ray has it
        class WorkerCrashedError(Exception):
            pass

        NodeDiedError = OutOfMemoryError = ObjectLostError = RayTaskError = WorkerCrashedError

    def __init__(self, read: Any) -> None:
        self.read = read
        self.under_way: dict[int, tuple[str, list[Parcel], float]] = {}
        self.most = 0
        self.sizes: list[int] = []

    def remote(self, **options: object) -> Any:
        assert options == {"max_retries": 0}  # a document that takes its worker with it is not tried for ever
        return lambda function: SimpleNamespace(remote=self.submit)

    def submit(self, *given: Any) -> int:
        self.sizes.append(len(given[1]))
        self.under_way[len(self.sizes)] = given
        self.most = max(self.most, len(self.under_way))
        return len(self.sizes)

    def cluster_resources(self) -> dict[str, float]:
        return {"CPU": 3.0}

    def wait(self, tasks: list[int], num_returns: int) -> tuple[list[int], list[int]]:
        return tasks[-1:], tasks[:-1]  # the last first

    def get(self, task: int) -> Part:
        return self.read(*self.under_way.pop(task))

    def cancel(self, task: int, force: bool) -> None:
        self.under_way.pop(task)


def tasks_of(place: Path, count: int) -> list[Task]:
    (place / "in").mkdir()
    for n in range(count):
        (place / "in" / f"{n:04}.txt").write_bytes(b"x" * 1000)
    return [Task(f"{n:04}", place / "in" / f"{n:04}.txt", place / f"{n:04}.json") for n in range(count)]


def test_few_batches_are_under_way_however_many_documents(tmp_path: Path) -> None:
    tasks = tasks_of(tmp_path, 1000)

    def read(_name: str, parcels: list[Parcel], _timeout: float) -> Part:
        return Part(reader(None), tuple(Outcome(parcel.task.source) for parcel in parcels), {})

    ray = NoRay(read)
    found = dict(Cluster(tmp_path / "spool", "", 0, 60, None)._sent(ray, tasks, range(1000)))
    assert [found[at].source for at in range(1000)] == [task.source for task in tasks]
    assert ray.most == 2 * 3
    assert max(ray.sizes) == 32
    few = NoRay(read)
    dict(Cluster(tmp_path / "spool", "", 0, 60, None)._sent(few, tasks, range(24)))
    assert few.sizes == [2] * 12  # each core has some


def test_what_was_lost_is_sent_alone_and_not_for_ever(tmp_path: Path) -> None:
    tasks = tasks_of(tmp_path, 100)
    lost: list[str] = []

    def read(_name: str, parcels: list[Parcel], _timeout: float) -> Part:
        if any(parcel.task.source == "0007" for parcel in parcels):
            lost.extend(parcel.task.source for parcel in parcels)
            raise NoRay.exceptions.WorkerCrashedError
        return Part(reader(None), tuple(Outcome(parcel.task.source) for parcel in parcels), {})

    found = dict(Cluster(tmp_path / "spool", "", 0, 60, None)._sent(NoRay(read), tasks, range(100)))
    assert len(found) == 100
    assert [at for at, outcome in found.items() if outcome.error] == [7]
    assert lost.count("0007") == 3
    assert max(map(lost.count, set(lost) - {"0007"})) == 1


def test_a_node_with_another_program_is_refused(tmp_path: Path) -> None:
    ray = NoRay(lambda _n, parcels, _t: Part("another", (Outcome("0000"),), {}))
    with pytest.raises(EngineError, match="other_program"):
        list(Cluster(tmp_path / "spool", "", 0, 60, None)._sent(ray, tasks_of(tmp_path, 1), [0]))
