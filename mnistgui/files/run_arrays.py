"""Checks the arrays of a run file: those of the network, of its optimizer and of its history."""

import numpy as np

from mnistgui.errors import UserError
from mnistgui.files.checks import check_array
from mnistgui.files.run_document import RunDocument
from mnistgui.files.snapshot import Arrays
from mnistgui.nn.optimizers import COUNTERS, PER_WEIGHT
from mnistgui.nn.parameters import named_parameters
from mnistgui.training.config import TrainingConfig
from mnistgui.training.history import History
from mnistgui.training.model import blueprint, dtype_of


def parameters_of(arrays: Arrays, config: TrainingConfig, where: str) -> Arrays:
    """Return weights and biases, after checking their shapes against the settings.

    Parameters
    ----------
    arrays : mapping of str to ndarray
        From anywhere.
    config : TrainingConfig
    where : str
        The file's name, for sentences.

    Returns
    -------
    mapping of str to ndarray
        ``W1 (fan_in, fan_out)``, ``b1 (fan_out,)``, ...; in the precision of the settings.

    Raises
    ------
    UserError
        They belong to other layers, or are of another shape or kind.
    """
    shapes = {p.key: p.array.shape for p in named_parameters(blueprint(config))}
    if set(arrays) != set(shapes):
        raise UserError(f"{where} holds other layers than its settings ask for")
    for name, shape in shapes.items():
        check_array(arrays[name], shape, dtype_of(config), f"{where}: {name}")
    return {name: arrays[name] for name in shapes}


def optimizer_of(arrays: Arrays, parameters: Arrays, where: str) -> Arrays:
    """Return the state of the optimizer, after checking that each array fits a parameter.

    Parameters
    ----------
    arrays : mapping of str to ndarray
        From anywhere.
    parameters : mapping of str to ndarray
        As :func:`parameters_of` returns them.
    where : str
        The file's name, for sentences.

    Returns
    -------
    mapping of str to ndarray

    Raises
    ------
    UserError
        One belongs to no parameter, or is of another shape or kind.
    """
    for name, array in arrays.items():
        kind, _, key = name.partition(".")
        if key not in parameters or kind not in PER_WEIGHT | COUNTERS:
            raise UserError(f"{where} holds an unknown part of an optimizer's state, {name}")
        if kind in COUNTERS:
            check_array(array, (1,), np.float64, f"{where}: {name}")
        else:
            parameter = parameters[key]
            check_array(array, parameter.shape, parameter.dtype.type, f"{where}: {name}")
    return arrays


def history_of(document: RunDocument, where: str) -> dict[str, Arrays]:
    """Return the columns of all tables, after checking that those of a table are equally long.

    Parameters
    ----------
    document : RunDocument
        From anywhere.
    where : str
        The file's name, for sentences.

    Returns
    -------
    dict of str to (mapping of str to ndarray)
        By the tables' names.

    Raises
    ------
    UserError
        Columns are missing, or of other lengths or kinds.
    """
    tables: dict[str, Arrays] = {}
    for name, table in History().tables().items():
        columns = document.below(f"history/{name}/")
        if set(columns) != set(table.names()):
            raise UserError(f"{where} holds other columns than expected in its history of {name}")
        n = len(next(iter(columns.values()))) if columns else 0
        for column, values in columns.items():
            check_array(values, (n,), table[column].dtype.type, f"{where}: {column} of {name}")
        tables[name] = columns
    return tables
