"""``mnistgui bench drawing``: accuracy with and without each stage, and how junk is refused."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path

import click
import numpy as np
from tqdm import tqdm

from mnistgui.bench.drawing.novelty import NoveltyReport, measure_novelty
from mnistgui.bench.drawing.numbers import measure_numbers
from mnistgui.bench.drawing.stages import DrawingReport, measure_drawing
from mnistgui.bench.drawing.tablets import measure_tablets
from mnistgui.cli.progress import TrainingProgress
from mnistgui.data.locate import find_dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.drawing.novelty import Novelty
from mnistgui.drawing.predictions import drawings_to_pixels
from mnistgui.drawing.stage_readings import PLAIN
from mnistgui.files.default_model import default_model
from mnistgui.files.digit_judge import shipped_judge
from mnistgui.files.divider import shipped_divider
from mnistgui.files.models import load_model
from mnistgui.ink.jsonl import Drawing, read_drawings
from mnistgui.nn.network import Network
from mnistgui.notation import thousands
from mnistgui.per_cent import per_cent
from mnistgui.training.trainer import Trainer

_MOST_DRAWINGS = 1500


@click.command("drawing")
@click.option(
    "--strokes",
    type=click.Path(path_type=Path),
    required=True,
    help="Labelled pen recordings, one JSON object a line.",
)
@click.option("--model", type=click.Path(path_type=Path), help="Judged instead of the default.")
@click.option(
    "--plain",
    type=click.Path(path_type=Path),
    help="Reads the first three stages; else a network of 100 units is trained for 5 epochs.",
)
@click.option("--data", type=click.Path(path_type=Path), help="Digits the plain one learns from.")
@click.option("--seed", type=click.IntRange(min=0), default=0, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def drawing_command(
    strokes: Path,
    model: Path | None,
    plain: Path | None,
    data: Path | None,
    seed: int,
    *,
    as_json: bool,
) -> None:
    """Read recordings drawn on canvases of 100 to 800 pixels, with pens of 2 to 15 % of them.

    A plain network reads the canvas merely shrunk, then fitted and centred, then redrawn at
    MNIST's pen width; last the default model reads. Recordings that a model learnt from tell
    nothing about other people's digits. The model also reads them as slower, coarser or shakier
    tablets would have given them. Then it is shown digits and junk, and it is counted how much of
    each is taken for digits. Where the recordings name their writers, numbers of two to four digits
    of one writer are put together, with gaps and touching, and it is counted how many are read
    whole.
    """
    drawings = read_drawings(strokes)
    judged = load_model(model) if model else default_model()
    beginner = load_model(plain) if plain else _trained(data, seed)
    with tqdm(total=3 * len(drawings), unit="drawing", desc="reading", disable=None) as bar:

        def show(done: int, _total: int) -> None:
            bar.update(done - bar.n)

        report = measure_drawing(drawings, beginner, judged, np.random.default_rng(seed), show)
    tablets = measure_tablets(drawings, judged, np.random.default_rng(seed))
    refused = _refused(judged, drawings, data, seed)
    numbers = _numbers(judged, drawings, seed)
    if as_json:
        everything = asdict(report) | {"tablets": tablets} | asdict(refused) | {"numbers": numbers}
        click.echo(json.dumps(everything))
    else:
        click.echo(format_report(report, tablets, refused, numbers))


def format_report(
    report: DrawingReport,
    tablets: Mapping[str, float],
    refused: NoveltyReport,
    numbers: Mapping[str, float],
) -> str:
    """Format the report as a few lines.

    Parameters
    ----------
    report : DrawingReport
    tablets : mapping of str to float
        Share read right, by imitated tablet.
    refused : NoveltyReport
    numbers : mapping of str to float
        Share read right, by how numbers were put together.

    Returns
    -------
    str
    """
    tables = {
        "stage": report.stages,
        "digit": report.per_digit,
        "canvas": report.by_canvas,
        "pen": report.by_pen,
        "extent": report.by_extent,
        "tablet": tablets,
        "accepted": refused.accepted,
        "rejected": refused.rejected,
        "numbers": numbers,
    }
    lines = [f"{thousands(report.count)} recordings"]
    for name, table in tables.items():
        lines += [f"{name:8} {key:26} {per_cent(share):>9}" for key, share in table.items()]
    lines += [f"confused {c.true} read as {c.read}: {c.count}" for c in report.confusions]
    return "\n".join(lines)


def _numbers(model: Network, drawings: Sequence[Drawing], seed: int) -> dict[str, float]:
    """Measure how many numbers are read whole; empty where no writers are named."""
    if not any(drawing.writer for drawing in drawings):
        return {}
    divider = shipped_divider()
    found = measure_numbers(drawings, divider, model, np.random.default_rng(seed))
    return {"apart": found.apart, "touching": found.touching, "one digit": found.single}


def _refused(
    network: Network, drawings: Sequence[Drawing], data: Path | None, seed: int
) -> NoveltyReport:
    """Measure which share of digits and of junk is refused, on some of the recordings."""
    some = drawings[:: max(1, len(drawings) // _MOST_DRAWINGS)]
    digits = {"recordings": drawings_to_pixels(some)}
    dataset = find_dataset(data)
    if dataset is not None:
        digits["test digits"] = dataset.test.images
    novelty = Novelty(network, shipped_judge())
    return measure_novelty(novelty, digits, np.random.default_rng(seed))


def _trained(data: Path | None, seed: int) -> Network:
    """Train a network briefly on MNIST, or on synthetic digits if there is no MNIST."""
    dataset = find_dataset(data) or synthetic_dataset()
    click.echo(f"training a plain network on {dataset.name}", err=True)
    trainer = Trainer(replace(PLAIN, seed=seed), dataset)
    with TrainingProgress() as progress:
        for event in trainer:
            progress.show(event)
    return trainer.snapshot()
