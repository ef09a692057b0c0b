"""The manual `docs/cli.md`, generated from what `--help` shows: `make docs`."""

import sys
from collections.abc import Iterator
from typing import Any

import typer
import typer.main

from diemtin.cli.main import app

_HEAD = """\
# The command `diemtin`

Generated from `diemtin … --help` by `make docs`; do not edit. In a checkout the command is
`.venv/bin/diemtin`; `python -m diemtin` is the same.
"""
# Whatever the width of the terminal in which this is made.
_WIDTH = 90


def manual() -> str:
    """The whole document."""
    return "\n".join([_HEAD, *_sections(typer.main.get_command(app), "diemtin", None)])


def _sections(command: Any, name: str, parent: typer.Context | None) -> Iterator[str]:
    context = typer.Context(
        command,
        info_name=name,
        parent=parent,
        terminal_width=_WIDTH,
        max_content_width=_WIDTH,
        **command.context_settings,
    )
    yield f"## {context.command_path}\n\n```text\n{command.get_help(context)}\n```\n"
    for called, inner in getattr(command, "commands", {}).items():
        yield from _sections(inner, called, context)


if __name__ == "__main__":
    sys.stdout.write(manual())
