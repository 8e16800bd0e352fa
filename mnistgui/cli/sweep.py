"""``mnistgui sweep``: studies of many runs, on many cores and machines."""

import json
from pathlib import Path
from typing import Any

import click

from mnistgui.cli.digits import DATA_OPTION, digits, digits_of_run
from mnistgui.cli.sweep_work import work_alone, work_together
from mnistgui.errors import UserError
from mnistgui.files.run_file import save_run
from mnistgui.per_cent import per_cent
from mnistgui.sweeps.asked import AskedStudy
from mnistgui.sweeps.new_study import create_study
from mnistgui.sweeps.place import STORAGE_VARIABLE, StudyPlace, study_place
from mnistgui.sweeps.plan import MEASURES, PRUNERS, WorkerPace
from mnistgui.sweeps.result_reader import ResultReader
from mnistgui.sweeps.results import StudyResults
from mnistgui.sweeps.study import Study, open_study
from mnistgui.sweeps.summary import study_summary, text_table, write_csv

_PATH = click.Path(path_type=Path)
_SHOWN = 20
_STUDY = click.argument("study")
_STORAGE = click.option(
    "--storage",
    metavar="URL",
    help="Where it is kept, such as postgresql+psycopg://USER@HOST/DATABASE; without it "
    f"{STORAGE_VARIABLE} in the environment, else STUDY is a file for this machine alone.",
)


@click.group("sweep")
def sweep_commands() -> None:
    """Run many settings on many cores and machines, each exactly once.

    STUDY is the path of a study file, whose ending .db may be left out; with --storage, it is the
    name of a study there.
    """


@sweep_commands.command("new")
@_STUDY
@_STORAGE
@DATA_OPTION
@click.option("--set", "settings", multiple=True, metavar="FIELD=VALUE", help="For every cell.")
@click.option("--preset", metavar="NAME", help="A grid of the write-ups, such as grid-24.")
@click.option("--grid", multiple=True, metavar="FIELD=a,b,c", help="An axis; hidden_1 is a width.")
@click.option("--search", multiple=True, metavar="FIELD=low..high[:log]", help="A drawn axis.")
@click.option("--trials", type=click.IntRange(min=1), metavar="N", help="Settings to draw.")
@click.option("--seeds", type=click.IntRange(min=1), default=1, show_default=True, metavar="K")
@click.option("--where", default="", metavar="TEXT", help="'parameters between 0.5M and 1M'.")
@click.option(
    "--maximize", type=click.Choice(list(MEASURES)), default="valid_accuracy", show_default=True
)
@click.option("--prune", type=click.Choice(list(PRUNERS)), help="Give up cells that do badly.")
@click.option(
    "--artifacts",
    default="",
    metavar="PLACE",
    help="Where run files are kept: a folder that all machines see, or s3://BUCKET/PREFIX.",
)
@click.option(
    "--heartbeat",
    type=click.IntRange(min=1),
    default=10,
    metavar="SECONDS",
    show_default=True,
    help="Between two signs of life of a worker.",
)
@click.option(
    "--grace",
    type=click.IntRange(min=1),
    default=60,
    metavar="SECONDS",
    show_default=True,
    help="Silent for so long, a worker is dead.",
)
@click.option(
    "--checkpoint",
    type=click.FloatRange(min=0),
    default=20.0,
    metavar="SECONDS",
    show_default=True,
    help="Between two checkpoints of a cell.",
)
def new_command(study: str, storage: str | None, data: Path | None, **asked: Any) -> None:
    """Make a study; 'sweep work' trains its cells."""
    pace = WorkerPace(asked.pop("heartbeat"), asked.pop("grace"), asked.pop("checkpoint"))
    place = study_place(study, storage)
    wanted = AskedStudy(pace=pace, **asked)
    wanted.parts()  # what is mistyped is said before digits are loaded
    plan = wanted.plan(digits(data))
    create_study(place, plan).close()
    click.echo(f"{plan.n_cells} cells in {place.shown}; 'mnistgui sweep work {study}' trains them")


@sweep_commands.command("work")
@_STUDY
@_STORAGE
@click.option("--workers", type=click.IntRange(min=1), default=1, show_default=True, metavar="N")
@DATA_OPTION
def work_command(study: str, storage: str | None, workers: int, data: Path | None) -> None:
    """Train cells that wait, until all have their results; more workers can come and go.

    Ctrl-C keeps a checkpoint of the cells under way, from which the next worker goes on.
    """
    place = study_place(study, storage)
    opened = open_study(place)
    try:
        if workers == 1:
            work_alone(opened, digits_of_run(data, opened.plan.data))
        else:
            work_together(opened, place, data, workers)
        _say_result(_results(opened))
    finally:
        opened.close()


@sweep_commands.command("show")
@_STUDY
@_STORAGE
@click.option("--json", "as_json", is_flag=True, help="One JSON object with every cell.")
def show_command(study: str, storage: str | None, *, as_json: bool) -> None:
    """Say how far a study is, and what is best."""
    results = _read(study_place(study, storage))
    if as_json:
        click.echo(json.dumps(study_summary(results)))
        return
    _say_result(results)
    for line in text_table(results, _SHOWN):
        click.echo(line)


@sweep_commands.command("open")
@_STUDY
@click.argument("cell", type=click.IntRange(min=1))
@_STORAGE
@click.option("--out", type=_PATH, required=True, metavar="RUN.h5", help="The run file to write.")
def open_command(study: str, cell: int, storage: str | None, out: Path) -> None:
    """Take a cell out of a study as a run, with its weights, curves and checkpoints."""
    opened = open_study(study_place(study, storage))
    try:
        opened.plan.cell(cell)
        found = _results(opened).cells[cell - 1]
        if found.run is None:
            raise UserError(
                f"cell {cell} is {found.state}, and has no run yet; 'sweep work' trains it"
            )
        save_run(out, opened.runs.load(found.run))
    finally:
        opened.close()
    click.echo(f"cell {cell}, {found.state}: kept in {click.format_filename(out)}", err=True)


@sweep_commands.command("export")
@_STUDY
@_STORAGE
@click.option("--to", "target", type=_PATH, required=True, metavar="FILE.csv")
def export_command(study: str, storage: str | None, target: Path) -> None:
    """Write every cell as a row of a CSV file."""
    write_csv(target, _read(study_place(study, storage)))
    click.echo(f"kept in {click.format_filename(target)}", err=True)


def _read(place: StudyPlace) -> StudyResults:
    opened = open_study(place)
    try:
        return _results(opened)
    finally:
        opened.close()


def _results(opened: Study) -> StudyResults:
    return ResultReader(opened).read()


def _say_result(results: StudyResults) -> None:
    counts = ", ".join(f"{number} {state}" for state, number in results.counts.items() if number)
    best = results.best
    words = ""
    if best is not None and best.mean is not None:
        values = ", ".join(f"{name}={value}" for name, value in best.values.items())
        spread = "" if best.spread is None else f" +- {100 * best.spread:.2f}"
        measure = MEASURES[results.plan.maximize].lower()
        words = f"; best {measure} {per_cent(best.mean)}{spread} with {values}"
    click.echo(f"{len(results.cells)} cells: {counts}{words}")
