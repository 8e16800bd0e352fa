"""Small studies for tests."""

from pathlib import Path

from mnistgui.data.dataset import Dataset
from mnistgui.files.data_facts import DataFacts
from mnistgui.sweeps.axes import GridAxis
from mnistgui.sweeps.new_study import create_study
from mnistgui.sweeps.place import study_place
from mnistgui.sweeps.plan import StudyPlan, WorkerPace
from mnistgui.sweeps.study import Study
from mnistgui.training.config import TrainingConfig
from tests.digits import blob_dataset

QUICK = WorkerPace(heartbeat_seconds=1, grace_seconds=3, checkpoint_seconds=0.0)


def small_digits() -> Dataset:
    return blob_dataset(200, 40)


def small_plan(dataset: Dataset, **changes: object) -> StudyPlan:
    facts: dict[str, object] = {
        "base": TrainingConfig(hidden=(8,), epochs=2, batch_size=50, validation_size=50),
        "axes": (GridAxis("hidden_1", (4, 8)), GridAxis("learning_rate", (0.1, 0.5))),
        "data": DataFacts.from_dataset(dataset),
        "pace": QUICK,
    }
    return StudyPlan(**{**facts, **changes})  # type: ignore[arg-type]


def small_study(folder: Path, dataset: Dataset, **changes: object) -> Study:
    return create_study(study_place(str(folder / "small")), small_plan(dataset, **changes))
