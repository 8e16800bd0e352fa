"""The one error that is meant for the person using the program.

Whatever a person can get wrong - a file that is cut off, a field out of range, a full disk -
ends as a :class:`UserError` whose text is one sentence: what was wrong and what is accepted.
The command line prints it and ends with exit code 2; the window shows it in a message. Any other
exception is a fault of the program and is never caught on the way.
"""

from collections.abc import Sequence

from mnistgui.notation import thousands

_MOST_FAULTS_NAMED = 3


class UserError(Exception):
    """Something the person can mend, in one sentence.

    Parameters
    ----------
    sentence : str
        What was wrong and what is accepted; line breaks and other control characters (they come
        from file names) are shown escaped, so the message stays one line.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(in_one_line(sentence))


def in_one_line(text: str) -> str:
    """Words that may hold names of files, which may hold anything.

    Parameters
    ----------
    text : str
        Any.

    Returns
    -------
    str
        Line breaks and other control characters are escaped.
    """
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def in_one_sentence(troubles: Sequence[str]) -> str:
    """What is wrong with several files.

    Parameters
    ----------
    troubles : sequence of str
        At least one.

    Returns
    -------
    str
        The first few of them.
    """
    more = len(troubles) - _MOST_FAULTS_NAMED
    return "; ".join(troubles[:_MOST_FAULTS_NAMED]) + (
        f"; and {thousands(more)} more" if more > 0 else ""
    )
