"""scikit-learn's models as skops saves them: a zip of ``schema.json`` and arrays.

The schema is read as data: nothing that it names is imported, so skops itself is not needed. See
https://skops.readthedocs.io/en/stable/persistence.html.
"""

import json
import zipfile
from pathlib import Path
from typing import Any

from mnistgui.data.pickles.records import Record
from mnistgui.data.readers.archive import open_archive, open_member
from mnistgui.data.readers.npy import NpyHeader
from mnistgui.errors import UserError
from mnistgui.files.json_text import MAX_BYTES, parse_object
from mnistgui.files.weights.file_array import FileArray
from mnistgui.files.weights.npz import read_whole
from mnistgui.files.weights.sklearn_model import from_sklearn
from mnistgui.files.weights.stored import StoredNetwork

SCHEMA = "schema.json"
_MAX_DEPTH = 40


def holds_skops(path: Path) -> bool:
    """Whether a zip file was written by skops.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    bool
    """
    with open_archive(path) as archive:
        return SCHEMA in archive.namelist()


def from_skops(path: Path) -> StoredNetwork:
    """Read a network.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    StoredNetwork

    Raises
    ------
    UserError
        It is damaged, or holds another model than a network of dense layers.
    """
    where = str(path)
    with open_archive(path) as archive:
        with open_member(archive, SCHEMA, path, SCHEMA) as stream:
            schema = parse_object(stream.up_to(MAX_BYTES + 1), where)
        model = _Schema(archive, path).value(schema, 0)
        if not isinstance(model, Record):
            raise UserError(f"{where} holds no model of scikit-learn")
        return from_sklearn(model, where)


class _SkopsArray:
    """An array in a file of its own."""

    def __init__(self, archive: zipfile.ZipFile, member: str, path: Path) -> None:
        self._archive = archive
        self._member = member
        self._path = path

    def file_array(self, name: str) -> FileArray | None:
        """Describe it, if it holds floats."""
        with self._opened() as stream:
            header = NpyHeader.read(stream)
        if header.dtype.kind != "f":
            return None
        return FileArray(name, header.shape, self._read)

    def _read(self) -> Any:
        with self._opened() as stream:
            return read_whole(NpyHeader.read(stream), stream)

    def _opened(self) -> Any:
        return open_member(self._archive, self._member, self._path, "arrays")


class _Schema:
    """Makes values of the nodes of a schema."""

    def __init__(self, archive: zipfile.ZipFile, path: Path) -> None:
        self._archive = archive
        self._path = path
        self._known: dict[int, Any] = {}

    def value(self, node: Any, depth: int) -> Any:
        """What a node stands for; None for what is no part of a network."""
        if not isinstance(node, dict) or depth > _MAX_DEPTH:
            raise UserError(f"{self._path} is damaged: its {SCHEMA} cannot be read")
        place = node.get("__id__")
        if node.get("__loader__") == "CachedNode":
            return self._known.get(place) if isinstance(place, int) else None
        made = self._made(node, depth)
        if isinstance(place, int):
            self._known[place] = made
        return made

    def _made(self, node: dict[str, Any], depth: int) -> Any:
        content = node.get("content")
        match node.get("__loader__"):
            case "JsonNode":
                return self._json(content)
            case "DictNode" if isinstance(content, dict):
                return {key: self.value(inner, depth + 1) for key, inner in content.items()}
            case "ListNode" | "TupleNode" if isinstance(content, list):
                return [self.value(inner, depth + 1) for inner in content]
            case "NdArrayNode" if isinstance(node.get("file"), str):
                return _SkopsArray(self._archive, node["file"], self._path)
            case "ObjectNode":
                state = None if content is None else self.value(content, depth + 1)
                return Record(f"{node.get('__module__')}.{node.get('__class__')}", state)
        return None

    def _json(self, content: Any) -> Any:
        try:
            return json.loads(content)
        except (ValueError, TypeError, RecursionError) as fault:
            raise UserError(f"{self._path} is damaged: its {SCHEMA} cannot be read") from fault
