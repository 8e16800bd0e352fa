"""Opens Optuna's storage: a file that several processes write, or a server for many machines."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from mnistgui.errors import UserError
from mnistgui.sweeps.optuna_library import missing_driver, optuna
from mnistgui.sweeps.place import StudyPlace

if TYPE_CHECKING:
    from optuna.storages import RDBStorage
    from sqlalchemy import Connection, Engine

Answer = TypeVar("Answer")

_log = logging.getLogger(__name__)

_LOCK_SECONDS = 60  # a writer of the study file waits so long for the others
_SERVER = {
    # A connection through a network that is gone is given up after half a minute, and made anew.
    "connect_timeout": 10,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,
}
PATIENCE_SECONDS = 600.0
_FIRST_PAUSE_SECONDS, _LONGEST_PAUSE_SECONDS = 0.2, 10.0
_HOPELESS = ("full", "readonly", "read-only", "disk i/o", "no such table", "password", "role ")


@dataclass(frozen=True)
class StudyStorage:
    """A storage that is open.

    Parameters
    ----------
    place : StudyPlace
    rdb : optuna.storages.RDBStorage
    """

    place: StudyPlace
    rdb: "RDBStorage"

    @property
    def engine(self) -> "Engine":
        """Its connections."""
        return self.rdb.engine

    def patiently(self, action: Callable[[], Answer], patience: float = PATIENCE_SECONDS) -> Answer:
        """Do something, again and again while the storage does not answer.

        Parameters
        ----------
        action : callable
            It may be carried out twice: its first answer can be lost on the way.
        patience : float
            In seconds.

        Returns
        -------
        object
            What it returned.

        Raises
        ------
        UserError
            The storage refuses for good, or did not answer for too long.
        """
        begin, pause = time.monotonic(), _FIRST_PAUSE_SECONDS
        while True:
            try:
                return action()
            except _faults() as fault:
                reason = self.reason(fault)
                hopeless = any(word in reason.lower() for word in _HOPELESS)
                if hopeless or time.monotonic() - begin > patience:
                    raise UserError(
                        f"the study in {self.place.shown} cannot be reached: {reason}"
                    ) from None  # the fault of the library holds the address with its password
                _log.debug("the storage does not answer: %s", reason)
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE_SECONDS)

    def reason(self, fault: BaseException) -> str:
        """Return the first line of a library's complaint, without a password."""
        cause = fault.__cause__ or fault
        words = str(getattr(cause, "orig", None) or cause).strip() or type(cause).__name__
        return self.place.hide(words.splitlines()[0])

    def close(self) -> None:
        """Close every connection."""
        self.rdb.remove_session()
        self.engine.dispose()


def _faults() -> tuple[type[Exception], ...]:
    from sqlalchemy.exc import ArgumentError, DBAPIError  # noqa: PLC0415 - only studies need it

    return (optuna().exceptions.StorageInternalError, ArgumentError, DBAPIError)


def open_storage(place: StudyPlace, *, create: bool = False) -> StudyStorage:
    """Open the storage of a study.

    Parameters
    ----------
    place : StudyPlace
    create : bool
        Whether its tables are made where they are missing.

    Returns
    -------
    StudyStorage

    Raises
    ------
    UserError
        It cannot be opened, or Optuna is not installed.
    """
    library = optuna()
    file = place.file
    if file is not None and not file.is_file() and not create:
        raise UserError(f"there is no study {file}; 'mnistgui sweep new' makes one")
    if file is not None and not file.parent.is_dir():
        raise UserError(f"cannot write {file}: there is no folder {file.parent}")
    with _sentences(place):
        rdb = library.storages.RDBStorage(
            place.url.replace("{", "{{").replace("}", "}}"),
            engine_kwargs=_engine_options(place),
            skip_table_creation=not create,
        )
    storage = StudyStorage(place, rdb)
    if file is not None:
        share_file(storage.engine)
    return storage


def _engine_options(place: StudyPlace) -> dict[str, Any]:
    if place.file is not None:
        return {"connect_args": {"timeout": _LOCK_SECONDS}}
    return {"connect_args": dict(_SERVER), "pool_pre_ping": True}


@contextmanager
def _sentences(place: StudyPlace) -> Iterator[None]:
    """Turn the faults of opening a storage into sentences that hold no password."""
    try:
        yield
    except ImportError as fault:
        raise missing_driver(fault) from fault
    except RuntimeError as fault:
        raise UserError(
            f"the study in {place.shown} was made with another version of Optuna: "
            "'optuna storage upgrade' brings it up to date"
        ) from fault
    except _faults() as fault:
        words = str(getattr(fault, "orig", None) or fault).strip().splitlines()[0]
        raise UserError(f"cannot open {place.shown}: {place.hide(words)}") from None


def share_file(engine: "Engine") -> None:
    """Set a SQLite file up for several processes.

    Readers do not wait for writers (WAL), and a transaction takes the right to write at its
    beginning: left to itself, SQLite lets two processes read that a cell is waiting and then both
    take it, or refuses the second one at once.

    Parameters
    ----------
    engine : sqlalchemy.Engine
        Connections that it has already are closed.
    """
    from sqlalchemy import event  # noqa: PLC0415 - only studies need it

    def on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver begins no transactions of its own
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")

    def on_begin(connection: "Connection") -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    engine.dispose()
    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", on_begin)
