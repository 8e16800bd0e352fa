"""``mnistgui report``: runs side by side on one page that can be handed in."""

from collections.abc import Sequence
from pathlib import Path

import click

from mnistgui.atomic import write_bytes
from mnistgui.cli.digits import digits_of_run
from mnistgui.cli.output_files import refuse_to_overwrite
from mnistgui.errors import UserError
from mnistgui.files.report.page import ReportedRun, report_page
from mnistgui.files.run_file import load_run

_PATH = click.Path(path_type=Path)
_SUFFIXES = (".html", ".htm")


@click.command("report")
@click.argument("runs", type=_PATH, nargs=-1, required=True)
@click.option("--out", "target", type=_PATH, required=True, metavar="FILE.html")
@click.option("--data", type=_PATH, help="The runs' digits, for matrices and misread digits.")
@click.option("--note", default="", help="Words to stand at the top, in plain text.")
def report_command(runs: Sequence[Path], target: Path, data: Path | None, note: str) -> None:
    """Write RUNS into one HTML page: settings, curves, weights; with digits, how they are read.

    The page loads nothing and has no scripts, so that it can be sent and handed in.
    """
    if target.suffix.lower() not in _SUFFIXES:
        raise UserError(f"{target} is no name of a page; {' and '.join(_SUFFIXES)} are accepted")
    for path in runs:
        refuse_to_overwrite(path, target)
    page = report_page([_reported(path, data) for path in runs], note)
    write_bytes(target, page.encode())
    click.echo(f"wrote {click.format_filename(target)}", err=True)


def _reported(path: Path, data: Path | None) -> ReportedRun:
    run = load_run(path)
    dataset = None if data is None else digits_of_run(data, run.data)
    if dataset is not None:
        run.require_same_digits(dataset)
    return ReportedRun(run.label or path.stem, run, dataset)
