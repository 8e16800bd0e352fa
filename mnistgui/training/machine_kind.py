"""Names the kind of processor and of BLAS, on which the last digits of a run depend."""

import platform
from functools import cache

import numpy as np
import threadpoolctl


@cache
def machine_kind() -> str:
    """Name what decides the last digits of matrix products here.

    Returns
    -------
    str
        Such as ``"x86_64, openblas 0.3.29 Haswell, NumPy 2.3.1"``: two machines with the same name
        train to the same bits.
    """
    blas = [
        f"{one['internal_api']} {one.get('version')} {one.get('architecture', '')}".strip()
        for one in threadpoolctl.threadpool_info()
        if one.get("user_api") == "blas"
    ]
    return ", ".join([platform.machine(), *sorted(set(blas)), f"NumPy {np.__version__}"])
