"""The table of formats in which weights are read and written.

Recognition, opening, saving, dialogs and the sentences about what is accepted all read this table:
a new format is a module of this folder and a row.
"""

from collections.abc import Callable
from pathlib import Path

from mnistgui.files.weights.format import InFile, InHdf5, WeightsFormat, Writer
from mnistgui.files.weights.json_weights import from_json, holds_json_weights
from mnistgui.files.weights.keras_archive import (
    from_keras_archive,
    holds_keras_archive,
    to_keras_archive,
)
from mnistgui.files.weights.keras_hdf5 import from_keras_hdf5, holds_keras, to_keras_weights
from mnistgui.files.weights.npz import from_npz, holds_npz, to_npz
from mnistgui.files.weights.onnx_export import to_onnx
from mnistgui.files.weights.onnx_import import from_onnx
from mnistgui.files.weights.onnx_size import looks_like_onnx
from mnistgui.files.weights.pickled_weights import from_pickled_weights, holds_pickled_weights
from mnistgui.files.weights.plain_hdf5 import from_hdf5, holds_weights, to_hdf5
from mnistgui.files.weights.skops_archive import from_skops, holds_skops
from mnistgui.files.weights.stored import StoredNetwork
from mnistgui.files.weights.torch_pickle import from_torch, holds_torch
from mnistgui.files.weights.torch_safetensors import (
    from_safetensors,
    looks_like_safetensors,
    to_safetensors,
)

_ZIP_BEGINNING = b"PK\x03\x04"


def _in_zip(holds: Callable[[Path], bool], read: Callable[[Path], StoredNetwork]) -> InFile:
    """How a format is read that lies in a zip."""
    return InFile(lambda path, begin: begin.startswith(_ZIP_BEGINNING) and holds(path), read)


FORMATS = (
    WeightsFormat(
        "Keras' .h5",
        InHdf5(holds_keras, from_keras_hdf5),
        (Writer(".weights.h5", "Weights for Keras", to_keras_weights),),
    ),
    WeightsFormat(
        "HDF5 weights",
        InHdf5(holds_weights, from_hdf5),
        (
            Writer(".h5", "Weights in HDF5", to_hdf5),
            Writer(".hdf5", "Weights in HDF5", to_hdf5),
        ),
    ),
    WeightsFormat(
        "Keras' .keras",
        _in_zip(holds_keras_archive, from_keras_archive),
        (Writer(".keras", "Keras model", to_keras_archive),),
    ),
    WeightsFormat("PyTorch's .pt and .pth", InFile(holds_torch, from_torch), ()),
    WeightsFormat("scikit-learn's .skops", _in_zip(holds_skops, from_skops), ()),
    WeightsFormat(
        ".npz with W1, b1, W2, ...",
        _in_zip(holds_npz, from_npz),
        (Writer(".npz", "Weights for NumPy", to_npz),),
    ),
    WeightsFormat(
        "pickled arrays (.pkl, .npy)",
        InFile(holds_pickled_weights, from_pickled_weights),
        (),
    ),
    WeightsFormat("Nielsen's JSON", InFile(holds_json_weights, from_json), ()),
    WeightsFormat(
        ".safetensors",
        InFile(lambda _path, begin: looks_like_safetensors(begin), from_safetensors),
        (Writer(".safetensors", "Weights for PyTorch", to_safetensors),),
    ),
    WeightsFormat(
        ".onnx",
        InFile(lambda _path, begin: looks_like_onnx(begin), from_onnx),
        (Writer(".onnx", "ONNX model", to_onnx),),
    ),
)
WRITERS = {writer.suffix: writer for row in FORMATS for writer in row.writers}


def accepted_formats() -> str:
    """Name every format in one clause.

    Returns
    -------
    str
        Such as "run files, HDF5 weights, ... and .onnx are accepted".
    """
    names = ["run files", *sorted((row.name for row in FORMATS), key=str.lower)]
    return f"{', '.join(names[:-1])} and {names[-1]} are accepted"
