import json
from pathlib import Path

import numpy as np

from mnistgui.files.result_file import save_result
from tests.files.networks import network


def test_a_result_file_holds_an_object_per_image(tmp_path: Path) -> None:
    images = np.random.default_rng(0).integers(0, 256, (3, 784), dtype=np.uint8)
    p = network().probabilities(images)
    save_result(tmp_path / "result.json", p)
    records = json.loads((tmp_path / "result.json").read_text())
    assert [record["index"] for record in records] == [0, 1, 2]
    assert [record["classification"] for record in records] == p.argmax(axis=1).tolist()
    found = np.array([record["activations"] for record in records], np.float32)
    np.testing.assert_array_equal(found, p)
    assert set(records[0]) == {"activations", "index", "classification"}
