"""Writes a run as a script or a notebook that trains the same network without this program."""

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from mnistgui.errors import UserError
from mnistgui.files.code import parts
from mnistgui.files.run import SavedRun
from mnistgui.nn.network import architecture
from mnistgui.training.config import TrainingConfig, field_named
from mnistgui.training.interventions import same_course
from mnistgui.training.measuring import divided_sizes
from mnistgui.training.model import blueprint

# Settings that a script does not know, with the value that each must have.
_NEEDED: Mapping[str, Any] = MappingProxyType(
    {
        "dropout": 0.0,
        "augmentation": "none",
        "mistake": "none",
        "accumulate": 1,
        "first_batch": "whole",
        "draw_order": "inputs",
        "unused_layer": 0,
        "stop_delta": 0.0,
        "patience": 0,
        "decay_within": "run",
        "step_at": "end",
    }
)
_CELL = "# %%"


def numpy_script(run: SavedRun, name: str) -> str:
    """Write a script.

    Parameters
    ----------
    run : SavedRun
        Of a model with ten outputs.
    name : str
        Of the run, for the first line.

    Returns
    -------
    str
        A program that needs NumPy and the digits in IDX files. It prints the losses of each epoch,
        which are those of the run but for rounding.

    Raises
    ------
    UserError
        The run has settings that a script does not know.
    """
    config = run.last_config
    _require_known(run)
    n_train, n_valid = divided_sizes(config, run.data.train_size, run.data.name)
    values = config.as_dict()
    widths = blueprint(config).widths
    return parts.SCRIPT.format(
        **{key: text.format(**values) for key, text in _chosen_texts(config).items()},
        **{key: values[key] for key in ("seed", "epochs", "learning_rate", "l2", "precision")},
        **_chosen_words(config),
        **_left_out_texts(config, n_train),
        name=_in_docstring(name),
        data=_in_docstring(run.data.name),
        folder="DIGITS",
        widths=architecture(widths),
        widths_list=list(widths),
        n_train=n_train,
        n_valid=n_valid,
        batch=config.batch_size or n_train,
    )


def _chosen_texts(config: TrainingConfig) -> dict[str, str]:
    """The pieces of the script in which settings are still to be written."""
    activation, derivative = parts.ACTIVATIONS[config.activation]
    weights, biases = parts.INITIALIZERS[config.initializer]
    state, update = parts.OPTIMIZERS[config.optimizer]
    return {
        "activation": activation,
        "derivative": derivative,
        "weights": weights,
        "biases": biases,
        "optimizer_state": state,
        "update": update.replace("\n", "\n    "),
        "schedule": parts.SCHEDULES[config.schedule],
        "noise": parts.LABEL_NOISE[config.label_noise],
    }


def _left_out_texts(config: TrainingConfig, n_train: int) -> dict[str, str]:
    """The pieces of the script that leave digits out; empty where all of them teach."""
    indices = [index for index in config.left_out if index < n_train]
    if not indices:
        return {"left_out": "", "leave_out": ""}
    return {
        "left_out": parts.LEFT_OUT.format(indices=indices),
        "leave_out": "    delta[left_out[rows]] = 0\n",
    }


def _chosen_words(config: TrainingConfig) -> dict[str, str]:
    """The pieces of the script that stand in it as they are."""
    rate, penalty = parts.GRADIENTS[config.batch_gradient]
    return {
        "scaling": parts.SCALINGS[config.pixel_scaling],
        "generator": parts.GENERATORS[config.generator],
        "order": parts.ORDERS[config.sampling],
        "rate": rate,
        "penalty": penalty,
    }


def notebook(script: str) -> str:
    """Divide a script into the cells of a notebook.

    Parameters
    ----------
    script : str
        From :func:`numpy_script`.

    Returns
    -------
    str
        A notebook in Jupyter's format 4.5; see https://nbformat.readthedocs.io.
    """
    head, *cells = script.split(f"{_CELL} ")
    words = head.strip().strip('"')
    made: list[dict[str, Any]] = [_cell("markdown", 0, words)]
    for number, cell in enumerate(cells, 1):
        title, _, code = cell.partition("\n")
        made.append(_cell("markdown", 2 * number - 1, f"## {title}"))
        made.append(_cell("code", 2 * number, code.strip("\n")))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    whole = {"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(whole, indent=1) + "\n"


def _cell(kind: str, number: int, text: str) -> dict[str, Any]:
    source = text.splitlines(keepends=True)
    cell = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": source}
    return cell if kind == "markdown" else {**cell, "execution_count": None, "outputs": []}


def _require_known(run: SavedRun) -> None:
    config = run.last_config
    if config.model == "logistic":
        raise UserError("a script tells ten digits apart; a run of mlp or softmax is accepted")
    if config.schedule not in parts.SCHEDULES:
        accepted = ", ".join(parts.SCHEDULES)
        raise UserError(f"a script has no schedule {config.schedule}; {accepted} are accepted")
    for name, needed in _NEEDED.items():
        if getattr(config, name) != needed:
            field = field_named(name)
            raise UserError(
                f"a script does not know {name}={field.show(getattr(config, name))}; "
                f"a run with {name}={field.show(needed)} is accepted"
            )
    if same_course(run.config, run.interventions) is None:
        raise UserError(
            "settings of this run were changed while it trained, which a script does not know; "
            "a run whose settings were left alone is accepted"
        )


def _in_docstring(name: str) -> str:
    """Keep a name from ending the docstring that it stands in."""
    return name.replace("\\", "/").replace('"', "'").replace("\n", " ")
