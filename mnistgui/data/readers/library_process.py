"""The child process that reads a file of another tool and writes its arrays as ``.npz``.

A stranger's file can make a library use too much or crash; then only this process ends.
"""

import sys
import warnings
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.child_process import limit_this_process, write_refusal
from mnistgui.data.dataset import SIDE
from mnistgui.data.readers.decoding import grey_of_bytes
from mnistgui.data.readers.limits import MAX_SAMPLES, MAX_VALUES
from mnistgui.data.readers.names import names_labels
from mnistgui.data.readers.sizes import are_kept, fitted, sizes_kept
from mnistgui.errors import UserError

_EXTRA_MEMORY_BYTES = 1 << 30
_SECONDS = 60
_MAX_DEPTH = 4
_MOST_COLUMNS = 20_000

Arrays = Mapping[str, NDArray[Any]]


def _from_matlab(path: Path) -> Arrays:
    """Read a MATLAB file of version 4 to 7, with the fields of its structures."""
    import scipy.io  # noqa: PLC0415 - only files that need it load it

    limit_this_process(_SECONDS, _EXTRA_MEMORY_BYTES)
    total = sum(np.prod(shape, dtype=float) for _, shape, _ in scipy.io.whosmat(path))
    if total > 2 * MAX_VALUES:
        raise UserError(f"declares {total:,.0f} numbers, more than is accepted")
    found = scipy.io.loadmat(path, verify_compressed_data_integrity=True)
    return {
        name: array
        for key, value in found.items()
        if not key.startswith("__")
        for name, array in _fields(key, value, _MAX_DEPTH)
    }


def _fields(name: str, value: Any, depth: int) -> Iterator[tuple[str, NDArray[Any]]]:
    """Yield arrays of numbers or texts, also those in structures."""
    array = np.asarray(value)
    if array.dtype.names and depth and array.size == 1:
        for field in array.dtype.names:
            yield from _fields(f"{name}/{field}", array[field].reshape(-1)[0], depth - 1)
    elif array.dtype.kind in "uifbUS" and array.ndim:
        yield name, array


def _from_parquet(path: Path) -> Arrays:
    """Read a table with a column of pictures, of lists of pixels, or a column for each pixel."""
    import pyarrow.parquet  # noqa: PLC0415 - only files that need it load it

    limit_this_process(_SECONDS, _EXTRA_MEMORY_BYTES)
    file = pyarrow.parquet.ParquetFile(path)
    rows, columns = file.metadata.num_rows, file.metadata.num_columns
    if not 1 <= rows <= MAX_SAMPLES or columns > _MOST_COLUMNS:
        raise UserError(f"declares {rows:,} rows of {columns:,} columns, which is not accepted")
    table = file.read(use_threads=False)
    names = [name for name in table.column_names if not name.startswith("__index")]
    label = _label_column(names, table)
    found = {"labels": table.column(label).to_numpy()} if label else {}
    if found and found["labels"].dtype == object:
        found["labels"] = found["labels"].astype(str)
    others = [name for name in names if name != label]
    if len(others) >= 64:
        found["images"] = np.column_stack([table.column(name).to_numpy() for name in others])
    elif others:
        found["images"] = _pictures(table.column(_picture_column(others, table)).to_pylist())
    return found


def _label_column(names: list[str], table: Any) -> str | None:
    """Return the column that holds labels, by its name, or else a lone column of whole numbers."""
    named = [name for name in names if names_labels(name)]
    whole = [
        name for name in names if str(table.schema.field(name).type).startswith(("int", "uint"))
    ]
    return next(iter(named), whole[0] if len(whole) == 1 else None)


def _picture_column(names: list[str], table: Any) -> str:
    kinds = {name: str(table.schema.field(name).type) for name in names}
    return next((n for n in names if kinds[n].startswith(("struct", "binary", "list"))), names[0])


def _pictures(values: list[Any]) -> NDArray[Any]:
    """Decode pictures, or stack lists of pixels."""
    first = values[0].get("bytes") if isinstance(values[0], dict) else values[0]
    if not isinstance(first, bytes):
        return np.array(values)
    images = []
    for place, value in enumerate(values):
        data = value["bytes"] if isinstance(value, dict) else value
        grey = grey_of_bytes(data, f"row {place + 1:,}")
        images.append(grey)
    if are_kept() and len({grey.shape for grey in images}) == 1:
        return np.array(images)
    return np.array([grey if grey.shape == (SIDE, SIDE) else fitted(grey, SIDE) for grey in images])


_READERS: Mapping[str, Callable[[Path], Arrays]] = {
    "scipy": _from_matlab,
    "pyarrow": _from_parquet,
}


def _main(library: str, path: Path, target: Path) -> str | None:
    """Write the arrays of a file; return why it is refused, or None.

    Whatever a library raises on a damaged file ends this process, which its parent reports.
    """
    warnings.simplefilter("ignore")
    try:
        arrays = _READERS[library](path)
        with target.open("wb") as file:
            np.savez(file, allow_pickle=False, **arrays)
    except UserError as error:
        return str(error)
    return None


if __name__ == "__main__":
    with sizes_kept(kept=sys.argv[4] == "keep"):
        write_refusal(_main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])))
