"""What is asked of the tables of Optuna's storage, in as few questions as possible.

Optuna reads every trial with all that belongs to it for most questions; a study has ten thousand.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_AGE = {
    "sqlite": "(julianday('now') - julianday(h.heartbeat)) * 86400",
    "postgresql": "EXTRACT(EPOCH FROM (LOCALTIMESTAMP - h.heartbeat))",
}
_CELLS = (
    "SELECT t.trial_id, t.state, a.value_json FROM trials t JOIN trial_user_attributes a "
    "ON a.trial_id = t.trial_id AND a.key = 'cell' WHERE t.study_id = :study"
)


@dataclass(frozen=True)
class Sign:
    """The last sign of life of a trial that runs.

    Parameters
    ----------
    trial_id : int
    heartbeat : str
        As the storage has it; empty for none.
    age_seconds : float or None
        By the storage's own clock.
    """

    trial_id: int
    heartbeat: str
    age_seconds: float | None


def rows(connection: "Connection", question: str, **values: Any) -> list[Any]:
    """Ask the storage.

    Parameters
    ----------
    connection : sqlalchemy.Connection
    question : str
        In SQL.
    **values
        For its parameters.

    Returns
    -------
    list
        Of rows.
    """
    from sqlalchemy import text  # noqa: PLC0415 - only studies need it

    return list(connection.execute(text(question), values))


def first_waiting(engine: "Engine", study_id: int, limit: int) -> list[int]:
    """Return the trials that have waited longest."""
    question = (
        "SELECT trial_id FROM trials WHERE study_id = :study AND state = 'WAITING' "
        "ORDER BY trial_id LIMIT :limit"
    )
    with engine.connect() as connection:
        return [row[0] for row in rows(connection, question, study=study_id, limit=limit)]


def trials_of_cell(engine: "Engine", study_id: int, cell: int) -> dict[int, str]:
    """Return the states of all trials of a cell."""
    with engine.connect() as connection:
        found = rows(
            connection, _CELLS + " AND a.value_json = :cell", study=study_id, cell=f"{cell}"
        )
        return {trial_id: state for trial_id, state, _ in found}


def states_of_cells(engine: "Engine", study_id: int) -> dict[int, set[str]]:
    """Return the states that the trials of each cell have."""
    found: dict[int, set[str]] = {}
    with engine.connect() as connection:
        for _, state, cell in rows(connection, _CELLS, study=study_id):
            found.setdefault(json.loads(cell), set()).add(state)
    return found


def count_states(engine: "Engine", study_id: int) -> Mapping[str, int]:
    """Count the trials in each state."""
    question = "SELECT state, COUNT(*) FROM trials WHERE study_id = :study GROUP BY state"
    with engine.connect() as connection:
        return dict(map(tuple, rows(connection, question, study=study_id)))


def signs_of_life(connection: "Connection", study_id: int) -> list[Sign]:
    """Return the last sign of life of each trial that runs."""
    age = _AGE[connection.dialect.name]
    question = (
        f"SELECT t.trial_id, h.heartbeat, {age} FROM trials t "  # noqa: S608 - of two of our own
        "LEFT JOIN trial_heartbeats h ON h.trial_id = t.trial_id "
        "WHERE t.study_id = :study AND t.state = 'RUNNING'"
    )
    return [
        Sign(trial_id, "" if heartbeat is None else str(heartbeat), None if a is None else float(a))
        for trial_id, heartbeat, a in rows(connection, question, study=study_id)
    ]


def attribute(engine: "Engine", study_id: int, key: str) -> Any:
    """Return an attribute of a study; None where it has none of this name."""
    with engine.connect() as connection:
        return attribute_through(connection, study_id, key)


def attribute_through(connection: "Connection", study_id: int, key: str) -> Any:
    """Return an attribute of a study, asked through a connection that is open."""
    question = "SELECT value_json FROM study_user_attributes WHERE study_id = :study AND key = :key"
    found = rows(connection, question, study=study_id, key=key)
    return json.loads(found[0][0]) if found else None
