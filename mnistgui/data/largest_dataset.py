"""Chooses the largest of several data sets in a folder, or the first of equal ones."""

from dataclasses import dataclass, field
from pathlib import Path

from mnistgui.data.parts import ReadParts
from mnistgui.errors import in_one_line
from mnistgui.notation import thousands

_MOST_NAMED = 3  # of the data sets that are left out


@dataclass
class LargestDataset:
    """The largest data set considered so far; of the others only the size is kept.

    Attributes
    ----------
    parts : ReadParts or None
        Digits to learn from and to test on; None before any was considered.
    sizes : dict of Path to int
        The number of digits of each data set, by one of its files.
    """

    parts: ReadParts | None = None
    sizes: dict[Path, int] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        """A file of the largest data set.

        Raises
        ------
        ValueError
            No data set has been considered.
        """
        return max(self.sizes, key=lambda path: self.sizes[path])

    @property
    def others(self) -> tuple[Path, ...]:
        """A file of each other data set."""
        return tuple(path for path in self.sizes if path != self.path)

    def consider(self, path: Path, parts: ReadParts) -> None:
        """Take a data set if it is larger than all before.

        Parameters
        ----------
        path : Path
            A file that it is found from.
        parts : ReadParts
            Digits to learn from and to test on.
        """
        size = len(parts.train) + len(parts.test)
        if self.parts is None or size > self.sizes[self.path]:
            self.parts = parts
        self.sizes[path] = size

    def format_notice(self, folder: Path) -> str:
        """Say which data set is loaded and which are left out.

        Parameters
        ----------
        folder : Path
            The folder that holds them.

        Returns
        -------
        str
            A sentence.
        """
        named = [self._named(path) for path in self.others[:_MOST_NAMED]]
        if len(self.others) > _MOST_NAMED:
            named.append(f"{thousands(len(self.others) - _MOST_NAMED)} more")
        rest = " and ".join(filter(None, (", ".join(named[:-1]), named[-1])))
        return in_one_line(
            f"{folder} holds {thousands(len(self.sizes))} data sets, and the largest is opened: "
            f"{self._named(self.path)}, without {rest}; give one of the files to choose"
        )

    def _named(self, path: Path) -> str:
        return f"{path.name} ({thousands(self.sizes[path])} digits)"
