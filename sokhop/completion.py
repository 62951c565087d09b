"""`sokhop completion SHELL`: the script that lets a shell complete commands, options and files."""

from __future__ import annotations

import click

from sokhop.messages import Say

_VARIABLE = "_SOKHOP_COMPLETE"


def completion_command(say: Say) -> click.Command:
    """The command."""

    def command(shell: str, lang: str | None) -> None:
        from click.shell_completion import get_completion_class

        made = get_completion_class(shell)
        root = click.get_current_context().find_root().command
        if made is not None:
            click.echo(made(root, {}, "sokhop", _VARIABLE).source())

    return click.Command(
        "completion",
        callback=command,
        help=say("help.completion"),
        params=[click.Argument(["shell"], type=click.Choice(["bash", "zsh", "fish"]))],
    )
