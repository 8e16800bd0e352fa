"""Presets: the write-ups' experiments by name, with what they reported."""

import itertools
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache
from typing import Any

from mnistgui.errors import UserError
from mnistgui.resources_dir import resource
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import blueprint
from mnistgui.training.preset_views import View, views_named
from mnistgui.training.seed_spread import SeedSpread

AS_WRITTEN, PUT_RIGHT = "as written", "put right"
FORMS = (AS_WRITTEN, PUT_RIGHT)
"""Each experiment as its authors' program ran it, and the same without their mistakes."""


@dataclass(frozen=True)
class PresetRun:
    """One of the runs of a preset.

    Parameters
    ----------
    label : str
        Tells it from the preset's other runs; empty when it is the only one.
    config : TrainingConfig
    case : str
        Which figures of the preset are its own; empty where all are.
    forms : tuple of str
        The forms it stands for: one of :data:`FORMS`, or both where no mistake was made.
    """

    label: str
    config: TrainingConfig
    case: str = ""
    forms: tuple[str, ...] = FORMS


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
        The write-ups' figures; by case where there are several.
    figures : tuple of str
        Names of figures worth seeing for which nothing was reported.
    why : str
        What explains a difference between the columns.
    together : tuple of str
        The presets whose runs this one overlays; empty for an experiment of its own.
    spread : SeedSpread or None
        None where the seed was printed, where nothing is drawn, and where the presets that are
        overlaid have their own.
    seed_printed : bool
        Whether the write-up printed the seed that its weights were drawn with.
    views : tuple of View
        What the write-up looked at.
    grid : mapping of str to object
        Of a grid: the values of each axis, and the bounds of the number of parameters.
    """

    name: str
    title: str
    text: str
    kind: str = "train"
    runs: tuple[PresetRun, ...] = ()
    reported: Mapping[str, Any] = field(default_factory=dict)
    figures: tuple[str, ...] = ()
    why: str = ""
    together: tuple[str, ...] = ()
    spread: SeedSpread | None = None
    seed_printed: bool = False
    views: tuple[View, ...] = ()
    grid: Mapping[str, Any] = field(default_factory=dict)

    @property
    def trains(self) -> bool:
        """Whether the preset trains runs; otherwise something is only inspected."""
        return self.kind in ("train", "grid")

    def names_of(self, case: str) -> list[str]:
        """Return the names of the figures of one case: the reported ones, then the others."""
        reported = self.reported.get(case, {}) if case else self.reported
        return list(dict.fromkeys([*reported, *self.figures]))

    def spread_words(self) -> Iterator[str]:
        """Yield what other seeds gave, of each preset that it overlays where it overlays some."""
        if self.spread is not None:
            yield from self.spread.words()
        for name in self.together:
            yield from (f"{name}: {sentence}" for sentence in presets()[name].spread_words())


@cache
def presets() -> Mapping[str, Preset]:
    """Return all presets by name, in the order of the list.

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
        views = views_named(table["views"], tables["view"])
        found[preset.name] = replace(preset, views=views)
    return found


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


def _experiment(table: Mapping[str, Any], defaults: Mapping[str, Any]) -> Preset:
    return Preset(
        table["name"],
        table["title"],
        table["text"],
        table.get("kind", "train"),
        tuple(_runs(table, defaults)),
        table.get("reported", {}),
        tuple(table.get("figures", ())),
        table.get("why", ""),
        spread=SeedSpread(**table["spread"]) if "spread" in table else None,
        seed_printed=table.get("seed_printed", False),
        grid=table.get("grid", {}),
    )


def _overlay(table: Mapping[str, Any], parts: Sequence[Preset]) -> Preset:
    """Return a preset with the first run of several others, in one of their forms."""
    form = table.get("form", AS_WRITTEN)
    runs = [next(run for run in part.runs if form in run.forms) for part in parts]
    return Preset(
        table["name"],
        table["title"],
        table["text"],
        runs=tuple(
            PresetRun(part.name, run.config, part.name, (form,))
            for part, run in zip(parts, runs, strict=True)
        ),
        reported={part.name: part.reported for part in parts},
        figures=tuple(table.get("figures", dict.fromkeys(f for p in parts for f in p.figures))),
        why="\n".join(f"{part.name}: {part.why}" for part in parts if part.why),
        together=tuple(part.name for part in parts),
    )


def _runs(table: Mapping[str, Any], defaults: Mapping[str, Any]) -> Iterator[PresetRun]:
    if table.get("kind") == "pretrained":
        return
    settings = {**defaults, **table["settings"]}
    if table.get("kind") == "grid":
        yield from _grid(settings, table["grid"])
        return
    for case in table.get("runs", [{"label": "", "settings": {}}]):
        as_written = {**settings, **case["settings"]}
        config = TrainingConfig.from_dict(as_written)
        without = {**table.get("put_right", {}), **case.get("put_right", {})}
        if not without:
            yield PresetRun(case["label"], config, case["label"])
            continue
        right = TrainingConfig.from_dict({**as_written, **without})
        for form, one in ((AS_WRITTEN, config), (PUT_RIGHT, right)):
            label = f"{case['label']}, {form}" if case["label"] else form
            yield PresetRun(label, one, case["label"], (form,))


def _grid(settings: Mapping[str, Any], grid: Mapping[str, Any]) -> Iterator[PresetRun]:
    """Yield every combination whose number of parameters is within the bounds."""
    axes = (grid["hidden_1"], grid["hidden_2"], grid["learning_rate"])
    for first, second, rate in itertools.product(*axes):
        cell = {"hidden": [first, second], "learning_rate": rate}
        config = TrainingConfig.from_dict({**settings, **cell})
        if grid["fewest_parameters"] < blueprint(config).parameter_count < grid["most_parameters"]:
            yield PresetRun(f"{first}-{second} rate {rate:g}", config)
