"""`sokhop indicators`, `aggregate` and `history`: what the corpus in an output folder holds."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sokhop.messages import Say

if TYPE_CHECKING:
    from corpus.observations import Observation

_OUT = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE = click.Path(dir_okay=False, path_type=Path)


def corpus_commands(say: Say, misuse: int) -> tuple[click.Command, ...]:
    """The three commands; `misuse` is their exit code where there is no corpus."""
    return _indicators(say, misuse), _aggregate(say, misuse), _history(say, misuse)


def _rows(out: Path, say: Say, misuse: int) -> list[dict[str, str]]:
    """The levels that the corpus holds."""
    from outputs.atomic import BusyError
    from sokhop.known import STORE, open_store

    if not (out / STORE).exists():
        click.echo(say("no_corpus", out=out), err=True)
        sys.exit(misuse)
    try:
        store = open_store(out)
    except BusyError:
        click.echo(say("out_busy", out=out), err=True)
        sys.exit(misuse)
    try:
        return list(store.levels())
    finally:
        store.close(commit=False)


def _chosen(
    found: Iterable[Observation], indicator: Sequence[str], area: Sequence[str], period: str, level: str
) -> list[Observation]:
    return [
        each
        for each in found
        if (not indicator or each.indicator in indicator)
        and (not area or each.area in area or each.parent_area in area)
        and (not period or each.period_end.startswith(period))
        and (not level or each.level == level)
    ]


def _filters(say: Say) -> list[click.Parameter]:
    return [
        click.Argument(["out"], type=_OUT, metavar="OUT"),
        click.Option(["-o", "--output"], type=_FILE, required=True, help=say("help.sheet")),
        click.Option(["--indicator"], multiple=True, help=say("help.indicator")),
        click.Option(["--area"], multiple=True, help=say("help.area")),
    ]


def _indicators(say: Say, misuse: int) -> click.Command:
    def command(out: Path, propose: bool, lang: str | None) -> None:
        from corpus.catalogue import catalogue, proposals

        listed = catalogue(_rows(out, say, misuse))
        if propose:
            click.echo("\n".join(proposals(listed)))
            return
        for each in listed:
            usual = sorted(each.wordings.items(), key=lambda item: (-item[1], item[0]))[:3]
            words = " | ".join(wording for wording, _times in usual)
            counts = f"{each.code or '-':<32} {each.figures:>5} {len(each.reports):>5}"
            click.echo(f"{counts}  {each.name} ({each.unit}): {words}")

    return click.Command(
        "indicators",
        callback=command,
        help=say("help.indicators"),
        params=[
            click.Argument(["out"], type=_OUT, metavar="OUT"),
            click.Option(["--propose"], is_flag=True, help=say("help.propose")),
        ],
    )


def _aggregate(say: Say, misuse: int) -> click.Command:
    def command(
        out: Path,
        output: Path,
        indicator: tuple[str, ...],
        area: tuple[str, ...],
        period: str,
        level: str,
        wide: bool,
        lang: str | None,
    ) -> None:
        from corpus.observations import observations, totals
        from outputs.aggregate import LONG, long_rows, wide_table
        from outputs.sheets import write_sheet

        found = _chosen(observations(_rows(out, say, misuse)), indicator, area, period, level)
        shown = [*found, *totals(found)]
        header, rows = wide_table(shown) if wide else (LONG, long_rows(shown))
        write_sheet(output, header, rows)
        click.echo(say("sheet_written", rows=len(rows), path=output))

    return click.Command(
        "aggregate",
        callback=command,
        help=say("help.aggregate"),
        params=[
            *_filters(say),
            click.Option(["--period"], default="", help=say("help.period")),
            click.Option(
                ["--level"], default="", type=click.Choice(["", "xã", "huyện", "tỉnh"]), help=say("help.level")
            ),
            click.Option(["--wide"], is_flag=True, help=say("help.wide")),
        ],
    )


def _history(say: Say, misuse: int) -> click.Command:
    def command(
        out: Path,
        output: Path,
        indicator: tuple[str, ...],
        area: tuple[str, ...],
        join: dict[str, str],
        lang: str | None,
    ) -> None:
        from corpus.history import history
        from corpus.observations import observations
        from outputs.aggregate import HISTORY, history_rows
        from outputs.sheets import write_sheet

        rows = history_rows(history(_chosen(observations(_rows(out, say, misuse)), indicator, area, "", ""), join))
        write_sheet(output, HISTORY, rows)
        click.echo(say("sheet_written", rows=len(rows), path=output))

    return click.Command(
        "history",
        callback=command,
        help=say("help.history"),
        params=[
            *_filters(say),
            click.Option(["--join"], multiple=True, metavar="OLD=NEW", callback=_joins, help=say("help.join")),
        ],
    )


def _joins(context: click.Context, parameter: click.Parameter, given: Sequence[str]) -> dict[str, str]:
    pairs: dict[str, str] = {}
    for each in given:
        old, sign, new = each.partition("=")
        if not (old and sign and new):
            raise click.BadParameter(f"{each!r}: OLD=NEW", context, parameter)
        pairs[old] = new
    return pairs
