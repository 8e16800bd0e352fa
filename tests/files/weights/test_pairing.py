import gzip
import json
import pickle
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
from numpy.typing import NDArray

from mnistgui.errors import UserError
from mnistgui.files.content import Content
from mnistgui.files.models import load_model, load_stored
from mnistgui.files.recognize import recognize
from mnistgui.files.weights.description import ACTIVATION, PIXEL_SCALING
from mnistgui.nn.activations import Sigmoid
from tests.files.networks import network, same

Arrays = Mapping[str, NDArray[Any]]
NET = network((6, 5))
W = [layer.W for layer in NET.dense_layers()]
B = [layer.b for layer in NET.dense_layers()]


def named(*names: str, turned: bool = False, rows: bool = False) -> dict[str, NDArray[Any]]:
    """All arrays: weights under the first names, biases under the others."""
    weights = [one.T if turned else one for one in W]
    biases = [one[None] if rows else one for one in B]
    return dict(zip(names, (*weights, *biases), strict=True))


# What students save, as eight public repositories do.
NAMINGS = {
    "fan_out first": named("W1", "W2", "W3", "b1", "b2", "b3", turned=True),
    "fan_in first, rows": named("W1", "W2", "W3", "b1", "b2", "b3", rows=True),
    "columns": {
        **named("W1", "W2", "W3", "b1", "b2", "b3", turned=True),
        **{f"b{n}": one[:, None] for n, one in enumerate(B, 1)},
    },
    "from 0": named("W0", "W1", "W2", "B0", "B1", "B2"),
    "words": named("weights1", "weights2", "weights3", "bias1", "bias2", "bias3"),
    "parts": named("w_in", "w_middle", "w_out", "b_in", "b_middle", "b_out"),
    "modules": named(*(f"fc{n}.{k}" for k in ("weight", "bias") for n in (1, 2, 3)), turned=True),
    "against the alphabet": named("wc", "wb", "wa", "bc", "bb", "ba"),
    "float64": {n: a.astype(float) for n, a in named("w1", "w2", "w3", "b1", "b2", "b3").items()},
    "by column": {n: np.asfortranarray(a) for n, a in named(*"abcdef").items()},
}


def save_npz(path: Path, arrays: Arrays) -> None:
    np.savez(path, allow_pickle=False, **arrays)


def save_hdf5(path: Path, arrays: Arrays) -> None:
    with h5py.File(path, "w") as file:
        for name, array in arrays.items():
            file[name] = array


def save_pickle(path: Path, arrays: Arrays) -> None:
    path.write_bytes(pickle.dumps(dict(arrays)))


def save_json(path: Path, arrays: Arrays) -> None:
    path.write_text(json.dumps({name: array.tolist() for name, array in arrays.items()}))


@pytest.mark.parametrize("naming", NAMINGS)
@pytest.mark.parametrize("save", [save_npz, save_hdf5, save_pickle])
def test_arrays_are_read_under_any_clear_names(
    tmp_path: Path, save: Callable[[Path, Arrays], None], naming: str
) -> None:
    path = tmp_path / "weights"
    arrays = NAMINGS[naming]
    if save is save_npz:
        path = path.with_suffix(".npz")
    save(path, arrays)
    assert recognize(path) is Content.WEIGHTS
    assert same(load_model(path), NET)
    assert load_stored(path).left_open == (PIXEL_SCALING, ACTIVATION)


@pytest.mark.parametrize("naming", ["fan_out first", "columns", "from 0", "words", "modules"])
def test_objects_of_lists_are_read_from_json(tmp_path: Path, naming: str) -> None:
    path = tmp_path / "weights.json"
    save_json(path, NAMINGS[naming])
    assert recognize(path) is Content.WEIGHTS
    np.testing.assert_allclose(load_model(path).dense_layers()[0].W, W[0], rtol=1e-6)


def of_objects(*items: Any) -> NDArray[Any]:
    array = np.empty(len(items), object)
    array[:] = items
    return array


LISTS: dict[str, Callable[[Path], None]] = {
    "arrays one by one": lambda p: np.savez(
        p, *(a for pair in zip(W, B, strict=True) for a in pair)
    ),
    "two lists": lambda p: np.savez(
        p, allow_pickle=True, weights=of_objects(*W), biases=of_objects(*B)
    ),
    "one list": lambda p: np.save(
        p, of_objects(*(a for pair in zip(W, B, strict=True) for a in pair))
    ),
    "a dict": lambda p: np.save(p, of_objects({"W": W, "b": B})),
}


@pytest.mark.parametrize("kind", LISTS)
def test_lists_of_arrays_are_read(tmp_path: Path, kind: str) -> None:
    LISTS[kind](tmp_path / "weights")
    (path,) = tmp_path.iterdir()
    assert recognize(path) is Content.WEIGHTS
    assert same(load_model(path), NET)


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
@pytest.mark.parametrize("packed", [False, True])
def test_pickles_of_every_protocol_are_read(tmp_path: Path, protocol: int, packed: bool) -> None:
    path = tmp_path / "weights.pkl"
    data = pickle.dumps([*zip(W, B, strict=True)], protocol=protocol)
    path.write_bytes(gzip.compress(data) if packed else data)
    assert recognize(path) is Content.WEIGHTS
    assert same(load_model(path), NET)


def test_weights_without_biases_have_none(tmp_path: Path) -> None:
    save_npz(tmp_path / "w.npz", {"wih": W[0].T, "who": np.zeros((10, 6), np.float32)})
    assert not any(layer.b.any() for layer in load_model(tmp_path / "w.npz").dense_layers())


def test_digits_are_not_taken_for_weights(tmp_path: Path) -> None:
    images, hot = np.zeros((500, 784), np.float32), np.zeros((500, 10), np.float32)
    save_npz(tmp_path / "digits.npz", {"x_train": images, "y_train": hot})
    assert recognize(tmp_path / "digits.npz") is Content.DIGITS


@pytest.mark.parametrize(
    ("shapes", "widths"),
    [
        (((64, 6), (6, 2)), (64, 6, 2)),
        (((1024, 62),), (1024, 62)),
        (((20, 400), (47, 20)), (400, 20, 47)),
    ],
)
def test_other_widths_open_with_classes_that_are_numbered(
    tmp_path: Path, shapes: Sequence[tuple[int, int]], widths: tuple[int, ...]
) -> None:
    save_npz(tmp_path / "w.npz", {f"W{n}": np.ones(shape) for n, shape in enumerate(shapes, 1)})
    network = load_model(tmp_path / "w.npz")
    assert network.widths == widths
    assert network.head.class_names == tuple(map(str, range(widths[-1])))


@pytest.mark.parametrize(
    ("arrays", "said"),
    [
        ({"W1": W[0], "W2": W[2]}, r"W1 \(784, 6\), W2 \(5, 10\), which do not lead from 784"),
        ({"W1": W[0].T[:, :401]}, r"W1 \(6, 401\), which do not lead from 784"),
        (
            {"Theta1": np.zeros((25, 401)), "Theta2": np.zeros((10, 26))},
            r"Theta1 \(25, 401\) for digits of 400 pixels \(20 x 20\), with biases among",
        ),
        ({"W1": W[0], "W2": np.zeros((6, 63))}, "63 outputs"),
        (named("W1", "W2", "W3", "b1", "b2", "b3") | {"b1": np.zeros(7)}, r"b1 \(7,\), which are"),
        ({"conv1.weight": np.zeros((8, 1, 3, 3)), "fc.weight": W[0]}, "convolutional layers"),
        ({"W1": np.zeros((784, 10), np.int64)}, "nothing that opens here"),
        ({f"W{n}": np.zeros((784, 784)) for n in range(40)}, "40 matrices"),
    ],
)
def test_what_does_not_chain_is_told_with_the_shapes_of_the_file(
    tmp_path: Path, arrays: Arrays, said: str
) -> None:
    save_npz(tmp_path / "w.npz", arrays)
    with pytest.raises(UserError, match=said):
        load_model(tmp_path / "w.npz")


def test_an_order_that_names_and_shapes_leave_open_is_not_guessed(tmp_path: Path) -> None:
    square = {"w_a": np.eye(10), "w_b": np.eye(10) * 2, "w_z": np.zeros((784, 10))}
    save_npz(tmp_path / "w.npz", square)
    with pytest.raises(UserError, match="chain in several orders"):
        load_model(tmp_path / "w.npz")


def test_nielsens_network_has_sigmoids_throughout(tmp_path: Path) -> None:
    path = tmp_path / "net.json"
    text = {
        "sizes": [784, 6, 5, 10],
        "weights": [one.T.tolist() for one in W],
        "biases": [one[:, None].tolist() for one in B],
        "cost": "CrossEntropyCost",
    }
    path.write_text(json.dumps(text))
    stored = load_stored(path)
    assert stored.left_open == (PIXEL_SCALING,)
    assert stored.network.dense_layers()[0].activation == Sigmoid()
    assert "sigmoid for each digit" in stored.remarks[0]
    np.testing.assert_allclose(stored.network.dense_layers()[2].W, W[2], rtol=1e-6)


class Evil:
    def __init__(self, victim: Path) -> None:
        self.victim = victim

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.touch, (self.victim,)


def test_a_pickle_never_runs_code(tmp_path: Path) -> None:
    path, victim = tmp_path / "w.pkl", tmp_path / "victim"
    path.write_bytes(pickle.dumps({"W1": W[0], "x": Evil(victim)}))
    assert load_model(path).widths == (784, 6)
    path.write_bytes(pickle.dumps({"W1": W[0][1:], "x": Evil(victim)}))
    with pytest.raises(UserError):
        load_model(path)
    np.savez(tmp_path / "w.npz", allow_pickle=True, W1=W[0][1:], x=of_objects(Evil(victim)))
    with pytest.raises(UserError):
        load_model(tmp_path / "w.npz")
    assert not victim.exists()


def test_a_text_with_broken_escapes_warns_nobody(tmp_path: Path) -> None:
    path = tmp_path / "w.pkl"
    path.write_bytes(b"\x80\x02S'\\;'\n.")
    with pytest.raises(UserError, match="nothing that opens here"):
        load_model(path)


def test_lists_in_themselves_are_refused(tmp_path: Path) -> None:
    laughs: list[Any] = [W[0]]
    for _ in range(30):
        laughs = [laughs] * 10
    (tmp_path / "w.pkl").write_bytes(pickle.dumps(laughs))
    endless: list[Any] = [W[0]]
    endless.append(endless)
    (tmp_path / "v.pkl").write_bytes(pickle.dumps(endless))
    for name in ("w.pkl", "v.pkl"):
        with pytest.raises(UserError):
            load_model(tmp_path / name)
