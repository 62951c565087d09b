"""The command line. Nothing heavy is imported before a command needs it: `sokhop --help` answers at once."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sokhop.messages import LANGUAGES, Say, language_of, speaker
from sokhop.show import show, with_examples

if TYPE_CHECKING:
    from extract.document import Document
    from extract.limits import Limits
    from sokhop.engines import EngineName

FINDINGS, MISUSE, FAULT, INTERRUPTED = 1, 2, 3, 130
"""Exit codes beside 0: findings or unread inputs; a command that cannot be done; our books are wrong; Ctrl-C."""

_FILE = click.Path(exists=True, path_type=Path)


class _FileOrUrl(click.Path):
    """A path that exists, or a URL; whether anything is there is asked when it is listed."""

    def convert(self, value: Any, parameter: click.Parameter | None, context: click.Context | None) -> Any:
        from sokhop.remote import is_url

        return value if is_url(str(value)) else super().convert(value, parameter, context)


def main(arguments: Sequence[str] | None = None) -> None:
    """The `sokhop` command."""
    gc.set_threshold(20_000, 50, 1_000)  # what is loaded is no garbage, and looking for some takes a tenth of a start
    arguments = sys.argv[1:] if arguments is None else arguments
    commands(speaker(language_of(arguments))).main(list(arguments), prog_name="sokhop")


def commands(say: Say) -> click.Group:
    """The commands, with their help in one language."""
    group = click.Group(
        "sokhop",
        help=say("help"),
        params=[_language(say)],
        callback=lambda lang: None,  # read by language_of before click begins
    )
    click.version_option(package_name="sokhop", message="%(prog)s %(version)s", help=say("help.version"))(group)
    from sokhop.completion import completion_command
    from sokhop.corpus_commands import corpus_commands
    from sokhop.outline import outline_command
    from sokhop.serve import serve_command

    commands = (_run(say), _text(say), _explain(say), _audit(say), outline_command(say, MISUSE), serve_command(say))
    for command in (*commands, *corpus_commands(say, MISUSE), completion_command(say)):
        command.params.append(_language(say))
        group.add_command(command)
    for each in (group, *group.commands.values()):
        click.help_option("-h", "--help", help=say("help.help"))(each)
        with_examples(each, say)
    return group


def _language(say: Say) -> click.Option:
    return click.Option(["--lang"], type=click.Choice(LANGUAGES), help=say("help.lang"), expose_value=True)


def _run(say: Say) -> click.Command:
    from sokhop import people

    def command(**options: Any) -> None:
        sys.exit(_do_run(say, **options))

    return click.Command(
        "run",
        callback=command,
        help="\n\n".join((say("help.run"), say("help.run.exit"))),
        params=[
            click.Argument(
                ["inputs"], nargs=-1, required=True, type=_FileOrUrl(exists=True, path_type=Path), metavar="INPUT..."
            ),
            click.Option(["-o", "--out"], required=True, type=click.Path(path_type=Path), help=say("help.out")),
            click.Option(["--workers"], type=click.IntRange(1), help=say("help.workers")),
            click.Option(
                ["--engine"],
                type=click.Choice(["local", "ray"]),
                default="local",
                show_default=True,
                help=say("help.engine"),
            ),
            click.Option(["--address"], help=say("help.address")),
            click.Option(
                ["--timeout"],
                type=click.FloatRange(0, min_open=True),
                default=1800.0,
                show_default=True,
                help=say("help.timeout"),
            ),
            click.Option(
                ["--stall"],
                type=click.FloatRange(0, min_open=True),
                default=120.0,
                show_default=True,
                help=say("help.stall"),
            ),
            click.Option(
                ["--memory"], type=click.IntRange(200), default=2000, show_default=True, help=say("help.memory")
            ),
            click.Option(["--password-file"], type=_FILE, help=say("help.password_file")),
            click.Option(["--limit"], multiple=True, metavar="NAME=N", callback=_limits, help=say("help.limit")),
            click.Option(["--outline"], type=_FILE, help=say("help.outline_file")),
            click.Option(["--areas"], type=_FILE, help=say("help.areas")),
            click.Option(["--expect"], type=_FILE, help=say("help.expect")),
            *people.options(say),
            click.Option(["-q", "--quiet"], is_flag=True, help=say("help.quiet")),
            click.Option(["--json", "as_json"], is_flag=True, help=say("help.json")),
        ],
    )


def _do_run(
    say: Say,
    inputs: tuple[Path | str, ...],
    out: Path,
    workers: int | None,
    engine: EngineName,
    address: str | None,
    timeout: float,
    stall: float,
    memory: int,
    password_file: Path | None,
    limit: Limits,
    outline: Path | None,
    areas: Path | None,
    expect: Path | None,
    quiet: bool,
    as_json: bool,
    lang: str | None,
    **for_people: Any,
) -> int:
    from corpus.decisions import FILE, read_decisions
    from outputs.atomic import BusyError
    from sokhop.engines import EngineError
    from sokhop.given import read_given
    from sokhop.inputs import find_inputs
    from sokhop.people import ForPeople, wanted_of
    from sokhop.remote import RemoteError
    from sokhop.run import Options, run
    from sokhop.workers import usable_cores

    if any(
        isinstance(path, Path) and path.is_dir() and path.resolve().is_relative_to(out.resolve()) for path in inputs
    ):
        return _refuse(say("out_is_input", out=out))
    try:
        found = find_inputs(inputs, out)
    except RemoteError as error:
        return _refuse(str(error))
    if not found:
        return _refuse(say("no_inputs", inputs=", ".join(map(str, inputs))))
    try:
        given = read_given(outline, areas, expect)
        read_decisions(out / FILE)  # a file that is wrong is named before the work begins
    except ValueError as error:
        return _refuse(str(error))
    many = workers or (0 if engine == "ray" else usable_cores())
    secret = _password(password_file)
    shown = sys.stderr.isatty() and not quiet and not as_json and len(found) > 1
    made = ForPeople(out, {entry.source: entry.path for entry in found if not entry.url}, wanted_of(for_people))
    options = Options(many, timeout, secret, limit, given, stall, memory * 10**6, engine, made.draws, address)
    try:
        with _Progress(say("reading"), len(found), shown) as advance:
            summary = run(found, out, options, advance, made.write, made.load)
    except EngineError as error:
        return _refuse(say(error.key, **error.fields))
    except BusyError:
        return _refuse(say("out_busy", out=out))
    except OSError as error:
        return _refuse(say("out_unwritable", out=out, why=error.strerror or error))
    except KeyboardInterrupt:
        click.echo(say("interrupted"), err=True)
        return INTERRUPTED
    if as_json:
        click.echo(summary.json())
    elif not quiet:
        for line in summary.lines(say):
            show(line)
        if made.index:
            click.echo(say("look_review", index=made.index))
    if summary.faults:
        return FAULT
    return 0 if summary.clean else FINDINGS


class _Progress:
    """A progress bar with an estimate, on a terminal only."""

    def __init__(self, title: str, total: int, shown: bool) -> None:
        self._title, self._total, self._shown = title, total, shown

    def __enter__(self) -> Callable[[str], None]:
        if not self._shown:
            return lambda source: None
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._bar.start()
        task = self._bar.add_task(self._title, total=self._total)
        return lambda source: self._bar.advance(task)

    def __exit__(self, *error: object) -> None:
        if self._shown:
            self._bar.stop()


def _limits(context: click.Context, parameter: click.Parameter, given: Sequence[str]) -> Limits:
    """The limits of reading, with those that `--limit pages=10000` sets."""
    from extract.limits import Limits

    chosen = {}
    for each in given:
        name, _, number = each.partition("=")
        if name not in Limits.names() or not number.isdecimal():
            raise click.BadParameter(f"{each!r}: NAME=N, NAME: {', '.join(Limits.names())}", context, parameter)
        chosen[name] = int(number)
    return Limits(**chosen)


def _password(file: Path | None) -> str | None:
    return file.read_text(encoding="utf-8").split("\n", 1)[0].rstrip("\r") if file else None


def _refuse(message: str) -> int:
    click.echo(message, err=True)
    return MISUSE


def _text(say: Say) -> click.Command:
    def command(file: Path, password_file: Path | None, lang: str | None) -> None:
        from extract.document import UnreadableError
        from sokhop.inputs import printable
        from sokhop.workers import apart

        try:
            document = apart(_read, file, _password(password_file))
        except UnreadableError as error:
            click.echo(say("unreadable", source=printable(str(file)), error=error), err=True)
            sys.exit(FINDINGS)
        click.echo(document.text, nl=False)

    return click.Command(
        "text",
        callback=command,
        help=say("help.text"),
        params=[
            click.Argument(["file"], type=_FILE, metavar="FILE"),
            click.Option(["--password-file"], type=_FILE, help=say("help.password_file")),
        ],
    )


def _read(file: Path, password: str | None) -> Document:
    from extract.read import read

    return read(file, password=password)


def _explain(say: Say) -> click.Command:
    def command(words: tuple[str, ...], lang: str | None) -> None:
        from sokhop.explanation import explain, explained_lines

        text = " ".join(words) or sys.stdin.read()
        lines = list(explained_lines(explain(text)))
        click.echo("\n".join(lines) if lines else say("nothing"))

    return click.Command(
        "explain",
        callback=command,
        help=say("help.explain"),
        params=[click.Argument(["words"], nargs=-1, metavar="TEXT...")],
    )


def _do_audit(say: Say, files: tuple[Path, ...], everything: bool, decisions: Path | None, as_json: bool) -> int:
    import json

    from corpus.decisions import DecisionsError, keep_decisions, read_decisions
    from extract.document import UnreadableError
    from sokhop.audit import audit_file
    from sokhop.inputs import printable
    from sokhop.pipeline import warm_up

    clean, data = True, []
    if len(files) > 1:
        warm_up()  # once, and not in the process of each file
    try:
        decided = read_decisions(decisions) if decisions else {}
    except DecisionsError as error:
        return _refuse(str(error))
    for file in files:
        try:
            found = audit_file(file, everything=everything, decisions=decided)
        except UnreadableError as error:
            clean = False
            data.append({"source": str(file), "error": str(error)})
            if not as_json:
                show(f"{printable(str(file))}:")
                show(f"  ✗ {error}")
            continue
        clean &= found.light != "red"
        data.append(found.data())
        if decisions:
            keep_decisions(decisions, found.shown)
        if not as_json:
            show(f"{printable(str(file))}:")
            for line in (*found.lines(), *(() if found.shown else [say("all_hold")])):
                show(f"  {line}")
    if as_json:
        click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    return 0 if clean else FINDINGS


def _audit(say: Say) -> click.Command:
    def command(
        files: tuple[Path, ...], everything: bool, decisions: Path | None, as_json: bool, lang: str | None
    ) -> None:
        sys.exit(_do_audit(say, files, everything, decisions, as_json))

    return click.Command(
        "audit",
        callback=command,
        help=say("help.audit"),
        params=[
            click.Argument(["files"], nargs=-1, required=True, type=_FILE, metavar="FILE..."),
            click.Option(["--all", "everything"], is_flag=True, help=say("help.all")),
            click.Option(["--decisions"], type=click.Path(path_type=Path), help=say("help.decisions")),
            click.Option(["--json", "as_json"], is_flag=True, help=say("help.json")),
        ],
    )
