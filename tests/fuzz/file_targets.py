"""The importers of weights in every format, and of run files."""

from collections.abc import Callable
from pathlib import Path

from mnistgui.files.lesson_card import load_card, save_card
from mnistgui.files.models import load_model, save_model
from mnistgui.files.my_digits_file import load_drawings, save_drawings
from mnistgui.files.run_file import load_run, save_run
from mnistgui.nn.heads import Logistic
from tests.files.networks import network
from tests.files.runs import trained
from tests.files.test_lesson_card import CARD
from tests.files.test_my_digits_file import TAUGHT
from tests.fuzz.target import Target

# One output makes small files, so that most changes hit something else than weights.
SMALL = network((), head=Logistic(3))
# Opening HDF5 starts a process that tries the file first.
SECONDS = {".h5": 0.15, ".weights.h5": 0.15, ".keras": 0.15, ".onnx": 0.01}


def _written(suffix: str) -> Callable[[Path], None]:
    return lambda folder: save_model(SMALL, folder / f"model{suffix}")


def _model(folder: Path) -> object:
    return load_model(next(folder.iterdir()))


def _run(folder: Path) -> object:
    return load_run(folder / "run.h5").restored_history()


def _my_digits(folder: Path) -> object:
    return load_drawings(folder / "my-digits.h5")


def _card(folder: Path) -> object:
    return load_card(folder / "card")


TARGETS = (
    *(
        Target(f"weights {suffix}", _written(suffix), _model, SECONDS.get(suffix, 0.002))
        for suffix in (".h5", ".npz", ".weights.h5", ".keras", ".safetensors", ".onnx")
    ),
    Target("run", lambda folder: save_run(folder / "run.h5", trained(steps=3)), _run, 0.15),
    Target("my digits", lambda f: save_drawings(f / "my-digits.h5", TAUGHT), _my_digits, 0.15),
    Target("lesson card", lambda folder: save_card(folder / "card", CARD), _card),
)
