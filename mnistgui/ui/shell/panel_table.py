"""The table of all panels, from which the window makes, docks, colours and ends each of them.

A panel that stands behind another at the first start is not imported before it is made, since
importing all of them takes as long as making the window.
"""

from collections.abc import Callable
from importlib import import_module

from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panel_kit.panel import Panel
from mnistgui.ui.panel_kit.spec import PanelSpec, Place
from mnistgui.ui.panels.curves.panel import CurvesPanel
from mnistgui.ui.panels.draw.panel import DrawPanel
from mnistgui.ui.panels.runs.panel import RunsPanel
from mnistgui.ui.panels.training.panel import TrainingPanel
from mnistgui.ui.panels.weights.panel import WeightsPanel


def imported(folder: str, class_name: str) -> Callable[[PanelContext], Panel]:
    """Return what imports a panel's class from its folder and makes the panel."""

    def make(context: PanelContext) -> Panel:
        panel = getattr(import_module(f"mnistgui.ui.panels.{folder}.panel"), class_name)(context)
        if not isinstance(panel, Panel):
            raise TypeError(f"{class_name} is no panel")
        return panel

    make.__name__ = class_name
    return make


# In the order of the View menu and of the tabs of each place, whose first panel is in front.
PANELS = (
    PanelSpec("training", "Training", Place.LEFT, TrainingPanel, "form", shows_step=False),
    PanelSpec("runs", "Runs", Place.LEFT_BELOW, RunsPanel, shows_step=False),
    PanelSpec("curves", "Curves", Place.MIDDLE, CurvesPanel),
    PanelSpec("weights", "Weights", Place.MIDDLE_BELOW, WeightsPanel),
    PanelSpec(
        "experiment",
        "Experiment",
        Place.MIDDLE_BELOW,
        imported("experiment", "ExperimentPanel"),
        shows_step=False,
    ),
    PanelSpec(
        "mistakes", "Mistakes", Place.MIDDLE_BELOW, imported("mistakes", "MistakesPanel"), "gallery"
    ),
    PanelSpec(
        "gradient_check",
        "Gradient check",
        Place.MIDDLE_BELOW,
        imported("gradient_check", "GradientCheckPanel"),
        "gradients",
    ),
    PanelSpec("why", "Why?", Place.MIDDLE, imported("why", "WhyPanel"), "explanation"),
    PanelSpec("doctor", "Doctor", Place.MIDDLE, imported("doctor", "DoctorPanel")),
    PanelSpec(
        "reliability", "Reliability", Place.MIDDLE, imported("reliability", "ReliabilityPanel")
    ),
    PanelSpec(
        "histogram", "Histogram", Place.MIDDLE_BELOW, imported("histogram", "HistogramPanel")
    ),
    PanelSpec("blame", "Blame", Place.MIDDLE, imported("blame", "BlamePanel")),
    PanelSpec("units", "Units", Place.MIDDLE, imported("units", "UnitsPanel")),
    PanelSpec("unit_lab", "Unit lab", Place.MIDDLE, imported("unit_lab", "UnitLabPanel")),
    PanelSpec("health", "Health", Place.MIDDLE, imported("health", "HealthPanel")),
    PanelSpec("batch", "Batch", Place.MIDDLE_BELOW, imported("batch", "BatchPanel")),
    PanelSpec("data", "Data", Place.MIDDLE, imported("data", "DataPanel"), shows_step=False),
    PanelSpec("teach", "Teach", Place.MIDDLE_BELOW, imported("teach", "TeachPanel"), "teaching"),
    PanelSpec(
        "handwriting", "Handwriting", Place.MIDDLE, imported("handwriting", "HandwritingPanel")
    ),
    PanelSpec("draw", "Draw", Place.RIGHT, DrawPanel, "drawing"),
    PanelSpec("confusion", "Confusion", Place.MIDDLE, imported("confusion", "ConfusionPanel")),
    PanelSpec("labels", "Labels", Place.MIDDLE, imported("labels", "LabelsPanel")),
    PanelSpec("map", "Map", Place.MIDDLE, imported("map", "MapPanel")),
    PanelSpec("robustness", "Robustness", Place.MIDDLE, imported("robustness", "RobustnessPanel")),
    PanelSpec("twins", "Twins", Place.MIDDLE_BELOW, imported("twins", "TwinsPanel")),
    PanelSpec("numbers", "Numbers", Place.MIDDLE, imported("numbers", "NumbersPanel")),
    PanelSpec("network", "Network", Place.MIDDLE_BELOW, imported("network", "NetworkPanel")),
    PanelSpec(
        "study", "Study", Place.MIDDLE_BELOW, imported("study", "StudyPanel"), shows_step=False
    ),
)
