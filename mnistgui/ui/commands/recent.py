"""The data sets, runs and networks that were opened or saved last, stored between visits."""

from enum import Enum
from pathlib import Path

from PySide6.QtCore import QSettings

_MOST_PATHS = 8  # of each kind


class RecentKind(Enum):
    """What is listed; the value is its key in the settings."""

    DATA = "recent/data"
    RUN = "recent/runs"
    NETWORK = "recent/networks"


def is_there(path: Path) -> bool:
    """Return whether a file or folder exists; one in a folder that cannot be read does not."""
    try:
        return path.exists()
    except OSError:
        return False


class Recent:
    """Lists paths, the one that was used last first."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def paths(self, kind: RecentKind) -> list[Path]:
        """Return all paths of a kind; some may not exist any more."""
        stored = self._settings.value(kind.value, [])
        # An INI file has a list of one as a plain text.
        names = [stored] if isinstance(stored, str) else stored
        return [Path(name) for name in names if name] if isinstance(names, list) else []

    def add(self, kind: RecentKind, path: Path) -> None:
        """Put a path first in the list."""
        path = path.absolute()
        others = [other for other in self.paths(kind) if other != path]
        self._store(kind, [path, *others][:_MOST_PATHS])

    def remove(self, kind: RecentKind, path: Path) -> None:
        """Remove a path from the list; the file stays."""
        self._store(kind, [other for other in self.paths(kind) if other != path])

    def clear(self) -> None:
        """Remove all paths from the list; the files stay."""
        for kind in RecentKind:
            self._store(kind, [])

    def _store(self, kind: RecentKind, paths: list[Path]) -> None:
        self._settings.setValue(kind.value, [str(path) for path in paths])
