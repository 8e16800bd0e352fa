"""The data sets, runs and networks that were opened or saved last, kept between visits."""

from enum import Enum
from pathlib import Path

from PySide6.QtCore import QSettings

_MOST = 8  # of each kind


class RecentKind(Enum):
    """What is listed; the value is the place in the settings."""

    DATA = "recent/data"
    RUN = "recent/runs"
    NETWORK = "recent/networks"


def is_there(path: Path) -> bool:
    """Whether a file or folder can be found; one that may not be looked into cannot."""
    try:
        return path.exists()
    except OSError:
        return False


class Recent:
    """Lists paths, the one used last first."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def paths(self, kind: RecentKind) -> list[Path]:
        """All of one kind; some may be there no more."""
        stored = self._settings.value(kind.value, [])
        # An INI file has a list of one as a plain text.
        names = [stored] if isinstance(stored, str) else stored
        return [Path(name) for name in names if name] if isinstance(names, list) else []

    def add(self, kind: RecentKind, path: Path) -> None:
        """Put a path first."""
        path = path.absolute()
        others = [other for other in self.paths(kind) if other != path]
        self._store(kind, [path, *others][:_MOST])

    def remove(self, kind: RecentKind, path: Path) -> None:
        """Forget a path; the file stays."""
        self._store(kind, [other for other in self.paths(kind) if other != path])

    def clear(self) -> None:
        """Forget all paths; the files stay."""
        for kind in RecentKind:
            self._store(kind, [])

    def _store(self, kind: RecentKind, paths: list[Path]) -> None:
        self._settings.setValue(kind.value, [str(path) for path in paths])
