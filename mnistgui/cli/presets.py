"""``mnistgui presets``: the write-ups' experiments by name."""

import json
from typing import Any

import click

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
        ``name, title, text, kind, together, reported, figures, why`` and ``runs``, each with
        ``label``, ``case``, ``forms`` and ``settings``.
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
        "runs": [_run_record(run) for run in preset.runs],
    }


def _run_record(run: PresetRun) -> dict[str, Any]:
    settings = run.config.as_dict()
    return {"label": run.label, "case": run.case, "forms": list(run.forms), "settings": settings}


def _format_reported(reported: Any) -> str:
    if isinstance(reported, dict):
        return ", ".join(
            f"{name.replace('_', ' ')} {_format_reported(v)}" for name, v in reported.items()
        )
    if isinstance(reported, list):
        return " ".join(map(_format_reported, reported))
    if isinstance(reported, bool):
        return "yes" if reported else "no"
    return f"{reported:g}"
