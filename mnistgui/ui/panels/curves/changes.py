"""Says what a person changed at a place of the curves."""

from mnistgui.training.config import field_named
from mnistgui.training.interventions import of_person
from mnistgui.ui.runs.run import Run
from mnistgui.ui.runs.run_settings import shown
from mnistgui.ui.strings import tr

_NEAR_SHARE = 0.01  # of the steps of a run


def changes_near(run: Run, step: int) -> str:
    """Return the new settings of a run at the changes nearest to a step; empty if none is near."""
    near = max(_NEAR_SHARE * len(run.history.steps), 1.0)
    changes = of_person(run.history.interventions)
    nearest = min((abs(one.step - step) for one in changes), default=near + 1)
    if nearest > near:
        return ""
    fields = [
        (field_named(one.name), one.value) for one in changes if abs(one.step - step) == nearest
    ]
    return ", ".join(f"{tr(field.label)} {shown(field, value)}" for field, value in fields)
