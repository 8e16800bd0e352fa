"""The table of all rules, those of causes before those of their consequences."""

from mnistgui.inspection.rules.activations import ACTIVATION_RULES
from mnistgui.inspection.rules.curves import CURVE_RULES
from mnistgui.inspection.rules.digits import DIGIT_RULES
from mnistgui.inspection.rules.gradients import GRADIENT_RULES
from mnistgui.inspection.rules.rule import Rule
from mnistgui.inspection.rules.steps import STEP_RULES
from mnistgui.inspection.rules.weights import WEIGHT_RULES

RULES: tuple[Rule, ...] = (
    *WEIGHT_RULES,
    *DIGIT_RULES,
    *STEP_RULES,
    *ACTIVATION_RULES,
    *GRADIENT_RULES,
    *CURVE_RULES,
)
