"""The questions that the presets answer: each preset belongs to one."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from mnistgui.resources_dir import resource
from mnistgui.training.presets import Preset, presets


@dataclass(frozen=True)
class PresetQuestion:
    """A question, with the experiments that answer it.

    Parameters
    ----------
    title : str
        The question.
    presets : tuple of Preset
        In the order in which they are worth running.
    """

    title: str
    presets: tuple[Preset, ...]


@cache
def questions() -> tuple[PresetQuestion, ...]:
    """Return the questions in the order of the list.

    Returns
    -------
    tuple of PresetQuestion
        Every preset belongs to exactly one.

    Raises
    ------
    ValueError
        A preset belongs to none, or to several.
    """
    tables = tomllib.loads(resource("presets.toml").read_text(encoding="utf-8"))["question"]
    named = [name for table in tables for name in table["presets"]]
    if sorted(named) != sorted(presets()):
        wrong = sorted({name for name in [*named, *presets()] if named.count(name) != 1})
        raise ValueError(f"each preset belongs to one question; not so: {', '.join(wrong)}")
    return tuple(_question(table) for table in tables)


def first_sentence(preset: Preset) -> str:
    """Return the line that is said of a preset in a list.

    Parameters
    ----------
    preset : Preset

    Returns
    -------
    str
        The first sentence of its text, without the full stop.
    """
    return preset.text.partition(". ")[0].removesuffix(".")


def _question(table: Mapping[str, Any]) -> PresetQuestion:
    return PresetQuestion(table["title"], tuple(presets()[name] for name in table["presets"]))
