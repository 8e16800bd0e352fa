import pickle
from pathlib import Path

import pytest

from mnistgui.errors import UserError
from mnistgui.files.models import load_model
from mnistgui.files.recognize import recognize


class Wrapper:
    """A pickle of it names this module, which stands for a package that is not here."""


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("m.pt", b"<!DOCTYPE html><html></html>", "is a web page; download"),
        ("m.pt", b"version https://git-lfs.github.com/spec/v1\noid sha256:4\n", "git lfs pull"),
        ("m.pt", b"", "is empty"),
        ("m.tflite", b"\x1c\0\0\0TFL3" + bytes(40), "TensorFlow Lite model; model.save"),
        ("saved_model.pb", b"\x08\x01\x12\x10" + bytes(99), "SavedModel; model.save"),
        ("m.onnx.data", bytes(99), r"holds the numbers of m\.onnx alone"),
        ("m.joblib", b"\x80\x04\x95\0\0\0\0\0\0\0\0\x8c\x06joblib", "joblib, and opening it"),
        ("m.pkl", b"\x80\x04\x8c\x0bsklearn.svm", "scikit-learn's objects, and opening it"),
        ("m.pkl", b"\x80\x04\x8c\x0ckeras.models", "Keras' objects, and opening it"),
    ],
)
def test_a_file_that_is_not_read_is_named_with_what_to_do(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    for read in (load_model, recognize):
        with pytest.raises(UserError, match=said) as told:
            read(path)
        assert str(path) in str(told.value)


def test_a_folder_of_tensorflow_is_named(tmp_path: Path) -> None:
    (tmp_path / "saved_model.pb").write_bytes(b"\x08\x01")
    for read in (load_model, recognize):
        with pytest.raises(UserError, match=r"SavedModel; model\.save"):
            read(tmp_path)


def test_a_pickle_of_something_else_is_no_file_of_weights(tmp_path: Path) -> None:
    path = tmp_path / "m.pkl"
    path.write_bytes(pickle.dumps(Wrapper()))
    with pytest.raises(UserError, match="nothing that opens here"):
        load_model(path)
