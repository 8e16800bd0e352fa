"""The worker that is killed: it trains tiny cells of a study, with a checkpoint every few steps."""

from mnistgui.bench.kills.kill_victim import noise
from mnistgui.files.data_facts import DataFacts
from mnistgui.sweeps.axes import GridAxis
from mnistgui.sweeps.place import StudyPlace
from mnistgui.sweeps.plan import StudyPlan, WorkerPace
from mnistgui.sweeps.study import open_study
from mnistgui.sweeps.worker import Worker
from mnistgui.training.config import TrainingConfig

SEEDS = 2


def tiny_plan(cells: int, epochs: int) -> StudyPlan:
    """Return a plan whose cells are trained in a moment.

    Parameters
    ----------
    cells : int
        An even number.
    epochs : int

    Returns
    -------
    StudyPlan
    """
    rates = tuple(round(0.01 * (1 + number), 2) for number in range(cells // SEEDS))
    return StudyPlan(
        base=TrainingConfig(
            hidden=(8,), epochs=epochs, batch_size=20, validation_size=20, dropout=0.1
        ),
        axes=(GridAxis("learning_rate", rates),),
        data=DataFacts.from_dataset(noise()),
        seeds=SEEDS,
        pace=WorkerPace(heartbeat_seconds=1, grace_seconds=3, checkpoint_seconds=0.05),
    )


def work_on(url: str, name: str) -> None:
    """Work on a study until it ends, or until this process is killed."""
    study = open_study(StudyPlace(url, name))
    Worker(study, noise()).work()
    study.close()
