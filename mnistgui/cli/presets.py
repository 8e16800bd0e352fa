"""``mnistgui presets``: the write-ups' experiments by name."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from itertools import groupby
from typing import Any

import click

from mnistgui.training.comparison import rows
from mnistgui.training.presets import Preset, PresetRun, presets


@click.command("presets")
@click.option("--json", "as_json", is_flag=True, help="A JSON list with every setting.")
def presets_command(*, as_json: bool) -> None:
    """List the experiments that 'train --preset' and 'reproduce' know."""
    if as_json:
        click.echo(json.dumps([record(preset) for preset in presets().values()]))
        return
    for preset in presets().values():
        click.echo(f"{preset.name}: {preset.title}")
        click.echo(f"    {preset.text}")
        click.echo(f"    Reported: {_format_reported(preset.reported) or 'no figures'}\n")


def record(preset: Preset) -> dict[str, Any]:
    """Convert a preset to JSON-able values.

    Parameters
    ----------
    preset : Preset

    Returns
    -------
    dict
        ``name, title, text, kind, together, reported, figures, why, seed_printed``, ``spread``
        (what other seeds come to) and ``runs``, each with ``label``, ``case``, ``forms`` and
        ``settings``.
    """
    return {
        "name": preset.name,
        "title": preset.title,
        "text": preset.text,
        "kind": preset.kind,
        "together": list(preset.together),
        "reported": dict(preset.reported),
        "figures": list(preset.figures),
        "why": preset.why,
        "seed_printed": preset.seed_printed,
        "spread": None if preset.spread is None else asdict(preset.spread),
        "runs": [_run_record(run) for run in preset.runs],
    }


def _run_record(run: PresetRun) -> dict[str, Any]:
    settings = run.config.as_dict()
    return {"label": run.label, "case": run.case, "forms": list(run.forms), "settings": settings}


def _format_reported(reported: Mapping[str, Any]) -> str:
    told = []
    for run, figures in groupby(rows(reported, {}, {}), lambda row: row.run):
        words = ", ".join(f"{row.figure} {row.reported} {row.unit}".rstrip() for row in figures)
        told.append(f"{run}: {words}" if run else words)
    return "; ".join(told)
