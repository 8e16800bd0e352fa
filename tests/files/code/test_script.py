"""The scripts are run, and their losses compared with those of the run they come from."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner

from mnistgui.cli import main
from mnistgui.data.dataset import Dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.data.writers import idx
from mnistgui.errors import UserError
from mnistgui.files.code import parts
from mnistgui.files.code.notebook import notebook
from mnistgui.files.code.recipe import ProgramRecipe
from mnistgui.files.code.script import SCRIPTS, numpy_script, torch_script
from mnistgui.files.run import SavedRun
from mnistgui.files.run_file import save_run
from mnistgui.nn.activations import HIDDEN_ACTIVATIONS
from mnistgui.nn.initializers import INITIALIZERS
from mnistgui.nn.optimizers import OPTIMIZERS
from mnistgui.training.config import TrainingConfig
from tests.files.runs import trained

COMMON = TrainingConfig(hidden=(12, 8), epochs=3, batch_size=64, seed=5, learning_rate=0.05)
CASES: dict[str, dict[str, Any]] = {
    "default": {},
    "plain": {"optimizer": "sgd", "initializer": "glorot", "sampling": "ordered", "l2": 1e-3},
    "nesterov": {"optimizer": "nesterov", "activation": "tanh", "schedule": "linear"},
    "adam": {"optimizer": "adam", "activation": "sigmoid", "learning_rate": 0.01, "l2": 1e-4},
    "cosine": {"schedule": "cosine", "activation": "leaky_relu", "pixel_scaling": "signed"},
    "step": {"schedule": "step", "step_epochs": 1, "sampling": "replacement", "model": "softmax"},
    "sum": {
        "batch_gradient": "sum",
        "l2": 1e-3,
        "learning_rate": 1e-4,
        "pixel_scaling": "legacy256",
    },
    "legacy": {
        "generator": "legacy",
        "initializer": "normal",
        "bias_sigma": 0.1,
        "init_sigma": 0.1,
    },
    "course": {"initializer": "course", "batch_size": 0, "precision": "float64"},
    "label noise": {"label_noise": "uniform", "noise_share": 0.2, "left_out": (3, 5, 499, 550)},
    "pairs": {"label_noise": "pairs", "noise_pairs": "4/9,3/5", "noise_share": 0.5},
    "float64": {"precision": "float64", "optimizer": "momentum", "validation_size": 0},
}


@pytest.fixture(scope="module")
def digits() -> Dataset:
    return synthetic_dataset(600, 200)


@pytest.fixture(scope="module")
def folder(digits: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("code") / "DIGITS"
    made.mkdir()
    idx.write(digits, made)
    return made


def epochs_of(run: SavedRun) -> np.ndarray:
    """Losses and accuracies at the end of each epoch, as a script lists them."""
    table = run.history["measured"]
    rows = [
        int(np.flatnonzero(table["step"] == step)[-1]) for step in run.history["epochs"]["step"]
    ]
    names = ("train_loss", "train_accuracy", "test_loss", "test_accuracy")
    return np.array([[table[name][row] for name in names] for row in rows])


def losses_of(script: str, case: str, folder: Path) -> Any:
    """Run a script, and return what it lists."""
    path, out = folder.parent / f"{case}.py", folder.parent / f"{case}.npy"
    path.write_text(script + "\nnp.save(sys.argv[2], np.array(history))\n", encoding="utf-8")
    command = [sys.executable, "-W", "error", str(path), str(folder), str(out)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return np.load(out)


@pytest.mark.parametrize("case", CASES)
def test_a_script_trains_to_the_same_losses(case: str, digits: Dataset, folder: Path) -> None:
    run = trained(replace(COMMON, **CASES[case]), dataset=digits)
    found = losses_of(numpy_script(ProgramRecipe.of(run, "a run")), case, folder)
    wanted = epochs_of(run)
    assert wanted[-1, 0] < wanted[0, 0]
    np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-5)


@pytest.mark.slow  # importing torch takes seconds
@pytest.mark.parametrize("case", CASES)
def test_a_script_for_pytorch_trains_to_the_same_losses(
    case: str, digits: Dataset, folder: Path
) -> None:
    pytest.importorskip("torch", reason="the script for PyTorch needs torch, which is not here")
    run = trained(replace(COMMON, **CASES[case]), dataset=digits)
    found = losses_of(torch_script(ProgramRecipe.of(run, "a run")), f"torch-{case}", folder)
    np.testing.assert_allclose(found, epochs_of(run), rtol=0, atol=1e-5)


@pytest.mark.parametrize("case", CASES)
def test_a_script_for_pytorch_is_a_program_in_cells(case: str, digits: Dataset) -> None:
    run = trained(replace(COMMON, **{**CASES[case], "epochs": 1}), dataset=digits)
    script = torch_script(ProgramRecipe.of(run, "a run"))
    compile(script, "script", "exec")
    cells = json.loads(notebook(script))["cells"]
    titles = [cell["source"][0] for cell in cells if cell["cell_type"] == "markdown"]
    assert titles[1:] == [
        "## Settings",
        "## Digits",
        "## First weights",
        "## The network",
        "## Training",
    ]


def test_a_script_without_its_digits_says_where_it_looked(digits: Dataset, tmp_path: Path) -> None:
    run = trained(replace(COMMON, epochs=1), dataset=digits)
    path = tmp_path / "alone.py"
    path.write_text(numpy_script(ProgramRecipe.of(run, "a run")), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(path)], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    assert done.returncode == 1
    assert done.stderr == (
        f"train-images-idx3-ubyte is not in {tmp_path / 'DIGITS'}; see the first lines here.\n"
    )


def test_a_notebook_trains_to_the_same_losses(
    digits: Dataset, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    run = trained(COMMON, dataset=digits)
    save_run(Path("RUN.h5"), run)
    made = CliRunner().invoke(main, ["code", "RUN.h5", "--to", "run.ipynb"])
    assert made.exit_code == 0, made.output
    written = json.loads(Path("run.ipynb").read_text(encoding="utf-8"))
    assert (written["nbformat"], written["nbformat_minor"]) == (4, 5)
    names: dict[str, Any] = {}
    monkeypatch.setattr(sys, "argv", ["kernel", "-f"])
    for cell in written["cells"]:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)  # noqa: S102 - what a notebook does with its cells
    np.testing.assert_allclose(names["history"], epochs_of(run), rtol=0, atol=1e-5)


@pytest.mark.parametrize(
    "changes",
    [
        {"dropout": 0.1},
        {"augmentation": "warps"},
        {"model": "logistic"},
        {"schedule": "one_cycle"},
        {"mistake": "A"},
        {"patience": 3},
        {"schedule": "step", "step_at": "start"},
        {"generator": "legacy", "unused_layer": 4},
        {"generator": "legacy", "draw_order": "units"},
        {"pixel_scaling": "standardised"},
    ],
)
def test_what_a_script_does_not_know_is_refused_in_one_sentence(
    changes: dict[str, Any], digits: Dataset
) -> None:
    run = trained(replace(COMMON, epochs=1, **changes), dataset=digits)
    for script in SCRIPTS.values():
        with pytest.raises(UserError, match=r"accepted"):
            script(ProgramRecipe.of(run, "a run"))


def test_a_run_with_a_steered_rate_or_weights_of_another_is_refused() -> None:
    recipe = ProgramRecipe("a run", COMMON, "digits", 600)
    for changes in ({"changed": True}, {"origin": "run 1"}):
        with pytest.raises(UserError, match=r"accepted"):
            numpy_script(replace(recipe, **changes))


def test_a_name_cannot_become_part_of_the_program(digits: Dataset) -> None:
    run = trained(replace(COMMON, epochs=1), dataset=digits)
    script = numpy_script(ProgramRecipe.of(run, '"""\nraise SystemExit(3)\n"""'))
    compile(script, "script", "exec")
    assert "\nraise SystemExit" not in script


def test_scripts_know_every_activation_initialiser_and_optimizer() -> None:
    assert parts.ACTIVATIONS.keys() == {one.name for one in HIDDEN_ACTIVATIONS}
    assert parts.INITIALIZERS.keys() == INITIALIZERS.keys()
    assert parts.OPTIMIZERS.keys() == OPTIMIZERS.keys()
