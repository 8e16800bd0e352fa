"""Optuna and what it needs, imported when a study is used and not before."""

from types import ModuleType

from mnistgui.errors import UserError

_EXTRA = "studies need {0}, which is not installed; pip install 'mnistgui[sweep]' brings it"
_OLDEST = (4, 5)


def optuna() -> ModuleType:
    """Import Optuna, and have it say nothing of its own.

    Returns
    -------
    module

    Raises
    ------
    UserError
        It is not installed, or too old.
    """
    try:
        import optuna as library  # noqa: PLC0415 - only studies need it
    except ModuleNotFoundError as fault:
        raise UserError(_EXTRA.format(fault.name)) from fault
    version = library.__version__
    if tuple(int(part) for part in version.split(".")[:2]) < _OLDEST:
        raise UserError(
            f"studies need Optuna 4.5 or newer, and {version} is installed; "
            "pip install -U 'mnistgui[sweep]' brings it"
        )
    library.logging.set_verbosity(library.logging.ERROR)
    return library


def missing_driver(fault: ImportError) -> UserError:
    """Return the sentence for a storage whose driver is not installed."""
    return UserError(_EXTRA.format(fault.name or "psycopg"))
