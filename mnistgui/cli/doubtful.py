"""``mnistgui doubtful``: training digits whose labels are probably wrong."""

import json
from pathlib import Path
from typing import Any

import click

from mnistgui.cli.traced_run import traced_file
from mnistgui.files.index_list import write_index_list
from mnistgui.inspection.doubtful_labels import SCORES, DoubtfulLabels, doubtful_labels
from mnistgui.notation import thousands
from mnistgui.per_cent import per_cent
from mnistgui.training.measuring import divide

_PATH = click.Path(path_type=Path)


@click.command()
@click.argument("run", type=_PATH)
@click.option(
    "--by", type=click.Choice(list(SCORES)), default="self-influence", help="The score that ranks."
)
@click.option("--count", type=click.IntRange(1, 100_000), default=20, help="How many are listed.")
@click.option("--out", type=_PATH, metavar="FILE", help="Write their indices, an index a line.")
@click.option("--data", type=_PATH, help="The run's digits; by default they are looked for.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def doubtful_command(
    run: Path, by: str, count: int, out: Path | None, data: Path | None, *, as_json: bool
) -> None:
    """List the training digits of RUN whose labels are most doubtful.

    Where labels were mixed up on purpose (label_noise), it is told how well each score finds them.
    """
    saved, inputs, traced = traced_file(run, data)
    found = doubtful_labels(traced, saved.config, inputs.dataset)
    train = divide(saved.config, inputs.dataset)[0]
    rows = found.most_doubtful(by, count)
    record = {
        "by": by,
        "digits": [
            {
                "index": int(row),
                "label": int(train.labels[row]),
                "class": train.class_names[train.labels[row]],
                "score": float(found.scores[by][row]),
                "mixed_up": bool(found.mixed_up[row]),
            }
            for row in rows
        ],
        "mixed_up": int(found.mixed_up.sum()),
        "found": {score: _quality(found, score) for score in SCORES},
    }
    if out is not None:
        write_index_list(out, map(int, rows))
        click.echo(f"wrote {click.format_filename(out)}", err=True)
    click.echo(json.dumps(record) if as_json else _format(record))


def _quality(found: DoubtfulLabels, score: str) -> dict[str, float] | None:
    """How well a score finds what was mixed up, where as many are looked at as there are."""
    curve = found.curve(score)
    if curve is None:
        return None
    precision, recall = curve.at(int(found.mixed_up.sum()))
    return {"area": curve.area, "precision": precision, "recall": recall}


def _format(record: dict[str, Any]) -> str:
    words = [f"{one['index']} (as {one['class']})" for one in record["digits"]]
    lines = [f"most doubtful by {record['by']}: {', '.join(words)}"]
    for score, quality in record["found"].items():
        if quality is not None:
            lines.append(
                f"{score} finds the {thousands(record['mixed_up'])} mixed-up labels with an area "
                f"under the ROC curve of {quality['area']:.4f}; of as many digits "
                f"{per_cent(quality['precision'])} are right ones"
            )
    return "\n".join(lines)
