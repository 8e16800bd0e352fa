"""Print the table of cases: ``python -m tests.cases --before OLD``.

OLD is a command that runs an older version; without it the column is left out.
"""

import json
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

import click

from tests.cases.data_cases import CASES

_MOST_CHARACTERS = 150


def outcome(command: list[str], path: Path, folder: Path) -> str:
    """Say in a few words what a version makes of a case."""
    done = subprocess.run(
        [*command, "data", "info", str(path), "--json"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        text = "refused: " + done.stderr.removeprefix("Error: ")
    else:
        found = json.loads(done.stdout)
        reading = found.get("reading") or {}
        told = [f"offers: {reading['better']}"] if reading.get("better") else []
        told += ["says: no digits"] if reading.get("looks_like_digits") is False else []
        told += [*found.get("notes", ()), *found.get("left_out", ())]
        counts = f"{found['train']['count']} + {found['test']['count']} digits"
        text = "; ".join([counts, *told])
    short = re.sub(r"\s+", " ", text.replace(f"{folder}/", "").replace(str(folder), ".")).strip()
    cut = short if len(short) <= _MOST_CHARACTERS else f"{short[:_MOST_CHARACTERS]} ..."
    return cut.replace("|", "/")


@click.command()
@click.option("--before", help="A command that runs an older version.")
def main(before: str | None) -> None:
    """Open every case by 'mnistgui data info' and print what comes of it, as Markdown."""
    commands = [shlex.split(before)] if before else []
    commands.append([sys.executable, "-m", "mnistgui"])
    heads = ["what", *(["before"] if before else []), "now"]
    click.echo(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    for case in CASES:
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary).resolve()
            path = case.make(folder)
            cells = [outcome(command, path, folder) for command in commands]
        click.echo(f"| {case.what} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
