"""The parts of a data set by name, and the training digits as a run divides them."""

from enum import Enum
from weakref import WeakKeyDictionary

from mnistgui.data.dataset import Dataset, Split
from mnistgui.training.config import TrainingConfig
from mnistgui.training.measuring import divide
from mnistgui.ui.strings import tr


class Part(Enum):
    """A part of a data set, with its name before translation."""

    TRAINING = "Training"
    VALIDATION = "Validation"
    TEST = "Test"

    @property
    def title(self) -> str:
        """The name, such as "Test"."""
        return tr(self.value)

    @property
    def digits(self) -> str:
        """Its digits within a sentence, such as "test digits"."""
        words = {
            Part.TRAINING: tr("training digits"),
            Part.VALIDATION: tr("validation digits"),
            Part.TEST: tr("test digits"),
        }
        return words[self]


class DividedDigits:
    """Divides the training digits of data sets: the same objects for the same settings.

    What networks read is known by the objects that hold the digits, so two panels that divide alike
    have them read once.
    """

    def __init__(self) -> None:
        self._of: WeakKeyDictionary[Dataset, dict[TrainingConfig, tuple[Split, Split]]]
        self._of = WeakKeyDictionary()

    def divide(self, config: TrainingConfig, dataset: Dataset) -> tuple[Split, Split]:
        """Divide the training digits into those learnt from and those held back, maybe none."""
        divided = self._of.setdefault(dataset, {})
        if config not in divided:
            divided[config] = divide(config, dataset)
        return divided[config]
