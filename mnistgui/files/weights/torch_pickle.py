"""Weights that ``torch.save`` has written: state dicts, checkpoints and whole modules.

Since PyTorch 1.6 they are a zip of ``data.pkl`` and one file a storage, before that several pickles
in a row with the storages behind them. PyTorch itself is not needed, and no code of the file runs.
"""

import io
import zipfile
from pathlib import Path
from typing import Any

from mnistgui.data.pickles.machine import FAULTS, PickleMachine
from mnistgui.data.readers.archive import open_archive, open_member
from mnistgui.errors import UserError
from mnistgui.files.json_text import read_small_file
from mnistgui.files.weights.assembly import stored
from mnistgui.files.weights.file_array import FileArray
from mnistgui.files.weights.pairing import paired
from mnistgui.files.weights.pickled_arrays import arrays_in, instructions
from mnistgui.files.weights.stored import StoredNetwork
from mnistgui.files.weights.torch_modules import chained, sequence_of
from mnistgui.files.weights.torch_state import with_normalisations
from mnistgui.files.weights.torch_tensors import Load, out_of_storage, persistent, torch_pickles

# The number that older files begin with, pickled: 0x1950a86a20f9469cfc6c.
LEGACY_BEGINNING = b"\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19."
_ZIP = b"PK\x03\x04"
_PICKLE = "data.pkl"
_MAX_PICKLE_BYTES = 16 << 20
_MAX_LEGACY_BYTES = 512 << 20
_FREE_BYTES = 64 << 20
_LEGACY_HEADERS = 3  # the number, the version of the format, facts of the machine
# What the weights are called among the other things of a checkpoint.
_MODEL_KEYS = ("model_state_dict", "state_dict", "model_state", "model", "net", "network", "params")


def holds_torch(path: Path, beginning: bytes) -> bool:
    """Whether a file was written by ``torch.save``.

    Parameters
    ----------
    path : pathlib.Path
    beginning : bytes
        Its first bytes.

    Returns
    -------
    bool
    """
    if not beginning.startswith(_ZIP):
        return beginning.startswith(LEGACY_BEGINNING)
    with open_archive(path) as archive:
        return _root(archive) is not None


def from_torch(path: Path) -> StoredNetwork:
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
        It is damaged, dangerous, or no chain of dense layers.
    """
    with path.open("rb") as file:
        is_zip = file.read(len(_ZIP)) == _ZIP
    return _from_zip(path) if is_zip else _from_legacy(path)


def _from_zip(path: Path) -> StoredNetwork:
    where = str(path)
    with open_archive(path) as archive:
        root = _root(archive)
        if root is None:
            raise UserError(f"{where} holds no {_PICKLE}; files of torch.save are accepted")
        with open_member(archive, f"{root}{_PICKLE}", path, _PICKLE) as stream:
            data = stream.up_to(_MAX_PICKLE_BYTES + 1)
        if len(data) > _MAX_PICKLE_BYTES:
            raise UserError(f"{where} holds a pickle that is too long for weights")
        machine = PickleMachine(
            torch_pickles(where), where, persistent(_loader(archive, root, path))
        )
        return _network(machine.run(instructions(io.BytesIO(data))), where)


def _from_legacy(path: Path) -> StoredNetwork:
    """Read a network as PyTorch wrote it before 1.6."""
    where, stream = str(path), io.BytesIO(read_small_file(path, _MAX_LEGACY_BYTES))
    storages: dict[str, bytes] = {}
    widths: dict[str, int] = {}  # bytes of a number in each storage

    def load(key: str, size: int) -> bytes:
        data = storages.get(key, b"")
        if len(data) < size:
            raise out_of_storage(where)
        return data[:size]

    machine = PickleMachine(torch_pickles(where), where, persistent(load, widths))
    for _ in range(_LEGACY_HEADERS):
        machine.run(instructions(stream))
    found, keys = machine.run(instructions(stream)), machine.run(instructions(stream))
    for key in keys if isinstance(keys, list) else []:
        count = min(int.from_bytes(stream.read(8), "little"), _MAX_LEGACY_BYTES)
        storages[str(key)] = stream.read(count * widths.get(str(key), 0))
    return _network(found, where)


def _root(archive: zipfile.ZipFile) -> str | None:
    """The folder in the zip that everything lies in, with a slash; empty for none."""
    names = (name for name in archive.namelist() if name.endswith(_PICKLE))
    found = next((n for n in names if n == _PICKLE or n.endswith(f"/{_PICKLE}")), None)
    return None if found is None else found.removesuffix(_PICKLE)


def _loader(archive: zipfile.ZipFile, root: str, path: Path) -> Load:
    limit = max(_FREE_BYTES, 20 * path.stat().st_size)

    def load(key: str, size: int) -> bytes:
        if size > limit:
            raise UserError(f"{path} declares more numbers than it can hold")
        with open_member(archive, f"{root}data/{key}", path, "files of torch.save") as stream:
            return stream.exactly(size)

    return load


def _network(found: Any, where: str) -> StoredNetwork:
    try:
        modules = sequence_of(found)
        if modules is not None:
            return chained(modules, where).network({})
        arrays, remarks = with_normalisations(_arrays(found, where), where)
        return stored(paired(arrays, where, in_order=True), {}, where, remarks)
    except FAULTS as fault:
        raise UserError(f"{where} is damaged: its tensors fit no storage") from fault


def _arrays(found: Any, where: str) -> list[FileArray]:
    """The tensors of the model, without those of an optimizer."""
    for key in _MODEL_KEYS if isinstance(found, dict) else ():
        inner = arrays_in(found.get(key), "", where)
        if inner:
            return inner
    return arrays_in(found, "", where)
