"""The table of layouts in which digits are read and written.

Recognition, opening, conversion, the dialogs' lists of files and the sentences about what is
accepted all read this table: a new layout is a reader, a writer and a row.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from mnistgui.data.archives import PACKINGS
from mnistgui.data.dataset import Dataset
from mnistgui.data.layout import Layout, Target
from mnistgui.data.parts import ReadParts
from mnistgui.data.readers import arff as arff_reader
from mnistgui.data.readers import csv_table as csv_reader
from mnistgui.data.readers import hdf5 as hdf5_reader
from mnistgui.data.readers import idx as idx_reader
from mnistgui.data.readers import libsvm as libsvm_reader
from mnistgui.data.readers import npz as npz_reader
from mnistgui.data.readers import pickled as pickle_reader
from mnistgui.data.readers.libraries import read_through
from mnistgui.data.readers.stream import open_stream
from mnistgui.data.writers import idx, npz, pickled
from mnistgui.reporting import OnProgress

_BEGINNING_BYTES = 1 << 16  # the first line of a table of 784 columns is longer than 1,500 bytes


def _quickly(
    read: Callable[[Sequence[Path], Path], ReadParts],
) -> Callable[[Sequence[Path], Path, OnProgress], ReadParts]:
    """A reader that ends before anybody asks how far it is."""
    return lambda files, folder, _progress: read(files, folder)


def _through(library: str) -> Callable[[Sequence[Path], Path, OnProgress], ReadParts]:
    """Return a reader that asks a library which is imported in another process."""
    return lambda files, folder, _progress: read_through(library, files, folder)


def _is_picture_tree(folder: Path) -> bool:
    from mnistgui.data.readers import picture_tree as reader  # noqa: PLC0415 - Pillow is slow to load

    return reader.looks_like(folder)


def unlabelled_pictures(folder: Path) -> str:
    """Say why the pictures of a folder are no digits; see the reader of pictures."""
    from mnistgui.data.readers import picture_tree as reader  # noqa: PLC0415 - Pillow is slow to load

    return reader.why_unlabelled(folder)


def _read_picture_tree(files: Sequence[Path], _folder: Path, progress: OnProgress) -> ReadParts:
    from mnistgui.data.readers import picture_tree as reader  # noqa: PLC0415 - Pillow is slow to load

    return reader.read(files[0], progress)


def _write_hdf5(dataset: Dataset, folder: Path) -> None:
    from mnistgui.data.writers import hdf5  # noqa: PLC0415 - h5py is slow to load

    hdf5.write(dataset, folder)


def _write_png_tree(dataset: Dataset, folder: Path) -> None:
    from mnistgui.data.writers import png_tree  # noqa: PLC0415 - Pillow is slow to load

    png_tree.write(dataset, folder)


def _is_npz(_begin: bytes, path: Path) -> bool:
    return not any(row.looks_like(b"PK\x03\x04", path) for row in PACKINGS)


IDX = Layout(
    name="IDX",
    title="IDX files (raw or .gz)",
    patterns=("*ubyte*", "*.gz"),
    read=_quickly(idx_reader.read_parts),
    targets=(Target("idx", idx.write), Target("idx-gz", idx.write_packed)),
    beginnings=idx_reader.BEGINNINGS,
    parts_in_several_files=True,
)
HDF5 = Layout(
    name="HDF5",
    title="HDF5 (one file or a pair)",
    patterns=("*.h5", "*.hdf5", "*.mat"),
    read=_quickly(hdf5_reader.read),
    targets=(Target("hdf5", _write_hdf5),),
    beginnings=(b"\x89HDF\r\n\x1a\n", b"MATLAB 7.3 MAT-file"),
    parts_in_several_files=True,
)
NPZ = Layout(
    name="npz",
    title=".npz such as Keras' mnist.npz",
    patterns=("*.npz",),
    read=_quickly(npz_reader.read),
    targets=(Target("npz", npz.write, ".npz", any_kind=True),),
    beginnings=(b"PK\x03\x04",),
    looks_like=_is_npz,
)
PICKLE = Layout(
    name="pickle",
    title="pickled NumPy arrays such as mnist.pkl.gz",
    patterns=("*.pkl*",),
    read=_quickly(pickle_reader.read_pickle),
    targets=(
        Target("pkl", pickled.write_pickle, ".pkl"),
        Target("pkl-gz", pickled.write_packed_pickle, ".pkl.gz"),
    ),
    # Protocol 1 has no header: it begins with a tuple, a list or a dict.
    beginnings=(*(bytes((0x80, protocol)) for protocol in (2, 3, 4, 5)), b"(", b"]", b"}q"),
)
NPY = Layout(
    name="npy",
    title=".npy files",
    patterns=("*.npy",),
    read=_quickly(pickle_reader.read_npy),
    targets=(Target("npy", pickled.write_npy, ".npy"),),
    beginnings=(b"\x93NUMPY",),
    parts_in_several_files=True,
)
MATLAB = Layout(
    name="MATLAB",
    title="MATLAB's .mat",
    patterns=("*.mat",),
    read=_through("scipy"),
    beginnings=(b"MATLAB 5.0 MAT-file",),
)
PARQUET = Layout(
    name="Parquet",
    title="Parquet",
    patterns=("*.parquet",),
    read=_through("pyarrow"),
    beginnings=(b"PAR1",),
)
ARFF = Layout(
    name="ARFF",
    title="ARFF",
    patterns=("*.arff",),
    read=arff_reader.read,
    looks_like=arff_reader.looks_like,
)
LIBSVM = Layout(
    name="libsvm",
    title="libsvm's text",
    patterns=("*.scale", "*.libsvm", "*.svm"),
    read=libsvm_reader.read,
    looks_like=libsvm_reader.looks_like,
)
CSV = Layout(
    name="CSV",
    title="CSV (a digit a line)",
    patterns=("*.csv", "*.tsv", "*.txt", "*.data"),
    read=csv_reader.read,
    looks_like=csv_reader.looks_like,
)
PICTURES = Layout(
    name="PNG tree",
    title="a folder of pictures such as train/0 ... test/9",
    patterns=(),
    read=_read_picture_tree,
    targets=(Target("png", _write_png_tree),),
    is_folder=_is_picture_tree,
)
LAYOUTS = (IDX, HDF5, NPZ, PICKLE, NPY, MATLAB, PARQUET, ARFF, LIBSVM, CSV, PICTURES)
TARGETS = tuple(target for layout in LAYOUTS for target in layout.targets)


def layout_of(path: Path) -> Layout | None:
    """Recognise the layout of a file by its content; its name is never trusted.

    Parameters
    ----------
    path : pathlib.Path
        Any file; it is inflated where it is gzip.

    Returns
    -------
    Layout or None
        None where no layout begins like this.

    Raises
    ------
    UserError
        It does not exist or cannot be read.
    """
    with open_stream(path) as stream:
        begin = stream.up_to(_BEGINNING_BYTES)
    return next((layout for layout in LAYOUTS if _begins_like(layout, begin, path)), None)


def _begins_like(layout: Layout, begin: bytes, path: Path) -> bool:
    if layout.beginnings and not begin.startswith(layout.beginnings):
        return False
    if layout.looks_like is None:
        return bool(layout.beginnings)
    return layout.looks_like(begin, path)


def accepted_layouts() -> str:
    """Name every layout in one clause.

    Returns
    -------
    str
        Such as "IDX files, ... or a folder of pictures are accepted".
    """
    titles = [layout.title for layout in LAYOUTS]
    packed = " or ".join(row.title for row in PACKINGS)
    return f"{', '.join(titles[:-1])} or {titles[-1]} are accepted, also in {packed}"


def dialog_patterns() -> str:
    """List the patterns of all files of digits.

    Returns
    -------
    str
        Separated by blanks, as a dialog for files takes them.
    """
    rows = (*LAYOUTS, *PACKINGS)
    return " ".join(dict.fromkeys(pattern for row in rows for pattern in row.patterns))
