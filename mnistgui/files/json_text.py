"""Reads JSON from strangers: no document that is too large, too deeply nested or invalid."""

import json
from pathlib import Path
from typing import Any, NoReturn

from mnistgui.errors import UserError

MAX_BYTES = 4 << 20


def parse_json(
    data: bytes, where: str, *, allow_nan: bool = False, most_bytes: int = MAX_BYTES
) -> Any:
    """Parse a JSON document.

    Parameters
    ----------
    data : bytes
        UTF-8.
    where : str
        What it comes from, for sentences.
    allow_nan : bool
        Whether ``NaN`` and ``Infinity``, which are not JSON, are read as numbers.
    most_bytes : int
        What is accepted.

    Returns
    -------
    object
        Made of dict, list, str, int, float, bool and None.

    Raises
    ------
    UserError
        It is no JSON, too large or too deeply nested.
    """
    if len(data) > most_bytes:
        raise UserError(f"{where} is larger than the {most_bytes >> 20} MiB accepted for JSON")
    try:
        return json.loads(data, parse_constant=float if allow_nan else _refuse_constant)
    except RecursionError as fault:
        raise UserError(f"{where} is nested too deeply") from fault
    except UnicodeDecodeError as fault:
        raise UserError(f"{where} is no JSON: it holds no text in UTF-8") from fault
    except ValueError as fault:
        # Also what json raises for numbers of thousands of digits.
        raise UserError(f"{where} is no JSON: {fault}") from fault


def parse_object(data: bytes, where: str, *, allow_nan: bool = False) -> dict[str, Any]:
    """Parse a JSON document that is one object.

    Parameters
    ----------
    data : bytes
        UTF-8.
    where : str
        What it comes from, for sentences.
    allow_nan : bool
        As in :func:`parse_json`.

    Returns
    -------
    dict of str to object

    Raises
    ------
    UserError
        As :func:`parse_json`; also when it is a list or a single value.
    """
    document = parse_json(data, where, allow_nan=allow_nan)
    if not isinstance(document, dict):
        raise UserError(f"{where} holds no JSON object; {{...}} is accepted")
    return document


def read_object(path: Path) -> dict[str, Any]:
    """Read a file that holds one JSON object.

    Parameters
    ----------
    path : pathlib.Path
        Any file.

    Returns
    -------
    dict of str to object

    Raises
    ------
    UserError
        It cannot be read, or as :func:`parse_object`.
    """
    return parse_object(read_small_file(path, MAX_BYTES), str(path))


def read_small_file(path: Path, limit: int) -> bytes:
    """Read a whole file, never more than a limit.

    Parameters
    ----------
    path : pathlib.Path
        Any path; named pipes and folders are refused.
    limit : int
        The most bytes accepted.

    Returns
    -------
    bytes

    Raises
    ------
    UserError
        It is no file, too large, or may not be read.
    """
    try:
        # A named pipe would block for ever.
        if not path.is_file():
            raise UserError(f"{path} is not a file")
        with path.open("rb") as file:
            data = file.read(limit + 1)
    except OSError as fault:
        raise UserError(f"{path} cannot be read: {fault.strerror or fault}") from fault
    if len(data) > limit:
        raise UserError(f"{path} is larger than the {limit >> 20} MiB accepted")
    return data


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number there")
