"""What the names of files, folders and arrays tell: a part, images or labels, or neither."""

import re
from enum import Enum

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORD = re.compile(r"[a-z]+|\d+")
_TRAIN = re.compile(r"train|^trn?$|^learn")
_TEST = re.compile(r"^[xy]?te?st(s|ing|set|data|images?|labels?|x|y)?$|^te$|^eval|^t10k$")
_VALID = re.compile(r"^[xy]?(valid|val$)|^dev$")
_LABELS = re.compile(
    r"label|target|^class|answer|^(y|t|gnd|lbls?|labs?)$|^y(train|test|val|data)|^(train|test)y$"
)
_IMAGES = re.compile(
    r"image|^imgs?$|pixel|^data$|feature|^(x|fea)$|^x(train|test|val|data)|^(train|test)x$"
)
_NO_DIGITS = re.compile(r"^(w|b)\d+$|weight|bias|kernel|theta|gamma|beta|moving|optimizer|velocit")
_ENDINGS = re.compile(
    r"(\.(gz|csv|tsv|txt|data|npz|npy|h5|hdf5|mat|arff|scale|libsvm|svm|parquet|pkl|pickle))+$"
)
_IDX = re.compile(r"(idx|\bx)\d")
# Words of a name that say what is in a file and not which data set it belongs to.
_PLAIN = re.compile(r"^(ubyte|int|set|split|file|of|\d{5})$")


class Role(Enum):
    """Which part of a data set something belongs to, as far as a name tells."""

    TRAIN = "train"
    VALID = "validation"
    TEST = "test"


def words_of(name: str) -> list[str]:
    """Cut a name into words in small letters.

    Parameters
    ----------
    name : str
        Such as ``"trainX"`` or ``"t10k-images.idx3-ubyte"``.

    Returns
    -------
    list of str
        Such as ``["train", "x"]``.
    """
    small = _CAMEL.sub(" ", name).lower()
    return _WORD.findall(small.replace("t10k", " test "))


def role_of(name: str) -> Role | None:
    """Which part a name tells.

    Parameters
    ----------
    name : str
        Of a file, a folder or an array.

    Returns
    -------
    Role or None
        None where it tells none, or several.
    """
    words = words_of(name)
    found = {
        role
        for role, pattern in ((Role.TRAIN, _TRAIN), (Role.VALID, _VALID), (Role.TEST, _TEST))
        if any(pattern.search(word) for word in words)
    }
    return found.pop() if len(found) == 1 else None


def names_labels(name: str) -> bool:
    """Return whether a name says that labels are meant."""
    return any(_LABELS.search(word) for word in words_of(name))


def names_images(name: str) -> bool:
    """Return whether a name says that images are meant."""
    return any(_IMAGES.search(word) for word in words_of(name))


def names_no_digits(name: str) -> bool:
    """Return whether a name says that a network's parameters are meant."""
    last = name.rpartition("/")[2].lower()
    return bool(_NO_DIGITS.search(last))


def set_of(name: str) -> tuple[str, ...]:
    """What is left of a name without its part and without what it holds.

    Parameters
    ----------
    name : str
        Of a file or an array, such as ``"emnist-digits-train-images-idx3-ubyte.gz"``.

    Returns
    -------
    tuple of str
        Such as ``("emnist", "digits")``: equal for all that belongs to one data set.
    """
    patterns = (_TRAIN, _TEST, _VALID, _LABELS, _IMAGES, _PLAIN)
    words = words_of(_IDX.sub(" ", _ENDINGS.sub("", name)))
    return tuple(word for word in words if not any(p.search(word) for p in patterns))
