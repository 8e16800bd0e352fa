"""Presets: the write-ups' experiments by name, with what they reported."""

import itertools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from typing import Any

from mnistgui.errors import UserError
from mnistgui.resources_dir import resource
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import parameter_count


@dataclass(frozen=True)
class PresetRun:
    """One of the runs a preset starts.

    Parameters
    ----------
    label : str
        Tells it from the preset's other runs; empty when it is the only one.
    config : TrainingConfig
    """

    label: str
    config: TrainingConfig


@dataclass(frozen=True)
class Preset:
    """An experiment.

    Parameters
    ----------
    name, title : str
        For the command line, and for the form's list.
    text : str
        Two or three sentences for a learner: what to watch, what was reported, what was wrong.
    kind : str
        ``"train"``, ``"grid"``, ``"gradient-check"`` or ``"pretrained"``.
    runs : tuple of PresetRun
        What is trained, overlaid when there are several; empty for ``"pretrained"``.
    reported : mapping
        The write-ups' figures; by run label where there are several runs.
    why : str
        What explains a difference between their figures and ours.
    together : tuple of str
        The presets whose runs this one overlays; empty for an experiment of its own.
    """

    name: str
    title: str
    text: str
    kind: str = "train"
    runs: tuple[PresetRun, ...] = ()
    reported: Mapping[str, Any] = field(default_factory=dict)
    why: str = ""
    together: tuple[str, ...] = ()

    @property
    def trains(self) -> bool:
        """Whether its runs are to be trained; otherwise something is only looked at."""
        return self.kind in ("train", "grid")


@cache
def presets() -> Mapping[str, Preset]:
    """All presets by name, in the order they are listed.

    Returns
    -------
    mapping of str to Preset
    """
    tables = tomllib.loads(resource("presets.toml").read_text(encoding="utf-8"))
    found: dict[str, Preset] = {}
    for table in tables["preset"]:
        if "together" in table:
            preset = _overlay(table, [found[name] for name in table["together"]])
        else:
            preset = _experiment(table, tables["defaults"])
        found[preset.name] = preset
    return found


def _experiment(table: Mapping[str, Any], defaults: Mapping[str, Any]) -> Preset:
    return Preset(
        table["name"],
        table["title"],
        table["text"],
        table.get("kind", "train"),
        tuple(_runs(table, defaults)),
        table["reported"],
        table.get("why", ""),
    )


def _overlay(table: Mapping[str, Any], parts: Sequence[Preset]) -> Preset:
    """A preset that starts the first run of several others."""
    return Preset(
        table["name"],
        table["title"],
        table["text"],
        runs=tuple(PresetRun(part.name, part.runs[0].config) for part in parts),
        reported={part.name: part.reported for part in parts},
        why="\n".join(f"{part.name}: {part.why}" for part in parts if part.why),
        together=tuple(part.name for part in parts),
    )


def preset_named(name: str) -> Preset:
    """Find a preset.

    Parameters
    ----------
    name : str

    Returns
    -------
    Preset

    Raises
    ------
    UserError
        There is none of this name.
    """
    known = presets()
    if name in known:
        return known[name]
    close = get_close_matches(name, known, n=1)
    hint = f"did you mean {close[0]}?" if close else "known are " + ", ".join(known)
    raise UserError(f"there is no preset named {name!r}; {hint}")


def _runs(table: Mapping[str, Any], defaults: Mapping[str, Any]) -> Sequence[PresetRun]:
    if table.get("kind") == "pretrained":
        return []
    settings = {**defaults, **table["settings"]}
    if table.get("kind") == "grid":
        return _grid(settings, table["grid"])
    runs = table.get("runs", [{"label": "", "settings": {}}])
    return [
        PresetRun(run["label"], TrainingConfig.from_dict({**settings, **run["settings"]}))
        for run in runs
    ]


def _grid(settings: Mapping[str, Any], grid: Mapping[str, Any]) -> list[PresetRun]:
    """Every combination whose number of parameters is within the bounds."""
    runs = []
    axes = (grid["hidden_1"], grid["hidden_2"], grid["learning_rate"])
    for first, second, rate in itertools.product(*axes):
        cell = {"hidden": [first, second], "learning_rate": rate}
        config = TrainingConfig.from_dict({**settings, **cell})
        if grid["fewest_parameters"] < parameter_count(config) < grid["most_parameters"]:
            runs.append(PresetRun(f"{first}-{second} rate {rate:g}", config))
    return runs
