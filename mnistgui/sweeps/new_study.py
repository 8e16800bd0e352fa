"""Makes a study in its storage."""

from mnistgui.errors import UserError
from mnistgui.sweeps.cell_queue import enqueue_missing
from mnistgui.sweeps.optuna_library import optuna
from mnistgui.sweeps.place import StudyPlace
from mnistgui.sweeps.plan import StudyPlan
from mnistgui.sweeps.storage import open_storage
from mnistgui.sweeps.study import PLAN, Study


def create_study(place: StudyPlace, plan: StudyPlan) -> Study:
    """Make a study and enqueue its cells.

    Parameters
    ----------
    place : StudyPlace
    plan : StudyPlan

    Returns
    -------
    Study

    Raises
    ------
    UserError
        There is one already, or its storage cannot be written.
    """
    _ = plan.settings  # refuses an empty study before anything is written
    library = optuna()
    storage = open_storage(place, create=True)
    try:
        made = storage.patiently(
            lambda: library.create_study(
                storage=storage.rdb, study_name=place.name, direction="maximize"
            )
        )
    except library.exceptions.DuplicatedStudyError as fault:
        storage.close()
        raise UserError(
            f"there is a study {place.name} in {place.shown} already; "
            "'mnistgui sweep work' goes on with it"
        ) from fault
    facts = plan.as_dict()
    storage.patiently(lambda: made.set_user_attr(PLAN, facts))
    study = Study(storage, plan, made)
    enqueue_missing(study)
    return study
