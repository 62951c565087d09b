"""A run: inputs → worker processes → the corpus in the output folder → its tables."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.submission import outstanding
from corpus.territory import Area
from extract.document import UnreadableError
from extract.limits import Limits
from outputs.atomic import SPOOL, Staging
from outputs.datapackage import datapackage
from outputs.rows import Row
from outputs.summary import Summary
from sokhop.accounting import unbalanced
from sokhop.confine import MEMORY_BYTES
from sokhop.engines import Engine, EngineName
from sokhop.engines.local import Local
from sokhop.given import Given
from sokhop.identity import file_sha256
from sokhop.inputs import Input
from sokhop.known import STORE, disk_error, open_store, outcome_of, same_content, stage_store
from sokhop.known import reader as reader_of
from sokhop.remote import fetch
from sokhop.spool import Spool
from sokhop.work import Outcome, Task

if TYPE_CHECKING:
    from sokhop.keep import Corpus


@dataclass(frozen=True, slots=True)
class Options:
    """How to read."""

    workers: int  # of Ray 0 for all that the cluster has
    timeout: float  # seconds for one document
    password: str | None = None
    limits: Limits | None = None
    given: Given | None = None
    stall: float = 120.0  # seconds without progress
    memory: int = MEMORY_BYTES  # of one worker
    engine: EngineName = "local"
    draws: int = 0  # PDFs of up to so many pages are drawn on the way, for the review page
    address: str | None = None  # of a Ray cluster; without, one is started on this machine

    def settings(self) -> str:
        """What of this decides how a file is read; the password is not told."""
        secret = hashlib.sha256((self.password or "").encode()).hexdigest() if self.password else ""
        return f"{reader_of(self.given)} {self.limits} {secret}"


def run(
    inputs: Sequence[Input],
    out: Path,
    options: Options,
    advance: Callable[[str], None] = lambda source: None,
    finish: Callable[[], None] = lambda: None,
    load: Callable[[], None] = lambda: None,
) -> Summary:
    """Reads every input that is not known yet, and brings the corpus in `out` and its tables up to date.

    `advance` is called with each source that is done, `finish` when the tables are in their places, while no other run
    is let in; `load` may load what `finish` takes, and is called where there is time for it. Raises BusyError when
    another run writes to `out`, OSError when `out` cannot be written.
    """
    staging = Staging(out)
    staging.open()
    try:
        reader = reader_of(options.given)
        stage_store(staging)
        if options.engine == "local":
            inputs = _fetched(inputs, staging.folder("fetched"), options.limits or Limits())
        known = _known(inputs, staging.staged(STORE).parent, reader)
        engine = _engine(options, staging.folder(SPOOL), load)
        outcomes = _read(inputs, known, engine, options, advance)
        result = _keep(inputs, outcomes, engine, staging, options, reader)
        staging.commit()
        finish()
    except Exception as error:
        if full := disk_error(error):
            raise full from error
        raise
    finally:
        staging.close()
    return result


def _engine(options: Options, spool: Path, load: Callable[[], None]) -> Engine:
    def meanwhile() -> None:
        import duckdb

        from sokhop import keep  # noqa: F401

        duckdb.connect().close()  # the first connection of a process takes twice as long

        load()

    if options.engine == "ray":
        from sokhop.engines.cluster import Cluster

        return Cluster(spool, options.settings(), options.workers, options.timeout, options.address)
    return Local(spool, options.settings(), options.workers, options.timeout, meanwhile)


def _fetched(inputs: Sequence[Input], folder: Path, limits: Limits) -> list[Input]:
    """The inputs with those that have a URL brought here: the processes that read have no network."""
    here: list[Input] = []
    for at, entry in enumerate(inputs):
        if entry.url and not entry.refusal:
            path = folder / str(at) / entry.path.name
            path.parent.mkdir()
            try:
                fetch(entry.url, path, limits)
                entry = replace(entry, path=path, url="")
            except UnreadableError as error:
                entry = replace(entry, refusal=str(error))
        here.append(entry)
    return here


def _known(inputs: Sequence[Input], folder: Path, reader: str) -> dict[int, Outcome]:
    """The outcomes of inputs that the store knows by their bytes. It is closed again before workers are forked."""
    if not (folder / STORE).exists():
        return {}
    digests: dict[int, str] = {}
    for at, entry in enumerate(inputs):
        if not (entry.refusal or entry.url):
            with suppress(OSError):  # the worker will say what is wrong with it
                digests[at] = file_sha256(entry.path)
    store = open_store(folder)
    try:
        found = store.unchanged(digests.values(), reader)
    finally:
        store.close(commit=False)
    return {at: outcome_of(found[digest], inputs[at].source) for at, digest in digests.items() if digest in found}


def _read(
    inputs: Sequence[Input],
    known: Mapping[int, Outcome],
    engine: Engine,
    options: Options,
    advance: Callable[[str], None],
) -> list[Outcome]:
    outcomes: dict[int, Outcome] = dict(known)
    tasks: list[Task] = []
    positions: list[int] = []
    for at, entry in enumerate(inputs):
        if at in outcomes:
            advance(entry.source)
        elif entry.refusal:
            outcomes[at] = Outcome(entry.source, stage="mở tệp", error=entry.refusal)
            advance(entry.source)
        else:
            positions.append(at)
            tasks.append(
                Task(
                    entry.source,
                    entry.path,
                    engine.place(entry.source),
                    options.password,
                    options.limits,
                    options.given,
                    options.stall,
                    options.memory,
                    options.draws,
                    entry.url,
                )
            )
    if tasks:
        for n, outcome in engine.read(tasks):
            if outcome.unwritable:
                raise OSError(outcome.unwritable, os.strerror(outcome.unwritable))
            outcomes[positions[n]] = outcome
            advance(outcome.source)
    return [outcomes[at] for at in range(len(inputs))]


def _keep(
    inputs: Sequence[Input],
    outcomes: Sequence[Outcome],
    spool: Spool,
    staging: Staging,
    options: Options,
    reader: str,
) -> Summary:
    """Puts what was read into the corpus, judges it there, and stages the tables."""
    from sokhop.keep import Corpus

    result = Summary(staging.out, inputs=len(inputs))
    given = options.given or Given()
    corpus = Corpus(staging, reader)
    done = False
    try:
        counted = _count_in(outcomes, corpus, spool, result)
        corpus.judge()
        for outcome in counted:
            _count(result, outcome)
        for _report_id, verdict, finding in corpus.across(counted):
            result.checks += 1
            if verdict == "mismatch":
                result.mismatches += 1
                result.add_findings((finding,))
        late = _outstanding(result, given, corpus) if given.expected is not None else []
        result.errors.sort(key=lambda error: str(error["source"]))
        corpus.write(result.errors, [outcome.source for outcome in counted], late)
        done = True
    finally:
        corpus.close(commit=done)
    with staging.file("datapackage.json") as file:
        file.write(datapackage())
    result.faults += [corpus.fault] if corpus.fault else []
    result.faults += unbalanced([entry.source for entry in inputs], staging)
    return result


def _count_in(outcomes: Sequence[Outcome], corpus: Corpus, spool: Spool, result: Summary) -> list[Outcome]:
    """The outcomes that are reports of their own, in the order of their inputs; the others become errors."""
    source_of: dict[str, str] = {}
    sources = frozenset(outcome.source for outcome in outcomes)
    fresh: list[Outcome] = []
    counted: list[Outcome] = []
    for outcome in sorted(outcomes, key=lambda each: (not each.unchanged, each.source)):
        if outcome.unchanged and outcome.source == corpus.source_of(outcome.report_id):
            source_of.setdefault(outcome.report_id, outcome.source)
    for outcome in outcomes:
        if outcome.error:
            result.errors.append(_error(outcome, outcome.stage, outcome.error))
            continue
        first = source_of.setdefault(outcome.report_id, outcome.source)
        if first != outcome.source:
            result.errors.append(_error(outcome, "trùng", same_content(first)))
        elif outcome.unchanged:
            if corpus.source_of(outcome.report_id) != outcome.source:
                corpus.move(outcome)
            counted.append(outcome)
        else:
            fresh.append(outcome)
    taken, refused = corpus.take(fresh, sources, spool)
    result.errors += [_error(outcome, stage, why) for outcome, stage, why in refused]
    gone = {outcome.report_id for outcome, _stage, _why in refused}
    return sorted([*(each for each in counted if each.report_id not in gone), *taken], key=lambda each: each.source)


def _outstanding(result: Summary, given: Given, corpus: Corpus) -> list[Row]:
    late = outstanding(given.expected or (), corpus.came(given))
    result.expected, result.late = len(given.expected or ()), [_full_name(area) for area in late]
    return [_late(area) for area in late]


def _error(outcome: Outcome, stage: str, error: str) -> Row:
    return {"source": outcome.source, "sha256": outcome.sha256, "stage": stage, "error": error}


def _full_name(area: Area) -> str:
    return f"{area.name} ({area.parent})" if area.parent else area.name


def _late(area: Area) -> Row:
    """A report that did not come is a missing answer to the whole outline; it has no report_id."""
    code = f", mã {area.code}" if area.code else ""
    return {
        "outline_item": None,
        "item_path": None,
        "requirement": f"Báo cáo của {area.name}",
        "report_id": None,
        "status": "missing",
        "section_id": None,
        "evidence": f"Chưa nhận được báo cáo của {_full_name(area)}{code}.",
        "figure_ids": None,
    }


def _count(result: Summary, outcome: Outcome) -> None:
    result.reports += 1
    result.numbers += outcome.numbers
    result.figures += outcome.figures
    result.not_understood += outcome.not_understood
    result.checks += outcome.checks
    result.mismatches += outcome.mismatches
    result.add_findings(outcome.findings)
    result.faults += [f"{outcome.source}: {outcome.fault}"] if outcome.fault else []
    result.due += outcome.due
    result.gaps += [(outcome.source, gap) for gap in outcome.gaps]
