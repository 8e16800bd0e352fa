"""A row of the table of panels, and the places where panels stand at the first start."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.panel import Panel


class Place(Enum):
    """Where a panel stands at the first start; panels of one place share it as tabs."""

    LEFT = "left"
    LEFT_BELOW = "left, below"
    MIDDLE = "middle"
    MIDDLE_BELOW = "middle, below"
    RIGHT = "right"


@dataclass(frozen=True)
class PanelSpec:
    """A row of the table of panels.

    Parameters
    ----------
    name : str
        Name of the panel's folder; its dock is called so in stored layouts.
    title : str
        Shown above the panel, before translation.
    place : Place
        Where it stands until the person puts it elsewhere.
    make : callable
        Makes the panel; mostly its class.
    former_name : str
        Name of the dock in layouts of releases in which it had another one; empty for the same.
    shows_step : bool
        Whether it shows the inspected network, and so follows the time line.
    """

    name: str
    title: str
    place: Place
    make: Callable[[PanelContext], Panel]
    former_name: str = ""
    shows_step: bool = True
