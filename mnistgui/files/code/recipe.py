"""What a program has to know of a run to train the same network."""

from dataclasses import dataclass

from mnistgui.data.picture_kind import MNIST_KIND
from mnistgui.errors import UserError
from mnistgui.files.run import SavedRun
from mnistgui.training.config import TrainingConfig
from mnistgui.training.interventions import same_course


@dataclass(frozen=True)
class ProgramRecipe:
    """A run, as far as a program that trains it again needs it.

    Parameters
    ----------
    name : str
        Of the run, for the first line of the program.
    config : TrainingConfig
    digits : str
        Name of the data set.
    train_size : int
        Digits of its training part.
    changed : bool
        Whether settings were changed while it trained, so that no one set of them trains it again.
    origin : str
        The run whose weights it began with, in words; empty for weights of its own.
    drawn : tuple of int or None
        Training and test digits of a data set that the program drew; None for any other.
    """

    name: str
    config: TrainingConfig
    digits: str
    train_size: int
    changed: bool = False
    origin: str = ""
    drawn: tuple[int, int] | None = None

    @classmethod
    def of(cls, run: SavedRun, name: str) -> "ProgramRecipe":
        """Take what is needed from a saved run.

        Parameters
        ----------
        run : SavedRun
        name : str
            What to call it.

        Returns
        -------
        ProgramRecipe

        Raises
        ------
        UserError
            It learnt from other pictures than ten classes of 28 x 28 pixels, which scripts read.
        """
        pictures = run.config.pictures
        if not MNIST_KIND.fits(pictures):
            raise UserError(
                f"scripts read IDX files of {MNIST_KIND.summary}; {name} learnt from "
                f"{pictures.summary}, which no script is written for"
            )
        changed = same_course(run.config, run.interventions) is None
        facts = run.data
        drawn = (facts.train_size, facts.test_size) if facts.synthetic else None
        return cls(
            name,
            run.last_config,
            facts.name,
            facts.train_size,
            changed,
            run.origin,
            drawn,
        )
