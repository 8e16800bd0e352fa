"""The order in which the mathematics is read names every module of it."""

import re
from pathlib import Path

from mnistgui import nn


def test_every_module_has_its_place_in_the_reading_order() -> None:
    assert nn.__doc__ is not None
    named = re.findall(r"``(\w+)``", nn.__doc__)
    modules = {path.stem for path in Path(nn.__path__[0]).glob("*.py")} - {"__init__"}
    assert sorted(named) == sorted(modules)
