"""A lesson card: a JSON file with a task for pupils and the pass mark of its grade."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from mnistgui.atomic import write_bytes
from mnistgui.errors import UserError
from mnistgui.files.checks import member
from mnistgui.files.json_text import read_object
from mnistgui.notation import thousands
from mnistgui.training.config import TrainingConfig, field_named

VERSION = 1
SUFFIX = ".lesson.json"
SPLITS = ("train", "valid", "test")
_MAX_TITLE, _MAX_INSTRUCTIONS = 200, 20_000
VERSION_KEY = "mnistgui_lesson"


@dataclass(frozen=True)
class PassMark:
    """The accuracy that a run must reach.

    Parameters
    ----------
    split : str
        ``"train"``, ``"valid"`` or ``"test"``.
    accuracy : float
        Part of its digits that must be read right, from 0 to 1.
    """

    split: str
    accuracy: float


@dataclass(frozen=True)
class LessonCard:
    """A lesson: its text, its settings, its digits and its pass mark.

    Parameters
    ----------
    title : str
    instructions : str
        What to do and to look at, in plain text.
    config : TrainingConfig
        Where the form starts, with the seed.
    data_name, data_fingerprint : str
        Which digits to learn from.
    hidden : tuple of str
        Settings that the form does not show; a run must leave them as they are here.
    pass_mark : PassMark
    """

    title: str
    instructions: str
    config: TrainingConfig
    data_name: str
    data_fingerprint: str
    hidden: tuple[str, ...]
    pass_mark: PassMark


def save_card(path: Path, card: LessonCard) -> None:
    """Write a card.

    Parameters
    ----------
    path : pathlib.Path
    card : LessonCard

    Raises
    ------
    UserError
        The file cannot be written, or the texts are longer than a card may have.
    """
    document: dict[str, Any] = {
        VERSION_KEY: VERSION,
        "title": card.title,
        "instructions": card.instructions,
        "config": card.config.as_dict(),
        "data": {"name": card.data_name, "fingerprint": card.data_fingerprint},
        "hidden": list(card.hidden),
        "pass_mark": asdict(card.pass_mark),
    }
    _text(document, "title", _MAX_TITLE, str(path))
    _text(document, "instructions", _MAX_INSTRUCTIONS, str(path))
    write_bytes(path, json.dumps(document, indent=2, ensure_ascii=False).encode() + b"\n")


def load_card(path: Path) -> LessonCard:
    """Read a card.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    LessonCard

    Raises
    ------
    UserError
        It is no card, or asks for something that does not exist.
    """
    where = str(path)
    document = read_object(path)
    _check_version(document, where)
    data: dict[str, Any] = member(document, "data", dict, where)
    config: dict[str, Any] = member(document, "config", dict, where)
    return LessonCard(
        _text(document, "title", _MAX_TITLE, where),
        _text(document, "instructions", _MAX_INSTRUCTIONS, where),
        TrainingConfig.from_dict(config),
        _text(data, "name", _MAX_TITLE, where),
        _text(data, "fingerprint", _MAX_TITLE, where),
        _hidden(document, where),
        _pass_mark(member(document, "pass_mark", dict, where), where),
    )


def _check_version(document: dict[str, Any], where: str) -> None:
    version = document.get(VERSION_KEY)
    if isinstance(version, int) and version > VERSION:
        raise UserError(f"{where} is a lesson card of a newer mnistgui")
    if version != VERSION or isinstance(version, bool):
        raise UserError(f"{where} is no lesson card: it lacks {VERSION_KEY!r}")


def _text(document: dict[str, Any], name: str, limit: int, where: str) -> str:
    text = member(document, name, str, where)
    if len(text) > limit:
        raise UserError(
            f"{where}: {name!r} is longer than the {thousands(limit)} characters accepted"
        )
    return text


def _hidden(document: dict[str, Any], where: str) -> tuple[str, ...]:
    """Return the names of hidden settings, and check that each exists."""
    names: list[Any] = member(document, "hidden", list, where)
    if not all(isinstance(name, str) for name in names):
        raise UserError(f"{where}: 'hidden' lists something else than names of settings")
    return tuple(field_named(name).name for name in names)


def _pass_mark(mark: dict[str, Any], where: str) -> PassMark:
    split, accuracy = member(mark, "split", str, where), mark.get("accuracy")
    if split not in SPLITS:
        raise UserError(f"{where}: the pass mark's split is none of {', '.join(SPLITS)}")
    if isinstance(accuracy, bool) or not isinstance(accuracy, int | float):
        raise UserError(f"{where}: the pass mark names no accuracy")
    if not 0 <= accuracy <= 1:
        raise UserError(f"{where}: the pass mark's accuracy lies between 0 and 1")
    return PassMark(split, float(accuracy))
