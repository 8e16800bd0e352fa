"""``mnistgui reproduce``: run the write-ups' experiments and compare with what they reported."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from mnistgui.cli.digits import DATA_OPTION, digits
from mnistgui.cli.networks import network_of, shipped, usage_options
from mnistgui.cli.progress import TrainingProgress
from mnistgui.data.dataset import Dataset
from mnistgui.data.fingerprint import fingerprint
from mnistgui.files.reproductions import Reproductions
from mnistgui.files.tables import Cell, markdown_text
from mnistgui.nn.network import Network
from mnistgui.training.comparison import rows
from mnistgui.training.events import Event
from mnistgui.training.over_seeds import with_other_seeds
from mnistgui.training.presets import Preset, PresetRun, preset_named, presets
from mnistgui.training.reproduce import Known, reproduce

_PATH = click.Path(path_type=Path)
_SHIPPED = "Read by the model that comes with the program; --weights FILE reads the reported one."


@click.command("reproduce")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@DATA_OPTION
@click.option("--weights", type=_PATH, help="The trained network that 'pretrained' looks at.")
@usage_options
@click.option("--out", type=_PATH, metavar="FILE.json", help="Keep what is done, and go on there.")
@click.option(
    "--seeds", type=click.IntRange(2), metavar="N", help="Train with seeds 0 to N - 1, too."
)
@click.option("--json", "as_json", is_flag=True, help="A JSON list instead of a table.")
def reproduce_command(
    names: Sequence[str],
    data: Path | None,
    weights: Path | None,
    out: Path | None,
    seeds: int | None,
    *,
    as_json: bool,
    **usage: str | None,
) -> None:
    """Run presets and print what was reported beside what comes out; all of them without NAME.

    Each is run as it was written, with its authors' seed, batches and mistakes, and put right, the
    same without the mistakes. Accuracies and errors are in percent. Where the authors printed no
    seed, ours is one draw, and it is told what other seeds come to; --seeds runs them anew.
    """
    chosen = [preset_named(name) for name in names] or experiments()
    dataset = digits(data)
    network = (shipped() if weights is None else network_of(weights, usage, dataset)).network
    done = Reproductions(out, fingerprint(dataset), network.sha256())
    records = []
    for preset in chosen:
        if preset.kind == "pretrained" and weights is None:
            preset = replace(preset, why=_SHIPPED)  # noqa: PLW2901 - the same, told honestly
        more = (seeds or 0) if preset.trains else 0
        records.append(done.find(preset, more) or _run(preset, dataset, network, done, more))
    click.echo(json.dumps(records) if as_json else "\n".join(table(records)))


def experiments() -> list[Preset]:
    """Return every experiment once: presets that only overlay others are left out."""
    return [preset for preset in presets().values() if not preset.together]


def _run(
    preset: Preset, dataset: Dataset, network: Network, done: Reproductions, seeds: int
) -> dict[str, Any]:
    click.echo(f"{preset.name}: {preset.title}", err=True)
    with ExitStack() as shown:

        def start_bar(run: PresetRun) -> Callable[[Event], None]:
            shown.close()
            if run.label:
                click.echo(f"{preset.name}, {run.label}:", err=True)
            return shown.enter_context(TrainingProgress(only_ends=True)).show

        known: Known = {}
        one = reproduce(preset, dataset, network, start_bar, known)
        if seeds:
            one = with_other_seeds(one, preset, dataset, seeds, start_bar, known)
        return done.store(preset, one, seeds)


def table(records: Sequence[dict[str, Any]]) -> Iterator[str]:
    """Format the records as a Markdown table.

    Parameters
    ----------
    records : sequence of dict

    Yields
    ------
    str
        A line of it, and of the table of a grid's runs below it.
    """
    yield "| preset | figure | reported | as written | put right | why |"
    yield "|---|---|---|---|---|---|"
    for record in records:
        as_written, put_right = record["as_written"], record["put_right"]
        for i, row in enumerate(rows(record["reported"], as_written, put_right)):
            first, why = (f"`{record['preset']}`", record["why"]) if i == 0 else ("", "")
            name = f"{row.run}: {row.figure}" if row.run else row.figure
            values = " | ".join((row.reported, row.as_written, row.put_right))
            yield f"| {first} | {name} | {values} | {' '.join(why.split())} |"

    for record in records:
        yield from _runs(record)


def _runs(record: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of the table of a grid's runs, after an empty one."""
    found = record.get("runs", ())
    if found:
        header = tuple(found[0])
        cells = [tuple(_brief(run.get(head)) for head in header) for run in found]
        yield from ("", f"The runs of `{record['preset']}`, the best first:", "")
        yield from markdown_text([header, *cells]).splitlines()


def _brief(cell: Cell) -> Cell:
    return f"{cell:.5g}" if isinstance(cell, float) else cell
