"""Names for runs that say in which settings they differ."""

from functools import lru_cache

from mnistgui.nn.network import architecture
from mnistgui.training.config import FIELDS, TrainingConfig, is_relevant
from mnistgui.training.field_kinds import ChoiceField
from mnistgui.training.fields import Field
from mnistgui.training.model import blueprint
from mnistgui.ui.runs.run import Run
from mnistgui.ui.runs.run_digits import digits_names
from mnistgui.ui.strings import tr

_BETWEEN = " · "
_SHORT = {
    "model": "",
    "hidden": "",
    "activation": "",
    "optimizer": "",
    "learning_rate": "lr",
    "batch_size": "batch",
}


def distinguishing_names(runs: tuple[Run, ...]) -> dict[int, str]:
    """Return names that say in which settings the runs differ.

    Parameters
    ----------
    runs : tuple of Run
        Runs to be told apart.

    Returns
    -------
    dict of int to str
        By the run's number: its label; without one, the settings in which runs without labels
        differ; where none differs, the layers. A run that was renamed is still compared, so that
        the names of others stay as they were. Where digits differ, they are named.
    """
    counted = [run for run in runs if not run.label or run.renamed]
    differing = [
        field for field in FIELDS if len({getattr(run.config, field.name) for run in counted}) > 1
    ]
    shown = [field for field in differing if field.name != "seed"] or differing
    digits = digits_names(runs)
    names = {run.number: run.label or _settings_in_words(run.config, shown) for run in runs}
    return {
        number: _BETWEEN.join([f"{number}: {name}", *filter(None, [digits.get(number)])])
        for number, name in names.items()
    }


def _settings_in_words(config: TrainingConfig, fields: list[Field]) -> str:
    told = [setting_in_words(field, config) for field in fields if is_relevant(field, config)]
    return ", ".join(told) or _architecture(config)


@lru_cache(maxsize=64)  # runs are named several times in each turn in which one begins or ends
def _architecture(config: TrainingConfig) -> str:
    return architecture(blueprint(config).widths)


def setting_in_words(field: Field, config: TrainingConfig) -> str:
    """Write one setting as short as its run is named by it, such as "lr 0.1"."""
    name = _SHORT.get(field.name, field.label.lower())
    value = getattr(config, field.name)
    if field.name == "hidden" and not value:
        return tr("no hidden layer")
    shown = field.choices[value] if isinstance(field, ChoiceField) else field.brief(value)
    return f"{name} {shown}".strip()
