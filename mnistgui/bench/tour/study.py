"""The station of the tour at which a study is opened that has been run for it."""

from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from mnistgui.bench.tour.guide import Guide
from mnistgui.data.dataset import Dataset
from mnistgui.sweeps.asked import AskedStudy
from mnistgui.sweeps.new_study import create_study
from mnistgui.sweeps.place import study_place
from mnistgui.sweeps.worker import Worker
from mnistgui.ui.panels.study.panel import StudyPanel

_MOST_DIGITS = 3000


def _asked(digits: int) -> AskedStudy:
    """Return a study that is trained in a few seconds, also where there are few digits."""
    train = min(_MOST_DIGITS, digits // 2)
    return AskedStudy(
        settings=["epochs=2", f"train_size={train}", f"validation_size={train // 3}"],
        grid=["learning_rate=0.5,0.1,0.02", "hidden_1=8,32"],
        seeds=2,
    )


def study_picture(guide: Guide, dataset: Dataset) -> Path:
    """Run a small study and save a picture of the panel with its results.

    Parameters
    ----------
    guide : Guide
    dataset : Dataset

    Returns
    -------
    pathlib.Path
        Of a plan alone, where Optuna is not installed.
    """
    if find_spec("optuna") is None:
        return guide.save_panel("study")
    panel = guide.window.panel(StudyPanel).view
    guide.window.docks["study"].raise_()
    with TemporaryDirectory(prefix="mnistgui-tour-") as folder:
        path = Path(folder) / "study.db"
        study = create_study(study_place(str(path)), _asked(len(dataset.train)).plan(dataset))
        Worker(study, dataset).work()
        study.close()
        panel.open_file(path)
        guide.wait(lambda: bool(panel.views.table.settings.rows))
        picture = guide.save_panel("study")
        panel.follower.close()
    return picture
