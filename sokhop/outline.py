"""`sokhop outline FILE`: an outline as the tree that reports are compared with."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from sokhop.messages import Say


def outline_command(say: Say, misuse: int) -> click.Command:
    """The command; `misuse` is its exit code where the file is no outline."""

    def command(file: Path, as_json: bool, lang: str | None) -> None:
        from corpus.outline.tree import outline_lines
        from sokhop.given import read_outline_file

        try:
            outline = read_outline_file(file)
        except ValueError as error:
            click.echo(str(error), err=True)
            sys.exit(misuse)
        if as_json:
            click.echo(json.dumps(asdict(outline), ensure_ascii=False, indent=2))
        else:
            click.echo("\n".join(outline_lines(outline)))

    return click.Command(
        "outline",
        callback=command,
        help=say("help.outline"),
        params=[
            click.Argument(["file"], type=click.Path(exists=True, path_type=Path), metavar="FILE"),
            click.Option(["--json", "as_json"], is_flag=True, help=say("help.outline.json")),
        ],
    )
