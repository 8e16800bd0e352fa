"""Files made to hurt: each is refused in one line within 2 seconds and 300 MB."""

import os
import pickle
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
import pytest

from mnistgui.data.readers.limits import MAX_SAMPLES
from tests.data.layouts import idx_bytes, small_dataset, write_hdf5, write_idx, write_npz
from tests.measured import measured

if sys.platform == "win32":
    pytest.skip("memory is measured as on Unix", allow_module_level=True)

SMALL = small_dataset()
MEGABYTE = 1 << 20
# Twice what the slowest takes at most: others on the same processor slow it down by up to a half.
LONGEST_SECONDS = 3


def gzip_of_zeros(beginning: bytes, zeros: int, end: bytes = b"") -> bytes:
    """A gzip file that inflates a thousandfold, made without holding what it inflates to."""
    packer = zlib.compressobj(9, wbits=31)
    parts = [packer.compress(beginning)]
    parts += [packer.compress(bytes(MEGABYTE)) for _ in range(zeros // MEGABYTE)]
    return b"".join([*parts, packer.compress(end), packer.flush()])


def idx_bomb(folder: Path) -> None:
    write_idx(folder, SMALL, packed=True)
    header = idx_bytes(np.zeros((0, 784), np.uint8))[:4] + struct.pack(">3I", MAX_SAMPLES, 28, 28)
    bomb = gzip_of_zeros(header, 1000 * MEGABYTE)
    (folder / "train-images-idx3-ubyte.gz").write_bytes(bomb)
    labels = idx_bytes(np.zeros(MAX_SAMPLES, np.uint8))
    (folder / "train-labels-idx1-ubyte.gz").write_bytes(gzip_of_zeros(labels, 0))


def idx_label_bomb(folder: Path) -> None:
    write_idx(folder, SMALL, packed=True)
    header = struct.pack(">4BI", 0, 0, 8, 1, 36)
    bomb = gzip_of_zeros(header, 2000 * MEGABYTE)
    (folder / "train-labels-idx1-ubyte.gz").write_bytes(bomb)


def npy_header(shape: str, dtype: str = "|u1") -> bytes:
    text = f"{{'descr': '{dtype}', 'fortran_order': False, 'shape': {shape}}}".encode()
    return b"\x93NUMPY\1\0" + struct.pack("<H", len(text)) + text


def npz_with(folder: Path, **members: bytes) -> None:
    with zipfile.ZipFile(folder / "mnist.npz", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.npy", content)


def npz_bomb(folder: Path) -> None:
    labels = npy_header(f"({MAX_SAMPLES},)") + bytes(MAX_SAMPLES)
    images = npy_header(f"({MAX_SAMPLES}, 28, 28)", "<f8") + bytes(700 * MEGABYTE)
    npz_with(folder, y_train=labels, x_train=images)


def npz_huge_labels(folder: Path) -> None:
    npz_with(folder, y_train=npy_header("(10000000000,)"))


def npz_directory(folder: Path) -> None:
    with zipfile.ZipFile(folder / "mnist.npz", "w") as archive:
        for i in range(60_000):
            archive.writestr(f"{i}{'x' * 60}", b"")


def pickle_of_a_large_literal(folder: Path) -> None:
    literal = b"\x80\x04B" + struct.pack("<I", 150 * MEGABYTE)
    (folder / "a.pkl").write_bytes(gzip_of_zeros(literal, 150 * MEGABYTE, b"."))


def pickle_of_many_literals(folder: Path) -> None:
    literal = b"B" + struct.pack("<I", 50 * MEGABYTE) + bytes(50 * MEGABYTE)
    packer = zlib.compressobj(1, wbits=31)
    parts = [packer.compress(b"\x80\x04"), *(packer.compress(literal) for _ in range(20))]
    (folder / "a.pkl").write_bytes(b"".join([*parts, packer.flush()]))


def pickle_that_ends_badly(folder: Path) -> None:
    images = np.zeros((MAX_SAMPLES // 2, 784), np.float32)
    whole = pickle.dumps([images, images[:100]], 4)
    packer = zlib.compressobj(1, wbits=31)
    evil = whole[:-1] + b"cos\nsystem\n."
    (folder / "a.pkl").write_bytes(packer.compress(evil) + packer.flush())


def pickle_memo(folder: Path) -> None:
    (folder / "a.pkl").write_bytes(b"\x80\x04Nr" + struct.pack("<I", 2**32 - 2) + b".")


def pickle_of_instructions(folder: Path) -> None:
    (folder / "a.pkl").write_bytes(b"\x80\x04" + b"N" * 50 * MEGABYTE)


def hdf5_with(folder: Path, shape: tuple[int, int], **options: object) -> None:
    write_hdf5(folder, SMALL)
    with h5py.File(folder / "mnist_traindata.hdf5", "r+") as file:
        del file["xdata"]
        file.create_dataset("xdata", shape, "f8", **options)


def hdf5_declaring_a_terabyte(folder: Path) -> None:
    hdf5_with(folder, (10**9, 784))


def hdf5_with_a_huge_chunk(folder: Path) -> None:
    hdf5_with(folder, (36, 784), chunks=(90_000, 784), maxshape=(None, 784))


def hdf5_bomb(folder: Path) -> None:
    """A deflated chunk that inflates to a hundred times what it declares."""
    hdf5_with(folder, (36, 784), chunks=(36, 784), compression="gzip")
    with h5py.File(folder / "mnist_traindata.hdf5", "r+") as file:
        bomb = zlib.compress(bytes(900 * MEGABYTE), 9)
        file["xdata"].id.write_direct_chunk((0, 0), bomb)


def hdf5_columns(folder: Path) -> None:
    """Chunks of single columns, so that every block of rows needs all of them."""
    write_hdf5(folder, SMALL)
    with h5py.File(folder / "mnist_traindata.hdf5", "w") as file:
        n = 30_000
        file.create_dataset("xdata", (n, 784), "f8", chunks=(n, 1), compression="gzip")
        file["xdata"][:, 0] = 1
        file["xdata"][:, 1] = np.nan
        file["ydata"] = np.eye(10)[np.zeros(n, int)]


def png_of_absurd_size(folder: Path) -> None:
    for name in ("Train", "Test"):
        for digit in range(10):
            (folder / name / str(digit)).mkdir(parents=True)
            header = b"IHDR" + struct.pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 8, 6, 0, 0, 0)
            data = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
            (folder / name / str(digit) / "0.png").write_bytes(b"\x89PNG\r\n\x1a\n" + data)


def npz_in_a_named_pipe(folder: Path) -> None:
    os.mkfifo(folder / "train.npz")


def a_hundred_bombs(folder: Path) -> None:
    bomb = gzip_of_zeros(struct.pack(">4B3I", 0, 0, 8, 3, 60_000, 28, 28), 100 * MEGABYTE)
    for i in range(100):
        (folder / f"train{i}.gz").write_bytes(bomb)


def newline_in_its_name(folder: Path) -> None:
    write_npz(folder / "a\nb\x1b[31m.npz", SMALL)
    os.truncate(folder / "a\nb\x1b[31m.npz", 1000)


MAKERS: tuple[Callable[[Path], None], ...] = (
    idx_bomb,
    idx_label_bomb,
    npz_bomb,
    npz_huge_labels,
    npz_directory,
    pickle_of_a_large_literal,
    pickle_of_many_literals,
    pickle_that_ends_badly,
    pickle_memo,
    pickle_of_instructions,
    hdf5_declaring_a_terabyte,
    hdf5_with_a_huge_chunk,
    hdf5_bomb,
    hdf5_columns,
    png_of_absurd_size,
    npz_in_a_named_pipe,
    a_hundred_bombs,
    newline_in_its_name,
)


@pytest.mark.slow
@pytest.mark.parametrize("make", MAKERS)
def test_refused_in_time_and_memory(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path)
    result = measured(sys.executable, "-m", "mnistgui", "data", "info", str(tmp_path))
    sys.stdout.write(str(result))
    assert result.code == 2
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    # Processor time, as other programs may use the machine too.
    assert result.processor_seconds < LONGEST_SECONDS
    assert result.megabytes < 300
