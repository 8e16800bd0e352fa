"""The networks and batch sizes that training is timed with."""

from dataclasses import dataclass

from mnistgui.nn.network import architecture
from mnistgui.training.config import TrainingConfig


@dataclass(frozen=True)
class Case:
    """One network trained with one batch size by plain gradient descent.

    Parameters
    ----------
    hidden : tuple of int
        Widths of the hidden layers.
    batch_size : int
    """

    hidden: tuple[int, ...]
    batch_size: int

    @property
    def name(self) -> str:
        """Such as ``784-100-10/100``."""
        return f"{architecture(self.widths)}/{self.batch_size}"

    @property
    def widths(self) -> tuple[int, ...]:
        """Units of every layer, the pixels first."""
        return (784, *self.hidden, 10)

    def config(self, epochs: int) -> TrainingConfig:
        """The settings of our own run: every training digit, nothing measured on the way.

        Parameters
        ----------
        epochs : int

        Returns
        -------
        TrainingConfig
        """
        return TrainingConfig(
            model="mlp" if self.hidden else "softmax",
            hidden=self.hidden,
            batch_size=self.batch_size,
            optimizer="sgd",
            learning_rate=0.1,
            epochs=epochs,
            validation_size=0,
            metrics_every=10_000_000,
            metrics_sample=1,
        )


CASES = (
    Case((), 100),
    Case((100,), 100),
    Case((100,), 1500),
    Case((200, 100), 32),
    Case((512, 768), 128),
)
