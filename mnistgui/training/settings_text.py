"""Settings as a line of text: the options of ``mnistgui train``, or a link."""

import re

from mnistgui.errors import UserError
from mnistgui.training.config import FIELDS, TrainingConfig
from mnistgui.training.fields import Field
from mnistgui.training.settings_link import linked_settings, write_link

_ASSIGNMENT = re.compile(r"(\w+)=(\S+)")


def settings_text(config: TrainingConfig) -> str:
    """Write the settings that differ from the defaults.

    Parameters
    ----------
    config : TrainingConfig

    Returns
    -------
    str
        Such as ``--set hidden=512,768 --set epochs=10``; of the defaults alone, the epochs.
    """
    return " ".join(f"--set {name}={value}" for name, value in named_settings(config).items())


def settings_link(config: TrainingConfig) -> str:
    """Write the settings that differ from the defaults as a link.

    Parameters
    ----------
    config : TrainingConfig

    Returns
    -------
    str
        Such as ``mnistgui:settings?hidden=512,768&epochs=10``; of the defaults alone, the epochs.
    """
    return write_link(named_settings(config))


def named_settings(config: TrainingConfig) -> dict[str, str]:
    """Name the settings that differ from the defaults.

    Parameters
    ----------
    config : TrainingConfig

    Returns
    -------
    dict of str to str
        By name, as people type them; of the defaults alone, the epochs.
    """
    usual = TrainingConfig()
    differing = [one for one in FIELDS if getattr(config, one.name) != getattr(usual, one.name)]
    named = differing or [one for one in FIELDS if one.name == "epochs"]
    return {one.name: _written(one, config) for one in named}


def _written(field: Field, config: TrainingConfig) -> str:
    """Write a value with all of its digits; the form shows a number with fewer."""
    value = getattr(config, field.name)
    return repr(value) if isinstance(value, float) else field.show(value)


def parse_settings_text(text: str) -> TrainingConfig:
    """Read settings from any text that names them, such as a whole command or a link.

    Parameters
    ----------
    text : str

    Returns
    -------
    TrainingConfig
        What is not named has its default.

    Raises
    ------
    UserError
        No setting is named, one does not exist, or a value is not accepted.
    """
    found = linked_settings(text) or dict(_ASSIGNMENT.findall(text))
    if not found:
        raise UserError(
            "the text names no settings; --set NAME=VALUE is accepted, as 'Copy settings' writes it"
        )
    return TrainingConfig.from_strings(found)
