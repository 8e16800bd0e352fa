"""Writes a run as a script that trains the same network without this program."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from mnistgui.errors import UserError
from mnistgui.files.code import parts, templates
from mnistgui.files.code.recipe import ProgramRecipe
from mnistgui.nn.network import architecture
from mnistgui.training.config import TrainingConfig, field_named
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


def numpy_script(recipe: ProgramRecipe) -> str:
    """Write a script that needs NumPy alone.

    Parameters
    ----------
    recipe : ProgramRecipe
        Of a model with ten outputs.

    Returns
    -------
    str
        A program that reads the digits from IDX files. It prints the losses of each epoch, which
        are those of the run but for rounding.

    Raises
    ------
    UserError
        The run has settings that a script does not know.
    """
    _require_known(recipe)
    activation, derivative = parts.ACTIVATIONS[recipe.config.activation]
    state, update = parts.OPTIMIZERS[recipe.config.optimizer]
    own = {
        "activation": activation,
        "derivative": derivative,
        "optimizer_state": state,
        "update": update.replace("\n", "\n    "),
    }
    return _filled(templates.NUMPY, recipe, own, library="plain NumPy", imports="")


def torch_script(recipe: ProgramRecipe) -> str:
    """Write a script that trains with PyTorch, from the same first weights in the same order.

    Parameters
    ----------
    recipe : ProgramRecipe
        Of a model with ten outputs.

    Returns
    -------
    str
        A program that reads the digits from IDX files, and needs NumPy for the first weights.

    Raises
    ------
    UserError
        The run has settings that a script does not know.
    """
    _require_known(recipe)
    own = {
        "torch_activation": parts.TORCH_ACTIVATIONS[recipe.config.activation],
        "torch_optimizer": parts.TORCH_OPTIMIZERS[recipe.config.optimizer],
    }
    return _filled(templates.TORCH, recipe, own, library="PyTorch", imports="import torch\n")


# By the names that the command line has for them.
SCRIPTS: Mapping[str, Callable[[ProgramRecipe], str]] = MappingProxyType(
    {"numpy": numpy_script, "torch": torch_script}
)


def _filled(template: str, recipe: ProgramRecipe, own: Mapping[str, str], **words: str) -> str:
    """Fill the gaps of a script; ``own`` are parts in which settings are still to be written."""
    config = recipe.config
    values = config.as_dict()
    n_train, n_valid = divided_sizes(config, recipe.train_size, recipe.digits)
    widths = blueprint(config).widths
    texts = {**own, **_common_texts(config), **_left_out_texts(config, n_train)}
    return template.format(
        **{key: text.format(**values) for key, text in texts.items()},
        **{key: values[key] for key in ("seed", "epochs", "learning_rate", "l2", "precision")},
        **_chosen_words(config),
        **words,
        name=_in_docstring(recipe.name),
        data=_in_docstring(recipe.digits),
        **_getting_digits(recipe),
        folder="DIGITS",
        widths=architecture(widths),
        widths_list=list(widths),
        n_train=n_train,
        n_valid=n_valid,
        batch=config.batch_size or n_train,
    )


def _getting_digits(recipe: ProgramRecipe) -> dict[str, str]:
    """The words on how the digits come into IDX files."""
    if recipe.drawn is None:
        return {"getting_digits": "Digits in another layout", "convert": "DIGITS"}
    train, test = recipe.drawn
    return {
        "getting_digits": "The program draws them again",
        "convert": f"synthetic --drawn {train} {test}",
    }


def _common_texts(config: TrainingConfig) -> dict[str, str]:
    """The pieces of every script in which settings are still to be written."""
    weights, biases = parts.INITIALIZERS[config.initializer]
    return {
        "weights": weights,
        "biases": biases,
        "schedule": parts.SCHEDULES[config.schedule],
        "noise": parts.LABEL_NOISE[config.label_noise],
    }


def _left_out_texts(config: TrainingConfig, n_train: int) -> dict[str, str]:
    """The pieces of the script that leave digits out; empty where all of them teach."""
    indices = [index for index in config.left_out if index < n_train]
    if not indices:
        return {"left_out": "", "leave_out": "", "torch_loss": parts.TORCH_LOSS}
    return {
        "left_out": parts.LEFT_OUT.format(indices=indices),
        "leave_out": "    delta[left_out[rows]] = 0\n",
        "torch_loss": parts.TORCH_LOSS_OF_THE_REST,
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


def _require_known(recipe: ProgramRecipe) -> None:
    config = recipe.config
    if config.model == "logistic":
        raise UserError("a script tells ten digits apart; a run of mlp or softmax is accepted")
    _require_choice("activation", config.activation, parts.ACTIVATIONS)
    _require_choice("optimizer", config.optimizer, parts.OPTIMIZERS)
    _require_choice("initializer", config.initializer, parts.INITIALIZERS)
    _require_choice("schedule", config.schedule, parts.SCHEDULES)
    _require_choice("pixel_scaling", config.pixel_scaling, parts.SCALINGS)
    for name, needed in _NEEDED.items():
        if getattr(config, name) != needed:
            field = field_named(name)
            raise UserError(
                f"a script does not know {name}={field.show(getattr(config, name))}; "
                f"a run with {name}={field.show(needed)} is accepted"
            )
    if recipe.changed:
        raise UserError(
            "settings of this run were changed while it trained, which a script does not know; "
            "a run whose settings were left alone is accepted"
        )
    if recipe.origin:
        raise UserError(
            f"this run began with the weights of {recipe.origin}, which a script does not hold; "
            "a run that began with weights of its own is accepted"
        )


def _require_choice(name: str, chosen: str, known: Mapping[str, object]) -> None:
    if chosen not in known:
        raise UserError(f"a script does not know {name}={chosen}; {', '.join(known)} are accepted")


def _in_docstring(name: str) -> str:
    """Keep a name from ending the docstring that it stands in."""
    return name.replace("\\", "/").replace('"', "'").replace("\n", " ")
