"""A line of the command palette: what a person can have done, and what does it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class ListedCommand:
    """Something that a person can have done.

    Parameters
    ----------
    group : str
        Where it belongs, such as the name of its menu.
    title : str
        What it is called there.
    act : callable
        Does it.
    note : str
        What is said of it, such as its key or a line of explanation; it is searched, too.
    """

    group: str
    title: str
    act: Callable[[], object]
    note: str = ""

    @property
    def line(self) -> str:
        """All that is shown and searched."""
        words = f"{self.group}: {self.title}"
        return f"{words}   {self.note}" if self.note else words
