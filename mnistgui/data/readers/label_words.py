"""Tells names of classes from digits in words, and puts names in order."""

from collections.abc import Iterable, Sequence

from mnistgui.data.picture_kind import MAX_CLASSES, MIN_CLASSES
from mnistgui.errors import UserError

WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def are_names(texts: Sequence[str]) -> bool:
    """Return whether texts, no two the same, are names of classes other than digits.

    Parameters
    ----------
    texts : sequence of str
        Every kind of label of a file.

    Returns
    -------
    bool
        True for 2 to 62 words, and for single letters among digits; one word among numbers is a
        fault of the file.
    """
    words = [text for text in texts if not _is_number(text)]
    if not MIN_CLASSES <= len(set(texts)) <= MAX_CLASSES or len(words) < MIN_CLASSES:
        return False
    if any(not text.isprintable() or not 0 < len(text) <= 40 for text in texts):
        return False
    return len(words) == len(texts) or all(len(text) == 1 for text in texts)


def in_common(names: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """The names of classes of several parts of a data set.

    Parameters
    ----------
    names : iterable of tuple of str
        Those of each part.

    Returns
    -------
    tuple of str
        Those of a part where all have the same; else all of them in order.
    """
    kinds = list(dict.fromkeys(names))
    if len(kinds) == 1:
        return kinds[0]
    return in_order(name for kind in kinds for name in kind)


def in_order(texts: Iterable[str]) -> tuple[str, ...]:
    """Sort names of classes, each once: numbers by size, then words.

    Parameters
    ----------
    texts : iterable of str

    Returns
    -------
    tuple of str
    """
    return tuple(sorted(set(texts), key=_order_of_name))


def _order_of_name(name: str) -> tuple[bool, float, str]:
    """Numbers by size, before words in the order of their letters."""
    return (False, float(name), "") if name.isdecimal() else (True, 0, name)


def _is_number(text: str) -> bool:
    try:
        digit_of_text(text, "")
    except UserError:  # it is a word
        return False
    return True


def digit_of_text(text: str, where: str) -> float:
    """The digit that a text names.

    Parameters
    ----------
    text : str
        Such as ``"7"``, ``"7.0"``, ``"'7'"`` or ``"seven"``.
    where : str
        The file's name, for the sentence.

    Returns
    -------
    float
        Not always a digit: numbers are checked where all labels are known.

    Raises
    ------
    UserError
        It names no number.
    """
    plain = text.strip().strip("'\"").lower()
    if plain in WORDS:
        return WORDS.index(plain)
    try:
        return float(plain)
    except ValueError:
        raise UserError(f"{where} has the label {plain[:20]!r}; 0 to 9 are accepted") from None
