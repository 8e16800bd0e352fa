"""Limits for untrusted files of digits, so that none of them fills the memory."""

from mnistgui.errors import UserError
from mnistgui.notation import thousands

MAX_SAMPLES = 300_000  # of one part; MNIST has 60,000, EMNIST's digits 240,000
MAX_VALUES = MAX_SAMPLES * 784  # pixels of one part
BLOCK_ROWS = 1024  # images converted at a time, so that floats never lie in memory whole


def check_count(count: int, where: str) -> int:
    """Refuse an empty part and an absurdly large one before anything is read.

    Parameters
    ----------
    count : int
        Images or labels that the file declares.
    where : str
        The file's name, for the sentence.

    Returns
    -------
    int
        ``count``.

    Raises
    ------
    UserError
        There are none, or more than are accepted.
    """
    if not 1 <= count <= MAX_SAMPLES:
        raise UserError(
            f"{where} declares {thousands(count)} digits; "
            f"1 to {thousands(MAX_SAMPLES)} are accepted"
        )
    return count
