"""The table of all panels, from which the window makes, docks, colours and ends each of them."""

from mnistgui.ui.panel_kit.spec import PanelSpec, Place
from mnistgui.ui.panels.confusion.panel import ConfusionPanel
from mnistgui.ui.panels.curves.panel import CurvesPanel
from mnistgui.ui.panels.data.panel import DataPanel
from mnistgui.ui.panels.doctor.panel import DoctorPanel
from mnistgui.ui.panels.draw.panel import DrawPanel
from mnistgui.ui.panels.experiment.panel import ExperimentPanel
from mnistgui.ui.panels.gradient_check.panel import GradientCheckPanel
from mnistgui.ui.panels.handwriting.panel import HandwritingPanel
from mnistgui.ui.panels.histogram.panel import HistogramPanel
from mnistgui.ui.panels.mistakes.panel import MistakesPanel
from mnistgui.ui.panels.reliability.panel import ReliabilityPanel
from mnistgui.ui.panels.runs.panel import RunsPanel
from mnistgui.ui.panels.teach.panel import TeachPanel
from mnistgui.ui.panels.training.panel import TrainingPanel
from mnistgui.ui.panels.weights.panel import WeightsPanel
from mnistgui.ui.panels.why.panel import WhyPanel

# In the order of the View menu and of the tabs of each place, whose first panel is in front.
PANELS = (
    PanelSpec("training", "Training", Place.LEFT, TrainingPanel, "form"),
    PanelSpec("runs", "Runs", Place.LEFT_BELOW, RunsPanel),
    PanelSpec("curves", "Curves", Place.MIDDLE, CurvesPanel),
    PanelSpec("weights", "Weights", Place.MIDDLE_BELOW, WeightsPanel),
    PanelSpec("experiment", "Experiment", Place.MIDDLE_BELOW, ExperimentPanel),
    PanelSpec("mistakes", "Mistakes", Place.MIDDLE_BELOW, MistakesPanel, "gallery"),
    PanelSpec(
        "gradient_check", "Gradient check", Place.MIDDLE_BELOW, GradientCheckPanel, "gradients"
    ),
    PanelSpec("why", "Why?", Place.MIDDLE, WhyPanel, "explanation"),
    PanelSpec("doctor", "Doctor", Place.MIDDLE, DoctorPanel),
    PanelSpec("reliability", "Reliability", Place.MIDDLE, ReliabilityPanel),
    PanelSpec("histogram", "Histogram", Place.MIDDLE_BELOW, HistogramPanel),
    PanelSpec("data", "Data", Place.MIDDLE, DataPanel),
    PanelSpec("teach", "Teach", Place.MIDDLE_BELOW, TeachPanel, "teaching"),
    PanelSpec("handwriting", "Handwriting", Place.MIDDLE, HandwritingPanel),
    PanelSpec("draw", "Draw", Place.RIGHT, DrawPanel, "drawing"),
    PanelSpec("confusion", "Confusion", Place.MIDDLE, ConfusionPanel),
)
