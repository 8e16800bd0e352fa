"""Names the kind of processor and of BLAS, on which the last digits of a run depend."""

import platform
from collections.abc import Iterable
from functools import cache

import numpy as np
import threadpoolctl

from mnistgui.nn.partition import is_cut
from mnistgui.training.config import TrainingConfig
from mnistgui.training.model import blueprint
from mnistgui.training.step import PART_DIGITS

# Which rule cuts large products, as the last digits depend on it; programs before had none.
_PARTITION = ", blocks 1"


@cache
def machine_kind() -> str:
    """Name what decides the last digits of matrix products here.

    Returns
    -------
    str
        Such as ``"x86_64, openblas 0.3.29 Haswell, NumPy 2.3.1, blocks 1"``: two machines with the
        same name train to the same bits, on any number of processors.
    """
    blas = [
        f"{one['internal_api']} {one.get('version')} {one.get('architecture', '')}".strip()
        for one in threadpoolctl.threadpool_info()
        if one.get("user_api") == "blas"
    ]
    names = [platform.machine(), *sorted(set(blas)), f"NumPy {np.__version__}"]
    return ", ".join(names) + _PARTITION


def trains_alike(machine: str, configs: Iterable[TrainingConfig]) -> bool:
    """Whether a run that was trained elsewhere, or by an earlier program, has the same bits here.

    Parameters
    ----------
    machine : str
        What :func:`machine_kind` said there; programs before the partition named none.
    configs : iterable of TrainingConfig
        The settings in force at one time or another of the run.

    Returns
    -------
    bool
    """
    here = machine_kind()
    if machine == here:
        return True
    return machine == here.removesuffix(_PARTITION) and not any(map(_is_cut, configs))


def _is_cut(config: TrainingConfig) -> bool:
    largest = max(layer.cost for layer in blueprint(config).layers)
    return is_cut(largest, min(config.batch_size or PART_DIGITS, PART_DIGITS))
