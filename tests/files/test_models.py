import zipfile
from collections.abc import Sequence
from pathlib import Path

import h5py
import numpy as np
import pytest

from mnistgui.errors import UserError
from mnistgui.files.models import SUFFIXES, load_model, save_model
from mnistgui.nn.activations import LeakyReLU, Sigmoid, Tanh
from mnistgui.nn.heads import Logistic
from mnistgui.nn.network import Network
from mnistgui.nn.scaling import LEGACY256, SIGNED
from tests.files.networks import network, same

NETWORKS = {
    "relu": network(),
    "softmax regression": network(()),
    "logistic": network((), head=Logistic(7)),
    "mixed": network((3, 3, 3), [Tanh(), LeakyReLU(0.2), Sigmoid()], pixel_scaling=SIGNED),
    "legacy": network((3,), pixel_scaling=LEGACY256),
}


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("kind", NETWORKS)
def test_every_format_gives_back_the_same_bits_and_meaning(
    tmp_path: Path, suffix: str, kind: str
) -> None:
    path = tmp_path / f"model{suffix}"
    save_model(NETWORKS[kind], path)
    assert same(load_model(path), NETWORKS[kind])
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_content_decides_not_the_name(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"model{suffix}"
    save_model(NETWORKS["relu"], path)
    renamed = path.rename(tmp_path / "model.txt")
    assert same(load_model(renamed), NETWORKS["relu"])


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("wrong", [np.nan, np.inf, -np.inf])
def test_numbers_that_are_none_are_refused(tmp_path: Path, suffix: str, wrong: float) -> None:
    path = tmp_path / f"model{suffix}"
    broken = network()
    broken.dense_layers()[1].W[2, 3] = wrong
    save_model(broken, path)
    with pytest.raises(UserError, match="NaN or infinite"):
        load_model(path)


def test_an_unknown_suffix_names_the_known_ones(tmp_path: Path) -> None:
    with pytest.raises(UserError, match=r"\.npz"):
        save_model(network(), tmp_path / "model.txt")


@pytest.mark.parametrize("content", [b"", b"hello", b"\x80\x04N.", bytes(100)])
def test_other_files_are_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "model.h5"
    path.write_bytes(content)
    with pytest.raises(UserError, match=r"nothing that opens here|is empty"):
        load_model(path)


def test_what_is_no_file_is_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "absent"):
        with pytest.raises(UserError, match="file"):
            load_model(path)


def write_hdf5(path: Path, shapes: Sequence[tuple[int, ...]], dtype: str = "f4") -> None:
    with h5py.File(path, "w") as file:
        for number, shape in enumerate(shapes, 1):
            file.create_dataset(f"W{number}", shape, dtype)
            file.create_dataset(f"b{number}", shape[:1], dtype)


@pytest.mark.parametrize(
    ("shapes", "dtype", "said"),
    [
        ([(10, 783)], "f4", r"W1 \(10, 783\) for digits of 783 pixels; weights for 784"),
        ([(10, 784, 1)], "f4", "convolutional"),
        ([(20, 784), (10, 21)], "f4", r"W2 \(10, 21\), which do not lead"),
        ([(20, 784), (63, 20)], "f4", "63 outputs"),
        ([(1, 784)], "f4", "must name its digit"),
        ([(10, 784)], "i4", "no weights"),
        ([(16_000, 784), (16_000, 16_000), (10, 16_000)], "f4", "at most 200,000,000 weights"),
        ([(10**9, 784)], "f4", "1 to 16384 are accepted"),
        ([], "f4", "no weights; .* W1, b1"),
    ],
)
def test_hdf5_that_is_no_digit_reader_is_refused(
    tmp_path: Path, shapes: Sequence[tuple[int, ...]], dtype: str, said: str
) -> None:
    path = tmp_path / "model.h5"
    write_hdf5(path, shapes, dtype)
    with pytest.raises(UserError, match=said):
        load_model(path)


def test_a_missing_layer_is_told(tmp_path: Path) -> None:
    path = tmp_path / "model.h5"
    save_model(network(), path)
    with h5py.File(path, "a") as file:
        del file["W2"]
    with pytest.raises(UserError, match=r"W1 \(5, 784\), W3 \(10, 4\), which do not lead"):
        load_model(path)


def test_float64_is_read_and_too_large_numbers_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "model.h5"
    write_hdf5(path, [(10, 784)], "f8")
    assert load_model(path).dense_layers()[0].W.dtype == np.float32
    with h5py.File(path, "a") as file:
        file["W1"][0, 0] = 1e300
    with pytest.raises(UserError, match="infinite"):
        load_model(path)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("activation", "relu,relu,relu"),
        ("activation", "leaky_relu:nan"),
        ("activation", "softplus"),
        ("head", "logistic:2"),
        ("head", "logistic:12"),
        ("pixel_scaling", "x"),
    ],
)
def test_a_wrong_description_is_told(tmp_path: Path, key: str, text: str) -> None:
    path = tmp_path / "model.h5"
    save_model(network(), path)
    with h5py.File(path, "a") as file:
        file.attrs[key] = text
    with pytest.raises(UserError):
        load_model(path)


def test_a_zip_without_weights_is_told(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    np.savez(path, x_train=np.zeros(3))
    with pytest.raises(UserError, match="weights"):
        load_model(path)


def test_a_zip_bomb_is_refused_without_inflating_it(tmp_path: Path) -> None:
    path = tmp_path / "model.npz"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("W1.npy", "w") as member,
    ):
        np.lib.format.write_array_header_1_0(
            member, {"descr": "<f4", "fortran_order": False, "shape": (10**6, 784)}
        )
        for _ in range(300):
            member.write(bytes(1 << 20))
    with pytest.raises(UserError):
        load_model(path)


def test_published_weights_pass_through_bit_for_bit(
    published_weights: Path, tmp_path: Path
) -> None:
    loaded = load_model(published_weights)
    assert loaded.widths == (784, 200, 100, 10)
    for suffix in SUFFIXES:
        save_model(loaded, tmp_path / f"again{suffix}")
        assert same(load_model(tmp_path / f"again{suffix}"), loaded)
    save_model(loaded, tmp_path / "again.h5")
    with h5py.File(published_weights) as old, h5py.File(tmp_path / "again.h5") as new:
        for name in old:
            assert old[name].dtype == new[name].dtype
            assert old[name].shape == new[name].shape
            assert old[name][()].tobytes() == new[name][()].tobytes()


def test_networks_differ_when_weights_do() -> None:
    def changed(one: Network) -> Network:
        copy = one.copy()
        copy.dense_layers()[0].W[0, 0] += 1
        return copy

    assert not same(network(), changed(network()))
