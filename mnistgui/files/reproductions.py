"""Stores finished reproductions in a JSON file, so that an interrupted series can be resumed."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from mnistgui.atomic import write_bytes
from mnistgui.errors import UserError
from mnistgui.files.json_text import MAX_BYTES, parse_json, read_small_file
from mnistgui.training.presets import Preset
from mnistgui.training.reproduce import Reproduction, explanation

_KEYS = frozenset({"preset", "reported", "why", "made_with"})
_SENTENCES = ("divergences", "over_seeds")


class Reproductions:
    """The presets that have been reproduced so far, with their figures.

    Parameters
    ----------
    path : pathlib.Path or None
        Read by the constructor and written after every preset; None for no file.
    digits : str
        Fingerprint of the digits; records of other digits are not used.
    weights : str
        Fingerprint of the weights that pretrained presets inspect.

    Raises
    ------
    UserError
        The file is there and holds something else.
    """

    def __init__(self, path: Path | None, digits: str, weights: str) -> None:
        self._path = path
        self._digits = digits
        self._weights = weights
        self._records = [] if path is None or not path.exists() else _read(path)

    def find(self, preset: Preset, seeds: int = 0) -> dict[str, Any] | None:
        """Return the record of a preset for its present settings and these digits, if there is one.

        What was reported and why ours differs is taken from the preset as it is now.

        Parameters
        ----------
        preset : Preset
        seeds : int
            With how many other seeds its runs have to be trained, too.

        Returns
        -------
        dict or None
        """
        made_with = self._made_with(preset, seeds)
        for record in self._records:
            if record["preset"] == preset.name and record["made_with"] == made_with:
                told = (record.get(name, ()) for name in _SENTENCES)
                return {**record, "reported": preset.reported, "why": explanation(preset, *told)}
        return None

    def store(self, preset: Preset, one: Reproduction, seeds: int = 0) -> dict[str, Any]:
        """Add the record of a finished preset, and write the file.

        Parameters
        ----------
        preset : Preset
        one : Reproduction
        seeds : int
            With how many other seeds its runs were trained, too.

        Returns
        -------
        dict
            Its record.
        """
        record = {**asdict(one), "made_with": self._made_with(preset, seeds)}
        for name in ("curve", "spread", "runs", *_SENTENCES):
            if not record[name]:
                del record[name]
        self._records = [r for r in self._records if r["preset"] != preset.name] + [record]
        if self._path is not None:
            write_bytes(self._path, json.dumps(self._records, indent=1).encode())
        return record

    def _made_with(self, preset: Preset, seeds: int) -> str:
        """Return a fingerprint of all that the figures depend on."""
        settings = [run.config.as_dict() for run in preset.runs]
        names = sorted([*preset.reported, *preset.figures])
        weights = self._weights if preset.kind == "pretrained" else None
        facts = [preset.kind, settings, names, weights, self._digits]
        text = json.dumps([*facts, seeds] if seeds else facts)
        return sha256(text.encode()).hexdigest()


def _read(path: Path) -> list[dict[str, Any]]:
    records = parse_json(read_small_file(path, MAX_BYTES), str(path))
    whole = isinstance(records, list) and all(
        isinstance(record, Mapping)
        and record.keys() >= _KEYS
        and all(_are_sentences(record.get(name, [])) for name in _SENTENCES)
        and _are_rows(record.get("runs", []))
        for record in records
    )
    if not whole:
        raise UserError(f"{path} holds no reproductions; name a new file, or one written by --out")
    return [dict(record) for record in records]


def _are_sentences(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(sentence, str) for sentence in value)


def _are_rows(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(row, Mapping) for row in value)
