"""Converts run files of older programs to the present schema, one version at a time.

Every version keeps a small file under ``tests/files/golden/`` that must load for ever.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

import numpy as np

from mnistgui.errors import UserError
from mnistgui.files.run_document import RunDocument

SCHEMA = 5

_CHANGED_AT, _NEW_RATE = "history/interventions/step", "history/interventions/learning_rate"

Migration = Callable[[RunDocument], RunDocument]


def _with_cost(document: RunDocument) -> RunDocument:
    """Add the cost: without a penalty it is the loss, otherwise it is not known."""
    loss = document.arrays.get("history/measured/train_loss")
    if loss is None:  # what is wrong with such a file is said by those who read it
        return document
    config = document.facts.get("config")
    penalised = isinstance(config, dict) and config.get("l2", 0.0) != 0.0
    cost = np.full_like(loss, np.nan) if penalised else loss.copy()
    return RunDocument(document.facts, {**document.arrays, "history/measured/train_cost": cost})


def _with_bias_gradient(document: RunDocument) -> RunDocument:
    """Add the gradient of the biases, which was not measured."""
    loss = document.arrays.get("history/measured/train_loss")
    if loss is None:
        return document
    gradient = {"history/measured/train_bias_gradient": np.full_like(loss, np.nan)}
    return RunDocument(document.facts, {**document.arrays, **gradient})


def _with_interventions(document: RunDocument) -> RunDocument:
    """Add an empty table of interventions: older programs kept no record of them."""
    columns = {_CHANGED_AT: np.empty(0, np.int64), _NEW_RATE: np.empty(0, np.float64)}
    return RunDocument(document.facts, {**document.arrays, **columns})


def _with_named_interventions(document: RunDocument) -> RunDocument:
    """List interventions by the names of their settings: they were all of the learning rate."""
    arrays = dict(document.arrays)
    steps, rates = arrays.pop(_CHANGED_AT, None), arrays.pop(_NEW_RATE, None)
    if steps is None or rates is None or steps.shape != rates.shape or steps.ndim != 1:
        return document
    changes = [
        {"step": step, "name": "learning_rate", "value": rate}
        for step, rate in zip(steps.tolist(), rates.tolist(), strict=True)
    ]
    return RunDocument({**document.facts, "interventions": changes}, arrays)


# From version n to n + 1.
MIGRATIONS: Mapping[int, Migration] = MappingProxyType(
    {
        1: _with_cost,
        2: _with_bias_gradient,
        3: _with_interventions,
        4: _with_named_interventions,
    }
)


def migrated(document: RunDocument, where: str) -> RunDocument:
    """Apply all migrations that a document needs.

    Parameters
    ----------
    document : RunDocument
        Of any version.
    where : str
        The file's name, for sentences.

    Returns
    -------
    RunDocument
        Of version :data:`SCHEMA`.

    Raises
    ------
    UserError
        It was written by a newer program, or names no version.
    """
    version = document.facts.get("schema")
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        raise UserError(f"{where} is no run: it names no schema version")
    if version > SCHEMA:
        raise UserError(
            f"{where} was written by a newer mnistgui (schema {version}); up to {SCHEMA} is "
            "accepted here"
        )
    for number in range(version, SCHEMA):
        document = MIGRATIONS[number](document)
    return document
