"""``mnistgui presets``: the write-ups' experiments by name."""

import json
from typing import Any

import click

from mnistgui.training.presets import Preset, presets


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
        click.echo(f"    Reported: {_told(preset.reported)}\n")


def record(preset: Preset) -> dict[str, Any]:
    """A preset as JSON-able values.

    Parameters
    ----------
    preset : Preset

    Returns
    -------
    dict
        ``name, title, text, kind, together, reported, why`` and ``runs``, each with ``label`` and
        ``settings``.
    """
    return {
        "name": preset.name,
        "title": preset.title,
        "text": preset.text,
        "kind": preset.kind,
        "together": list(preset.together),
        "reported": dict(preset.reported),
        "why": preset.why,
        "runs": [{"label": r.label, "settings": r.config.as_dict()} for r in preset.runs],
    }


def _told(reported: Any) -> str:
    if isinstance(reported, dict):
        return ", ".join(f"{name.replace('_', ' ')} {_told(v)}" for name, v in reported.items())
    if isinstance(reported, list):
        return " ".join(map(_told, reported))
    if isinstance(reported, bool):
        return "yes" if reported else "no"
    return f"{reported:g}"
