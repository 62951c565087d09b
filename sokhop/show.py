"""How lines are shown on the terminal: examples in the help, colours where somebody looks."""

from __future__ import annotations

import os

import click

from sokhop.messages import Say

EXAMPLES: dict[str, tuple[str, ...]] = {
    "sokhop": ("sokhop run examples/reports -o out", "sokhop serve"),
    "run": (
        "sokhop run examples/reports -o out",
        "sokhop run examples/reports -o out --outline examples/de-cuong-2024.docx",
        "sokhop run examples/reports/xa-huoi-say-2024.pdf -o out --json",
        "sokhop run examples/reports -o out --excel --excel-separator ';'",
    ),
    "audit": (
        "sokhop audit examples/reports/huyen-muong-phieng-2024.docx",
        "sokhop audit --all --json examples/reports/xa-huoi-say-2024.pdf",
    ),
    "text": ("sokhop text examples/reports/xa-nam-phung-2024.docx",),
    "explain": ('sokhop explain "Có 104/126 bản đạt chuẩn, đạt 82,5%."',),
    "outline": ("sokhop outline examples/de-cuong-2024.docx",),
    "serve": ("sokhop serve", "sokhop serve --keep out --no-browser"),
    "indicators": ("sokhop indicators out",),
    "aggregate": ("sokhop aggregate out -o sum.xlsx --level xã --wide",),
    "history": ("sokhop history out -o series.csv --area 'huyện Mường Phiêng'",),
    "completion": ("sokhop completion bash >> ~/.bashrc", "sokhop completion zsh >> ~/.zshrc"),
}
"""Command lines that work where the repository is; a test parses them all."""

_COLOURS = {"✗": "red", "?": "yellow", "✓": "green"}


def with_examples(command: click.Command, say: Say) -> None:
    """Ends the help of the command with its examples; click leaves the lines behind \\b as they are."""
    lines = "\n".join(f"  {line}" for line in EXAMPLES[command.name or ""])
    command.help = f"{command.help}\n\n\b\n{say('examples')}\n{lines}"


def show(line: str) -> None:
    """Prints a line: titles bold, verdicts in their colour; plain where nobody looks or colours are not wanted."""
    colour = _COLOURS.get(line.lstrip()[:2].rstrip())
    click.secho(line, fg=colour, bold=line.endswith(":") or None, color=False if "NO_COLOR" in os.environ else None)
