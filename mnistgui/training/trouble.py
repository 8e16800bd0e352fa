"""What a run that goes wrong shows, why that is, and the settings with which to try again."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from mnistgui.nn.optimizers import Adam, Momentum, Nesterov
from mnistgui.training.config import TrainingConfig, field_named
from mnistgui.training.field_kinds import ChoiceField
from mnistgui.training.fields import Field

# A learning rate that trains the networks of this program, by optimizer; 0.5 for plain SGD.
_USUAL_RATES = {Momentum.name: 0.1, Nesterov.name: 0.1, Adam.name: 0.001}
_USUAL_RATE = 0.5


@dataclass(frozen=True)
class Trouble:
    """What went wrong with a run.

    Parameters
    ----------
    name : str
        Its name in the table of ``troubles.py``, such as ``"chance"``.
    seen : str
        What is seen, and why that is so: one sentence.
    advice : str
        What to try: one sentence.
    remedy : mapping of str to object
        The settings that would be changed, by name, with their new values; empty where no single
        change is likely to help.
    """

    name: str
    seen: str
    advice: str
    remedy: Mapping[str, Any] = field(default_factory=dict)

    @property
    def sentence(self) -> str:
        """All that is said of it."""
        return f"{self.seen} {self.advice}"

    def remedied(self, config: TrainingConfig) -> TrainingConfig | None:
        """Return the settings with the remedy.

        Parameters
        ----------
        config : TrainingConfig
            Settings of the run.

        Returns
        -------
        TrainingConfig or None
            None where the remedy is empty.
        """
        return replace(config, **self.remedy) if self.remedy else None

    def remedy_words(self, config: TrainingConfig) -> str:
        """Name the remedy as the form does.

        Parameters
        ----------
        config : TrainingConfig
            Settings of the run.

        Returns
        -------
        str
            Such as ``"Learning rate 0.1"``; empty where there is no remedy.
        """
        other = self.remedied(config)
        if other is None:
            return ""
        fields = (field_named(name) for name in self.remedy)
        return ", ".join(_set_to(one, getattr(other, one.name)) for one in fields)


def _set_to(field: Field, value: object) -> str:
    if isinstance(field, ChoiceField):
        return f"{field.label}: {field.choices[str(value)]}"
    return f"{field.label} {field.show(value)}"


def smaller_rate(config: TrainingConfig) -> dict[str, float]:
    """Return a remedy for steps that are too long.

    Parameters
    ----------
    config : TrainingConfig

    Returns
    -------
    dict
        A tenth of the learning rate, or one that is usual for the optimizer where that is less.
    """
    usual = _USUAL_RATES.get(config.optimizer, _USUAL_RATE)
    if config.batch_gradient == "sum" and config.batch_size:
        usual /= config.batch_size
    return {"learning_rate": max(min(config.learning_rate / 10, usual), 1e-8)}


def larger_rate(config: TrainingConfig) -> dict[str, float]:
    """Return a remedy for steps that are too short.

    Parameters
    ----------
    config : TrainingConfig

    Returns
    -------
    dict
        The learning rate that is usual for the optimizer; empty where the rate is as high already.
    """
    usual = smaller_rate(replace(config, learning_rate=1000.0))["learning_rate"]
    return {"learning_rate": usual} if config.learning_rate < usual else {}
