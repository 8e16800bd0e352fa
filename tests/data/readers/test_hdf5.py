from pathlib import Path

import h5py
import numpy as np
import pytest
from numpy.typing import NDArray

from mnistgui.data.load import load_dataset
from mnistgui.errors import UserError
from tests.data.layouts import assert_same_digits, small_dataset, write_hdf5

DATASET = small_dataset()


@pytest.mark.parametrize("scale", [255, 256])
def test_a_pair_is_read_to_the_same_bytes(tmp_path: Path, scale: int) -> None:
    write_hdf5(tmp_path, DATASET, scale=scale)
    assert_same_digits(load_dataset(tmp_path), DATASET)


def test_one_of_the_pair_is_enough_and_other_files_do_not_matter(tmp_path: Path) -> None:
    write_hdf5(tmp_path, DATASET)
    h5py.File(tmp_path / "weights.hdf5", "w").close()
    assert_same_digits(load_dataset(tmp_path / "mnist_testdata.hdf5"), DATASET)


def test_single_precision_in_compressed_chunks(tmp_path: Path) -> None:
    write_hdf5(tmp_path, DATASET)
    path = tmp_path / "mnist_traindata.hdf5"
    with h5py.File(path, "r+") as file:
        images = file["xdata"][:].astype(np.float32)
        del file["xdata"]
        file.create_dataset("xdata", data=images, compression="gzip", shuffle=True, chunks=(5, 60))
    assert_same_digits(load_dataset(tmp_path), DATASET)


@pytest.mark.parametrize(
    ("name", "values", "sentence"),
    [
        ("xdata", np.zeros((36, 783)), r"ydata.* no images .*xdata of float64 \(36, 783\)"),
        ("xdata", np.zeros((35, 784)), "35 images, but .* 36 labels"),
        ("xdata", np.full((36, 784), np.nan), "pixels from nan"),
        ("xdata", np.full((36, 784), -300.0), "pixels from -300"),
        ("xdata", np.full((36, 784), 256.0), "pixels from 256"),
        ("ydata", np.zeros((36, 10)), "one-hot"),
        ("ydata", np.full((36, 10), 0.1), "one-hot"),
        ("ydata", np.zeros((36, 9)), "one-hot"),
    ],
)
def test_wrong_content_is_refused(
    tmp_path: Path, name: str, values: NDArray[np.float64], sentence: str
) -> None:
    write_hdf5(tmp_path, DATASET)
    with h5py.File(tmp_path / "mnist_traindata.hdf5", "r+") as file:
        del file[name]
        file[name] = values
    with pytest.raises(UserError, match=sentence):
        load_dataset(tmp_path)


def test_a_link_to_another_file_is_refused(tmp_path: Path) -> None:
    write_hdf5(tmp_path, DATASET)
    with h5py.File(tmp_path / "mnist_traindata.hdf5", "r+") as file:
        del file["xdata"]
        file["xdata"] = h5py.ExternalLink("mnist_testdata.hdf5", "xdata")
    with pytest.raises(UserError, match="external link"):
        load_dataset(tmp_path)


def test_one_file_with_groups_holds_both_parts(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "usps.h5", "w") as file:
        for name, part in (("train", DATASET.train), ("test", DATASET.test)):
            file[f"{name}/data"] = part.images
            file[f"{name}/target"] = part.labels
    assert_same_digits(load_dataset(tmp_path / "usps.h5"), DATASET)


def test_files_that_are_whole_by_themselves_are_two_data_sets(tmp_path: Path) -> None:
    for name in ("one.h5", "two.h5"):
        with h5py.File(tmp_path / name, "w") as file:
            for part, split in (("train", DATASET.train), ("test", DATASET.test)):
                file[f"{part}/images"], file[f"{part}/labels"] = split.images, split.labels
    assert_same_digits(load_dataset(tmp_path / "two.h5"), DATASET)
    assert load_dataset(tmp_path).others == (tmp_path / "two.h5",)


def test_digits_that_are_stored_as_columns_are_read(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "columns.h5", "w") as file:
        for part, split in (("train", DATASET.train), ("test", DATASET.test)):
            file[f"{part}X"], file[f"{part}Y"] = split.images.T / 255, split.labels[None]
    assert_same_digits(load_dataset(tmp_path), DATASET)
