"""Names files of networks that cannot be read, and tells which files of the same network can."""

from collections.abc import Sequence
from pathlib import Path

_SKLEARN = "skops.io.dump(model, 'model.skops') gives a file that opens"
_KERAS = "model.save('model.keras') gives a file that opens"
_PICKLES = (b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")
# What a pickle wants to import, what the file is then, and what to do.
_PICKLED: Sequence[tuple[bytes, str, str]] = (
    (b"joblib", "a file of joblib", _SKLEARN),
    (b"sklearn", "a pickle of scikit-learn's objects", _SKLEARN),
    (b"keras", "a pickle of Keras' objects", _KERAS),
    (
        b"torch",
        "a pickle of PyTorch's objects",
        "torch.save(model.state_dict(), 'model.pt') gives a file that opens",
    ),
)
_NUMBERS = ".onnx.data"
_TFLITE = b"TFL3"  # after four bytes


def unread(path: Path, beginning: bytes) -> str:
    """Say what a file is that no format reads.

    Parameters
    ----------
    path : pathlib.Path
    beginning : bytes
        Its first kilobytes.

    Returns
    -------
    str
        A sentence; empty where it is not known.
    """
    if path.name.endswith(_NUMBERS):
        model = path.name.removesuffix(".data")
        return f"{path} holds the numbers of {model} alone; {model} opens, with both in one folder"
    what = _by_content(beginning)
    return f"{path} is {what}" if what else ""


def _by_content(beginning: bytes) -> str:
    """Return what a file is, and what to do; empty where it is not known."""
    if beginning[4:].startswith(_TFLITE):
        return f"a TensorFlow Lite model; {_KERAS}"
    if beginning.startswith(_PICKLES):
        for word, what, remedy in _PICKLED:
            if word in beginning:
                return f"{what}, and opening it would run code; {remedy}"
    return ""
