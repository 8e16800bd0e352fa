"""The settings of a training run: the one declared table that everything else reads."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Self

from mnistgui.data.picture_kind import MNIST_KIND, PictureKind
from mnistgui.errors import UserError
from mnistgui.training.fields import Field, declared
from mnistgui.training.settings.digits import DigitsSettings
from mnistgui.training.settings.initial import InitialSettings
from mnistgui.training.settings.labels import LabelSettings
from mnistgui.training.settings.learning import LearningSettings
from mnistgui.training.settings.measuring import MeasuringSettings
from mnistgui.training.settings.mistake import MistakeSettings
from mnistgui.training.settings.model import ModelSettings
from mnistgui.training.settings.rate import RateSettings
from mnistgui.training.settings.regularisation import RegularisationSettings
from mnistgui.training.settings.steps import StepSettings
from mnistgui.training.settings.warps import WarpSettings
from mnistgui.training.settings_link import linked_settings


# Bases from last to first: a dataclass lists the attributes of its last base first.
@dataclass(frozen=True, kw_only=True)
class TrainingConfig(
    MistakeSettings,
    MeasuringSettings,
    WarpSettings,
    LabelSettings,
    DigitsSettings,
    RegularisationSettings,
    RateSettings,
    StepSettings,
    InitialSettings,
    LearningSettings,
    ModelSettings,
):
    """Every setting of a run; see each field's ``help`` for what it does.

    Parameters
    ----------
    pictures : PictureKind
        What is learnt from: no setting, but a fact of the digits, on which the network's widths
        depend; see :meth:`fitted_to`.

    Raises
    ------
    UserError
        A value is out of its range.
    """

    pictures: PictureKind = MNIST_KIND

    def fitted_to(self, pictures: PictureKind) -> Self:
        """The same settings for a network that reads some kind of pictures.

        Parameters
        ----------
        pictures : PictureKind

        Returns
        -------
        TrainingConfig
        """
        return self if pictures == self.pictures else dataclasses.replace(self, pictures=pictures)

    def __post_init__(self) -> None:
        for one in FIELDS:
            object.__setattr__(self, one.name, one.check(getattr(self, one.name)))

    @classmethod
    def from_strings(cls, texts: Mapping[str, str], base: Self | None = None) -> Self:
        """Read settings as people type them.

        Parameters
        ----------
        texts : mapping of str to str
            Such as ``{"hidden": "512,768", "learning_rate": "0.1"}``.
        base : TrainingConfig or None
            What the others are taken from; None for the defaults.

        Returns
        -------
        TrainingConfig

        Raises
        ------
        UserError
            A field does not exist, or a value is not accepted.
        """
        values = {name: field_named(name).parse(text) for name, text in texts.items()}
        changes: dict[str, Any] = values
        return dataclasses.replace(base or cls(), **changes)

    def as_dict(self) -> dict[str, Any]:
        """The settings as JSON-able values, by name."""
        values = {one.name: getattr(self, one.name) for one in FIELDS}
        written = {name: list(v) if isinstance(v, tuple) else v for name, v in values.items()}
        return written if self.pictures == MNIST_KIND else written | _written(self.pictures)

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Self:
        """Read settings that :meth:`as_dict` wrote, checking each.

        Parameters
        ----------
        values : mapping of str to object
            Fields that are missing take their defaults.

        Returns
        -------
        TrainingConfig

        Raises
        ------
        UserError
            A field does not exist, or a value is not accepted.
        """
        settings = {name: value for name, value in values.items() if name != _PICTURES}
        return cls(
            **{field_named(name).name: value for name, value in settings.items()},
            pictures=_read_pictures(values.get(_PICTURES)),
        )


_PICTURES = "pictures"


def _written(pictures: PictureKind) -> dict[str, Any]:
    """The kind of pictures as JSON-able values."""
    return {_PICTURES: {"side": pictures.side, "class_names": list(pictures.class_names)}}


def _read_pictures(written: object) -> PictureKind:
    """Read what :func:`_written` wrote; nothing stands for MNIST's digits."""
    if written is None:
        return MNIST_KIND
    side, names = (
        (written.get(k) for k in ("side", "class_names")) if isinstance(written, dict) else (0, 0)
    )
    if type(side) is not int or not isinstance(names, list):
        raise UserError("pictures need a side and the names of classes")
    if not all(isinstance(name, str) for name in names):
        raise UserError("names of classes have to be texts")
    return PictureKind(side, tuple(names))


FIELDS: tuple[Field, ...] = declared(TrainingConfig)


def field_named(name: str) -> Field:
    """Find a field of the table.

    Parameters
    ----------
    name : str

    Returns
    -------
    Field

    Raises
    ------
    UserError
        There is none of this name.
    """
    by_name = {one.name: one for one in FIELDS}
    if name in by_name:
        return by_name[name]
    close = get_close_matches(name, by_name, n=1)
    hint = f"did you mean {close[0]}?" if close else "known are " + ", ".join(by_name)
    raise UserError(f"there is no setting named {name!r}; {hint}")


def is_relevant(field: Field, config: TrainingConfig) -> bool:
    """Return whether a field has any effect, given the other settings.

    Parameters
    ----------
    field : Field
    config : TrainingConfig

    Returns
    -------
    bool
    """
    return all(getattr(config, other) in values for other, values in field.relevant_when.items())


def parse_assignments(assignments: Iterable[str]) -> dict[str, str]:
    """Split ``FIELD=VALUE`` texts, and links to settings.

    Parameters
    ----------
    assignments : iterable of str

    Returns
    -------
    dict of str to str

    Raises
    ------
    UserError
        One of them has no ``=``, or is a damaged link.
    """
    pairs = {}
    for assignment in assignments:
        linked = linked_settings(assignment)
        if linked is not None:
            pairs.update(linked)
            continue
        name, equals, value = assignment.partition("=")
        if not equals:
            raise UserError(f"{assignment!r} is no setting; write FIELD=VALUE, such as epochs=5")
        pairs[name.strip()] = value
    return pairs
