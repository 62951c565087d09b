"""`sokhop serve`: the command; what it starts is in sokhop.desk."""

from __future__ import annotations

from pathlib import Path

import click

from sokhop.messages import Say

PORT = 8765


def serve_command(say: Say) -> click.Command:
    """The command."""

    def command(port: int, keep: Path | None, browser: bool, lang: str | None) -> None:
        from sokhop.desk import serve

        serve(say, port, keep, browser)

    return click.Command(
        "serve",
        callback=command,
        help=say("help.serve"),
        params=[
            click.Option(
                ["--port"], type=click.IntRange(0, 65535), default=PORT, show_default=True, help=say("help.port")
            ),
            click.Option(["--keep"], type=click.Path(file_okay=False, path_type=Path), help=say("help.keep")),
            click.Option(["--browser/--no-browser"], default=True, help=say("help.browser")),
        ],
    )
