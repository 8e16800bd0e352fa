"""The table of layouts in which digits are read and written.

Recognition, opening, conversion, the dialogs' lists of files and the sentences about what is
accepted all read this table: a new layout is a reader, a writer and a row.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from mnistgui.data.dataset import Dataset
from mnistgui.data.layout import Layout, Splits, Target
from mnistgui.data.readers import hdf5 as hdf5_reader
from mnistgui.data.readers import idx as idx_reader
from mnistgui.data.readers import npz as npz_reader
from mnistgui.data.readers import pickled as pickle_reader
from mnistgui.data.readers.stream import open_stream
from mnistgui.data.writers import idx, npz, pickled


def _of_one_file(read: Callable[[Path], Splits]) -> Callable[[Sequence[Path], Path], Splits]:
    return lambda files, _folder: read(files[0])


def _is_png_tree(folder: Path) -> bool:
    from mnistgui.data.readers import png_tree as reader  # noqa: PLC0415 - Pillow is slow to load

    return reader.find(folder) is not None


def _read_png_tree(folder: Path) -> Splits:
    from mnistgui.data.readers import png_tree as reader  # noqa: PLC0415 - Pillow is slow to load

    return reader.read(folder)


def _write_hdf5(dataset: Dataset, folder: Path) -> None:
    from mnistgui.data.writers import hdf5  # noqa: PLC0415 - h5py is slow to load

    hdf5.write(dataset, folder)


def _write_png_tree(dataset: Dataset, folder: Path) -> None:
    from mnistgui.data.writers import png_tree  # noqa: PLC0415 - Pillow is slow to load

    png_tree.write(dataset, folder)


IDX = Layout(
    name="IDX",
    title="IDX files (raw or .gz)",
    patterns=("*ubyte*", "*.gz"),
    read=idx_reader.read_parts,
    targets=(Target("idx", idx.write), Target("idx-gz", idx.write_packed)),
    beginnings=(idx_reader.IMAGES_MAGIC, idx_reader.LABELS_MAGIC),
    parts_in_several_files=True,
)
HDF5 = Layout(
    name="HDF5",
    title="a pair of HDF5 files",
    patterns=("*.h5", "*.hdf5"),
    read=hdf5_reader.read_pair,
    targets=(Target("hdf5", _write_hdf5),),
    beginnings=(b"\x89HDF\r\n\x1a\n",),
    parts_in_several_files=True,
)
NPZ = Layout(
    name="npz",
    title="Keras' mnist.npz",
    patterns=("*.npz",),
    read=_of_one_file(npz_reader.read),
    targets=(Target("npz", npz.write, ".npz"),),
    beginnings=(b"PK\x03\x04",),
)
PICKLE = Layout(
    name="pickle",
    title="mnist.pkl.gz",
    patterns=("*.pkl*",),
    read=_of_one_file(pickle_reader.read_pickle),
    targets=(
        Target("pkl", pickled.write_pickle, ".pkl"),
        Target("pkl-gz", pickled.write_packed_pickle, ".pkl.gz"),
    ),
    # Protocol 1 has no header: it begins with a tuple or a list.
    beginnings=(*(bytes((0x80, protocol)) for protocol in (2, 3, 4, 5)), b"(", b"]"),
)
NPY = Layout(
    name="npy",
    title="an object .npy",
    patterns=("*.npy",),
    read=_of_one_file(pickle_reader.read_npy),
    targets=(Target("npy", pickled.write_npy, ".npy"),),
    beginnings=(b"\x93NUMPY",),
)
PNG_TREE = Layout(
    name="PNG tree",
    title="a folder of PNGs such as Train/0 ... Test/9",
    patterns=(),
    read=_of_one_file(_read_png_tree),
    targets=(Target("png", _write_png_tree),),
    is_folder=_is_png_tree,
)
LAYOUTS = (IDX, HDF5, NPZ, PICKLE, NPY, PNG_TREE)
TARGETS = tuple(target for layout in LAYOUTS for target in layout.targets)


def layout_of(path: Path) -> Layout | None:
    """Recognise the layout of a file by its first bytes; its name is never trusted.

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
    beginnings = {begin: layout for layout in LAYOUTS for begin in layout.beginnings}
    with open_stream(path) as stream:
        read = stream.up_to(max(map(len, beginnings)))
    return next((layout for begin, layout in beginnings.items() if read.startswith(begin)), None)


def accepted_layouts() -> str:
    """Name every layout in one clause.

    Returns
    -------
    str
        Such as "IDX files, ... or a folder of PNGs are accepted".
    """
    titles = [layout.title for layout in LAYOUTS]
    return f"{', '.join(titles[:-1])} or {titles[-1]} are accepted"


def dialog_patterns() -> str:
    """List the patterns of all files of digits.

    Returns
    -------
    str
        Separated by blanks, as a dialog for files takes them.
    """
    return " ".join(dict.fromkeys(pattern for row in LAYOUTS for pattern in row.patterns))
