"""Writes files as ``torch.save`` does, without PyTorch: the same pickle and the same storages."""

import io
import pickle
import pickletools
import struct
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray


class Named:
    """A name that the pickle imports."""

    def __init__(self, module: str, name: str) -> None:
        self.module, self.name = module, name


class Call:
    """A call that the pickle makes, and the attributes that the object is then given."""

    def __init__(self, function: Named, *arguments: Any, state: Any = None) -> None:
        self.function, self.arguments, self.state = function, arguments, state


class Module(Call):
    """An object of a class that is made without a call, as modules of PyTorch are."""

    def __init__(self, module: str, name: str, state: Mapping[str, Any]) -> None:
        super().__init__(Named(module, name), state=dict(state))


def module(
    name: str,
    parameters: Mapping[str, NDArray[Any]] | None = None,
    children: Mapping[str, Any] | None = None,
    **attributes: Any,
) -> Module:
    """A module of ``torch.nn.modules``, such as ``linear.Linear``."""
    package, _, kind = name.rpartition(".")
    state = {
        "training": False,
        "_parameters": dict(parameters or {}),
        "_buffers": {},
        "_modules": dict(children or {}),
        **attributes,
    }
    return Module(f"torch.nn.modules.{package}", kind, state)


def save_torch(value: Any, path: Path, *, compressed: bool = False) -> None:
    """Write a zip as PyTorch 1.6 and later."""
    storages: list[NDArray[Any]] = []
    data = b"\x80\x02" + _pickled(value, storages) + b"."
    packing = zipfile.ZIP_DEFLATED if compressed else zipfile.ZIP_STORED
    with zipfile.ZipFile(path, "w", packing) as archive:
        archive.writestr("archive/data.pkl", data)
        archive.writestr("archive/byteorder", "little")
        for key, array in enumerate(storages):
            archive.writestr(f"archive/data/{key}", array.tobytes())
        archive.writestr("archive/version", "3\n")


def save_legacy_torch(value: Any, path: Path) -> None:
    """Write pickles in a row with the storages behind them, as PyTorch before 1.6."""
    storages: list[NDArray[Any]] = []
    body = b"\x80\x02" + _pickled(value, storages) + b"."
    facts = {"protocol_version": 1001, "little_endian": True, "type_sizes": {"int": 4}}
    heads = [0x1950A86A20F9469CFC6C, 1001, facts]
    content = io.BytesIO()
    for one in heads:
        content.write(pickle.dumps(one, protocol=2))
    content.write(body)
    content.write(pickle.dumps([str(key) for key in range(len(storages))], protocol=2))
    for array in storages:
        content.write(struct.pack("<q", array.size) + array.tobytes())
    path.write_bytes(content.getvalue())


_STORAGES = {"f2": "HalfStorage", "f4": "FloatStorage", "f8": "DoubleStorage", "i8": "LongStorage"}


def _pickled(value: Any, storages: list[NDArray[Any]]) -> bytes:
    """The instructions that leave a value on the stack."""
    if isinstance(value, np.ndarray):
        return _tensor(value, storages)
    if isinstance(value, Call):
        head = _pickled(value.function, storages) + _tuple(value.arguments, storages)
        made = head + (pickle.NEWOBJ if isinstance(value, Module) else pickle.REDUCE)
        if value.state is None:
            return made
        return made + _pickled(value.state, storages) + pickle.BUILD
    if isinstance(value, Named):
        return f"c{value.module}\n{value.name}\n".encode()
    return _plain(value, storages)


def _plain(value: Any, storages: list[NDArray[Any]]) -> bytes:
    if isinstance(value, dict):
        pairs = (_pickled(k, storages) + _pickled(v, storages) + b"s" for k, v in value.items())
        return b"}" + b"".join(pairs)
    if isinstance(value, list):
        return b"]" + b"".join(_pickled(one, storages) + b"a" for one in value)
    plain = pickle.dumps(value, protocol=2)
    return pickletools.optimize(plain)[2:-1]


def _tuple(items: tuple[Any, ...], storages: list[NDArray[Any]]) -> bytes:
    return b"(" + b"".join(_pickled(one, storages) for one in items) + b"t"


def _tensor(array: NDArray[Any], storages: list[NDArray[Any]]) -> bytes:
    """A call of ``_rebuild_tensor_v2`` with a reference to a storage; a view keeps its strides."""
    whole = array if array.flags.c_contiguous else array.T
    kind = Named("torch", _STORAGES[f"{array.dtype.kind}{array.dtype.itemsize}"])
    reference = ("storage", kind, str(len(storages)), "cpu", array.size)
    storages.append(whole)
    strides = tuple(step // array.itemsize for step in array.strides)
    head = _pickled(Named("torch._utils", "_rebuild_tensor_v2"), storages)
    inner = _tuple(reference, storages) + pickle.BINPERSID
    rest = b"".join(_pickled(one, storages) for one in (0, array.shape, strides, False, None))
    return head + b"(" + inner + rest + b"t" + pickle.REDUCE
