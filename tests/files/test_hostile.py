"""Files of weights and runs made to hurt: each is refused in one line within 2 s and 300 MB."""

import json
import os
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
import pytest

from mnistgui.files.models import save_model
from mnistgui.files.run_file import save_run
from tests.files.networks import network
from tests.files.runs import trained
from tests.measured import measured

if sys.platform == "win32":
    pytest.skip("memory is measured as on Unix", allow_module_level=True)

MEGABYTE = 1 << 20
# Twice what the slowest takes at most: others on the same processor slow it down by up to a half.
LONGEST_SECONDS = 3
LOOPS_FOR_EVER = Path(__file__).parents[1] / "data" / "loops_for_ever.h5"


def zip_with(path: Path, **members: bytes) -> None:
    """A zip file; each member is followed by a gigabyte of zeros."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, beginning in members.items():
            with archive.open(name, "w", force_zip64=True) as member:
                member.write(beginning)
                for _ in range(1000):
                    member.write(bytes(MEGABYTE))


def npy_header(shape: str) -> bytes:
    text = f"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}}}".encode()
    return b"\x93NUMPY\1\0" + struct.pack("<H", len(text)) + text


def npz_bomb(path: Path) -> None:
    zip_with(path, **{"W1.npy": npy_header("(10, 784)"), "b1.npy": npy_header("(10,)")})


def npz_of_a_terabyte(path: Path) -> None:
    zip_with(path, **{"W1.npy": npy_header("(1000000000, 784)")})


def npz_of_huge_biases(path: Path) -> None:
    weights = npy_header("(10, 784)") + bytes(10 * 784 * 4)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("W1.npy", weights)
        archive.writestr("b1.npy", npy_header("(10000000000,)"))


def keras_bomb(path: Path) -> None:
    zip_with(path, **{"config.json": b"{", "model.weights.h5": b"\x89HDF\r\n\x1a\n"})


def keras_weights_bomb(path: Path) -> None:
    save_model(network(), path.with_suffix(".keras"))
    with zipfile.ZipFile(path.with_suffix(".keras")) as archive:
        config = archive.read("config.json")
    path.with_suffix(".keras").unlink()
    zip_with(path, **{"model.weights.h5": b"\x89HDF\r\n\x1a\n"})
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("config.json", config)


def safetensors_header(path: Path) -> None:
    with path.open("wb") as file:
        file.write(struct.pack("<Q", 90 * MEGABYTE) + b"{")
        file.truncate(100 * MEGABYTE)


def safetensors_of_many_tensors(path: Path) -> None:
    entry = {"dtype": "F32", "shape": [0], "data_offsets": [0, 0]}
    header = json.dumps({f"{i}.weight": entry for i in range(14_000)}).encode()
    path.write_bytes(struct.pack("<Q", len(header)) + header)


def safetensors_of_a_terabyte(path: Path) -> None:
    entry = {"dtype": "F32", "shape": [10**9, 784], "data_offsets": [0, 4 * 784 * 10**9]}
    header = json.dumps({"0.weight": entry}).encode()
    path.write_bytes(struct.pack("<Q", len(header)) + header)


def onnx_of_empty_nodes(path: Path) -> None:
    graph = b"\x0a\x00" * 4_000_000
    size, varint = len(graph), b""
    while size:
        size, low = size >> 7, size & 0x7F
        varint += bytes([low | (0x80 if size else 0)])
    path.write_bytes(b"\x08\x08\x3a" + varint + graph)


def onnx_of_zeros(path: Path) -> None:
    with path.open("wb") as file:
        file.write(b"\x08\x08")
        file.truncate(4000 * MEGABYTE)


def hdf5_of_zeros_that_are_not_there(path: Path) -> None:
    with h5py.File(path, "w") as file:
        for number, shape in enumerate([(16_000, 784), (16_000, 16_000), (10, 16_000)], 1):
            file.create_dataset(f"W{number}", shape, "f4")
            file.create_dataset(f"b{number}", shape[:1], "f4")


def hdf5_bomb(path: Path) -> None:
    with h5py.File(path, "w") as file:
        W = file.create_dataset("W1", (10, 784), "f4", chunks=(10, 784), compression="gzip")
        W.id.write_direct_chunk((0, 0), zlib.compress(bytes(900 * MEGABYTE), 9))
        file["b1"] = np.zeros(10, np.float32)


def hdf5_that_loops(path: Path) -> None:
    path.write_bytes(LOOPS_FOR_EVER.read_bytes())


def hdf5_through_links(path: Path) -> None:
    with h5py.File(path, "w") as file:
        file["W1"] = h5py.ExternalLink("/dev/zero", "/W1")


def keras_nested_a_mile_deep(path: Path) -> None:
    with h5py.File(path, "w") as file:
        file["dense/kernel"] = np.zeros((784, 10), np.float32)
        file["dense"].attrs["weight_names"] = ["kernel"]
        file.attrs["layer_names"] = ["dense"]
        file.attrs["model_config"] = "[" * 60_000


def run_with_one_array_ten_thousand_times(path: Path) -> None:
    save_run(path, trained(steps=2))
    with h5py.File(path, "a") as file:
        file["big"] = np.zeros(10 * MEGABYTE, np.uint8).view(np.float32)
        for number in range(5000):
            file[f"history/more/{number}"] = file["big"]


def run_of_a_mile_of_json(path: Path) -> None:
    with h5py.File(path, "w") as file:
        file["mnistgui_run"] = np.frombuffer(b"[" * 3 * MEGABYTE, np.uint8)


def pickle_of_pytorch(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("archive/data.pkl", b"cos\nsystem\n(S'true'\ntR.")


def named_pipe(path: Path) -> None:
    os.mkfifo(path)


MAKERS: tuple[Callable[[Path], None], ...] = (
    npz_bomb,
    npz_of_a_terabyte,
    npz_of_huge_biases,
    keras_bomb,
    keras_weights_bomb,
    safetensors_header,
    safetensors_of_many_tensors,
    safetensors_of_a_terabyte,
    onnx_of_empty_nodes,
    onnx_of_zeros,
    hdf5_of_zeros_that_are_not_there,
    hdf5_bomb,
    hdf5_that_loops,
    hdf5_through_links,
    keras_nested_a_mile_deep,
    run_with_one_array_ten_thousand_times,
    run_of_a_mile_of_json,
    pickle_of_pytorch,
    named_pipe,
)


@pytest.mark.slow
@pytest.mark.parametrize("make", MAKERS)
def test_refused_in_time_and_memory(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path, target = tmp_path / "a\nb", tmp_path / "out.npz"
    make(path)
    command = ("-m", "mnistgui", "export", str(path), "--to", str(target))
    result = measured(sys.executable, *command)
    sys.stdout.write(str(result))
    assert result.code == 2
    assert result.stderr.count("\n") == 1
    # Processor time, as other programs may use the machine too.
    assert result.processor_seconds < LONGEST_SECONDS
    assert result.megabytes < 300
    assert not target.exists()


@pytest.mark.slow
def test_a_card_nested_a_mile_deep_is_refused_in_time_and_memory(tmp_path: Path) -> None:
    card = tmp_path / "card"
    card.write_bytes(b'{"a":' * MEGABYTE)
    result = measured(sys.executable, "-m", "mnistgui", "check", str(card), str(card))
    assert result.code == 2
    assert result.stderr.count("\n") == 1
    assert result.processor_seconds < LONGEST_SECONDS
    assert result.megabytes < 300
