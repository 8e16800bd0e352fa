"""Print the tables of cases: ``python -m tests.cases --before OLD``.

OLD is a command that runs an older version; without it the column is left out.
"""

import shlex
import sys
import tempfile
from pathlib import Path

import click

from tests.cases.kinds import KINDS, outcome


@click.command()
@click.option("--before", help="A command that runs an older version.")
def main(before: str | None) -> None:
    """Open every case and print what comes of it, as Markdown."""
    commands = [shlex.split(before)] if before else []
    commands.append([sys.executable, "-m", "mnistgui"])
    heads = ["what", *(["before"] if before else []), "now"]
    for kind in KINDS:
        click.echo(f"\n## {kind.title}\n| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
        for case in kind.cases:
            with tempfile.TemporaryDirectory() as temporary:
                folder = Path(temporary).resolve()
                (folder / "case").mkdir()
                path = case.make(folder / "case")
                cells = [outcome(kind, command, path, folder) for command in commands]
            click.echo(f"| {case.what} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
