"""Has a learner go on with other settings, as a person may want while a network trains."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from mnistgui.training.config import TrainingConfig
from mnistgui.training.interventions import facts_after
from mnistgui.training.learner import Learner


def go_on_changed(learner: Learner, config: TrainingConfig, changes: Mapping[str, Any]) -> None:
    """Have a learner go on as one would that resumes its state with other settings.

    Parameters
    ----------
    learner : Learner
    config : TrainingConfig
        The settings from the next step on.
    changes : mapping of str to object
        Those of them that are new, by name.
    """
    state = learner.state()
    facts = facts_after(state.facts, config, changes, learner.sizes[0])
    learner.return_to(config, replace(state, facts=facts))
    learner.begin_epoch()
