"""`python -m sokhop` is the `sokhop` command."""

from sokhop.cli import main

main()
