"""Puts a report of runs together: settings, curves, weights, matrices and misread digits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from itertools import cycle

import numpy as np

import mnistgui
from mnistgui.data.dataset import Dataset, Split
from mnistgui.files.report.charts import COLOURS, ChartLine, chart
from mnistgui.files.report.pictures import digit_picture, weights_picture
from mnistgui.files.run import SavedRun
from mnistgui.inspection.confusion import confusion_matrix
from mnistgui.nn.network import Network, architecture
from mnistgui.notation import thousands
from mnistgui.per_cent import per_cent
from mnistgui.training.config import FIELDS, TrainingConfig, field_named
from mnistgui.training.interventions import of_person

_WORST = 20
_PARTS = {"train": "training", "valid": "validation", "test": "test"}
_STYLE = """
body { font: 15px/1.5 sans-serif; color: #1c2430; max-width: 1180px; margin: 2em auto;
padding: 0 1em; }
table { border-collapse: collapse; margin: 1em 0; } th, td { padding: 3px 10px; text-align: right;
border-bottom: 1px solid #d5dae2; } th:first-child, td:first-child { text-align: left; }
figure { display: inline-block; width: 560px; max-width: calc(100vw - 32px); margin: 0 8px 8px 0; }
svg text { font: 12px sans-serif; fill: #525c69; } .g { stroke: #e4e8ee; } .a { stroke: #8a94a3; }
figcaption, .note { color: #525c69; } .matrix td { padding: 2px 7px; text-align: right; }
.right { background: #dcebfb; } .wrong { background: #fbe0dc; } .digits img { width: 56px; }
.digits figure { width: 84px; text-align: center; } .swatch { display: inline-block; width: 12px;
height: 12px; margin-right: 6px; } img { image-rendering: pixelated; }
"""


@dataclass(frozen=True, eq=False)
class ReportedRun:
    """A run of a report.

    Parameters
    ----------
    name : str
        Tells it from the others.
    run : SavedRun
    dataset : Dataset or None
        The run's digits, to be read again; None to report what the run file holds alone.
    """

    name: str
    run: SavedRun
    dataset: Dataset | None = None


def report_page(runs: Sequence[ReportedRun], note: str = "") -> str:
    """Write a report.

    Parameters
    ----------
    runs : sequence of ReportedRun
        At least one.
    note : str
        Words of the person, in plain text.

    Returns
    -------
    str
        A whole HTML page. It loads nothing: pictures are part of it, and it has no scripts.

    Raises
    ------
    UserError
        A run diverged, and its digits are to be read.
    """
    now = datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC")
    title = escape(", ".join(one.name for one in runs))
    parts = [
        f"<h1>{title}</h1>",
        f'<p class="note">Written by mnistgui {mnistgui.__version__} on {now}.</p>',
        f"<p>{escape(note)}</p>" if note else "",
        "<h2>Results</h2>",
        _results(runs),
        "<h2>Settings</h2>",
        _settings(runs),
        "<h2>Curves</h2>",
        _curves(runs),
        *(_inside(one) for one in runs),
    ]
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{title}</title><style>{_STYLE}</style></head><body>{''.join(parts)}</body></html>"
    )


def _table(rows: Iterable[Sequence[str]], kind: str = "") -> str:
    """Make a table of cells that are HTML already; the first row is the head."""
    head, *body = rows
    first = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    others = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in body)
    return f'<table class="{kind}"><tr>{first}</tr>{others}</table>'


def _results(runs: Sequence[ReportedRun]) -> str:
    head = ["run", "network", "digits", "steps"]
    head += [f"{words} {what}" for words in _PARTS.values() for what in ("loss", "accuracy")]
    rows = [head]
    for one, colour in zip(runs, cycle(COLOURS), strict=False):
        run = one.run
        swatch = f'<span class="swatch" style="background:{colour}"></span>'
        widths = [p.shape[0] for name, p in run.state.parameters.items() if name.startswith("W")]
        last = next(reversed(list(run.state.parameters.values()))).shape[-1]
        row = [swatch + escape(one.name), architecture([*widths, last])]
        row += [escape(run.data.name), f"{int(run.state.facts['step']):,}", *_measured(run)]
        rows.append(row)
    return _table(rows)


def _measured(run: SavedRun) -> list[str]:
    """The last loss and accuracy of each part; a dash where nothing was measured."""
    table = run.history["measured"]
    cells = []
    for part in _PARTS:
        for what in ("loss", "accuracy"):
            column = table[f"{part}_{what}"]
            value = float(column[-1]) if len(column) else float("nan")
            written = per_cent(value) if what == "accuracy" else f"{value:.4f}"
            cells.append("-" if np.isnan(value) else written)
    return cells


def _settings(runs: Sequence[ReportedRun]) -> str:
    """Every setting that some run has otherwise than by default, of all runs."""
    usual = TrainingConfig()
    rows = [["setting", *(escape(one.name) for one in runs)]]
    for field in FIELDS:
        values = [getattr(one.run.config, field.name) for one in runs]
        if any(value != getattr(usual, field.name) for value in values):
            rows.append([escape(field.label), *(escape(field.brief(value)) for value in values)])
    changes = [_changes(one.run) for one in runs]
    if any(changes):
        rows.append(["changed while it trained", *map(escape, changes)])
    for what, written in (
        ("tags", [", ".join(one.run.note.tags) for one in runs]),
        ("note on the run", [one.run.note.text for one in runs]),
    ):
        if any(written):
            rows.append([what, *map(escape, written)])
    if len(rows) == 1:
        return "<p>All settings are those by default.</p>"
    return _table(rows) + '<p class="note">Settings that are not listed are those by default.</p>'


def _changes(run: SavedRun) -> str:
    """What a person changed while a run trained, and after which step."""
    return "; ".join(
        f"step {thousands(one.step)}: {field_named(one.name).show(one.value)} as "
        f"{field_named(one.name).label}"
        for one in of_person(run.interventions)
    )


def _curves(runs: Sequence[ReportedRun]) -> str:
    drawn = []
    for what in ("loss", "accuracy"):
        lines = []
        for one, colour in zip(runs, cycle(COLOURS), strict=False):
            table = one.run.history["measured"]
            for part, dashed in (("train", False), ("test", True)):
                name = f"{one.name}: {_PARTS[part]} {what}"
                y = np.asarray(table[f"{part}_{what}"], np.float64)
                lines.append(ChartLine(name, np.asarray(table["epoch"]), y, colour, dashed))
        title = f"{what.capitalize()}; solid: training digits, dashed: test digits"
        drawn.append(chart(title, "epoch", lines))
    return "".join(drawn)


def _inside(one: ReportedRun) -> str:
    """Show what one network has become, and how it reads its test digits."""
    heading = f"<h2>{escape(one.name)}</h2>"
    if one.run.ended == "diverged":
        return f"{heading}<p>This run diverged: its weights are no numbers any more.</p>"
    network = one.run.reader()
    parts = [heading, "<h3>Weights</h3>", f"<p>{weights_picture(network)}</p>"]
    if one.dataset is not None:
        parts += _readings(network, one.dataset.test)
    return "".join(parts)


def _readings(network: Network, split: Split) -> list[str]:
    probabilities = network.probabilities(split.images)
    targets = network.head.targets(split.labels)
    read = probabilities.argmax(axis=1)
    names = network.head.class_names
    counts = confusion_matrix(targets, read, len(names)).counts
    wrong = np.flatnonzero(read != targets)
    worst = wrong[np.argsort(-probabilities[wrong, read[wrong]], kind="stable")][:_WORST]
    shown = [
        _misread(split, int(i), names[read[i]], float(probabilities[i, read[i]])) for i in worst
    ]
    share = per_cent(1 - len(wrong) / len(split))
    return [
        "<h3>How it reads the test digits</h3>",
        f"<p>{share} are read right. Rows are true classes, columns what was read.</p>",
        _matrix(counts.tolist(), names),
        "<h3>Misread with the highest probability</h3>" if shown else "",
        f'<div class="digits">{"".join(shown)}</div>',
    ]


def _misread(split: Split, index: int, read: str, probability: float) -> str:
    words = f"Test digit {index}, a {split.labels[index]}, read as {escape(read)}"
    return (
        f"<figure>{digit_picture(split.images[index], words)}"
        f"<figcaption>{split.labels[index]} as {escape(read)}<br>{per_cent(probability, 1)}"
        "</figcaption></figure>"
    )


def _matrix(counts: Sequence[Sequence[int]], names: Sequence[str]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in names)
    rows = []
    for i, row in enumerate(counts):
        cells = "".join(
            f'<td class="{"right" if i == j else "wrong" if count else ""}">{count:,}</td>'
            for j, count in enumerate(row)
        )
        rows.append(f'<tr><th scope="row">{escape(names[i])}</th>{cells}</tr>')
    return f'<table class="matrix"><tr><th></th>{head}</tr>{"".join(rows)}</table>'
