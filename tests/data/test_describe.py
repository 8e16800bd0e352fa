import json

import numpy as np

from mnistgui.data.dataset import Dataset, Split
from mnistgui.data.describe import dataset_info
from mnistgui.data.fingerprint import fingerprint
from tests.data.layouts import small_dataset
from tests.digits import limited


def test_counts_ink_and_json() -> None:
    images = np.zeros((4, 784), np.uint8)
    images[0] = 255
    split = Split(images, np.array([0, 3, 3, 9], np.uint8))
    info = dataset_info(Dataset("mine", "here", split, split[:1], synthetic=True))
    assert info.train.per_class == (1, 0, 0, 2, 0, 0, 0, 0, 0, 1)
    assert (info.train.mean_ink, info.test.mean_ink) == (0.25, 1.0)
    told = json.loads(json.dumps(info.to_json()))
    assert told["test"] == {
        "count": 1,
        "per_class": [1] + [0] * 9,
        "mean_ink": 1.0,
        "shape": [1, 784],
        "dtype": "uint8",
        "lowest": 255,
        "highest": 255,
    }
    assert (info.train.lowest, info.train.highest) == (0, 255)
    assert told["synthetic"] is True
    assert told["fingerprint"] == fingerprint(Dataset("", "", split, split[:1]))


def test_the_fingerprint_tells_content_order_and_split_apart_but_not_names() -> None:
    dataset = small_dataset()
    seen = {
        fingerprint(dataset),
        fingerprint(small_dataset(seed=1)),
        fingerprint(Dataset("", "", dataset.test, dataset.train)),
        fingerprint(limited(dataset, 35, 12)),
        fingerprint(Dataset("", "", dataset.train[::-1], dataset.test)),
    }
    assert len(seen) == 5
    assert fingerprint(Dataset("other", "name", dataset.train, dataset.test)) in seen


def test_real_mnist(real_mnist: Dataset) -> None:
    info = dataset_info(real_mnist)
    assert info.train.per_class == (5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949)
    assert info.test.per_class == (980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009)
    assert 0.13 < info.train.mean_ink < 0.131
    assert info.train.shape == (60_000, 784)
    assert (info.test.lowest, info.test.highest) == (0, 255)


def test_a_part_without_digits_has_no_range() -> None:
    dataset = small_dataset()
    info = dataset_info(limited(dataset, 36, 0)).test
    assert (info.count, info.shape, info.lowest, info.highest) == (0, (0, 784), None, None)
