"""What a person writes on a run: a note and tags, as a run file keeps them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mnistgui.errors import UserError
from mnistgui.files.checks import member

LONGEST_NOTE, LONGEST_TAG = 2_000, 40  # letters
MOST_TAGS = 20


@dataclass(frozen=True)
class RunNote:
    """A note and tags on a run.

    Parameters
    ----------
    text : str
        Empty for none.
    tags : tuple of str
        Each once, in the order in which they were written.
    """

    text: str = ""
    tags: tuple[str, ...] = ()

    @classmethod
    def from_typed(cls, text: str, tags: str) -> "RunNote":
        """Make one of what a person typed; what is too long is cut.

        Parameters
        ----------
        text : str
        tags : str
            With commas between.

        Returns
        -------
        RunNote
        """
        words = (" ".join(tag.split())[:LONGEST_TAG] for tag in tags.split(","))
        kept = tuple(dict.fromkeys(filter(None, words)))[:MOST_TAGS]
        return cls(text.strip()[:LONGEST_NOTE], kept)


NO_NOTE = RunNote()


def note_of(facts: Mapping[str, Any], where: str) -> RunNote:
    """Read the note and the tags of a run file.

    Parameters
    ----------
    facts : mapping of str to object
        Of the file; nothing is there in files of programs that did not keep them.
    where : str
        The file's name, for sentences.

    Returns
    -------
    RunNote

    Raises
    ------
    UserError
        They are described wrongly.
    """
    if "note" not in facts:
        return NO_NOTE
    described = member(facts, "note", dict, where)
    text, tags = member(described, "text", str, where), member(described, "tags", list, where)
    if not all(isinstance(tag, str) for tag in tags):
        raise UserError(f"{where}: a tag of the run is no text")
    return RunNote.from_typed(text, ",".join(tags[:MOST_TAGS]))
