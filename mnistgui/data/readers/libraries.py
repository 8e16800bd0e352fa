"""Reads files through libraries of other tools, in a child process with limited time and memory.

SciPy and PyArrow read the files of MATLAB and of Parquet. Only some people need them, and they
trust the sizes that a file declares. The child process writes plain arrays, which this process
reads as it reads any ``.npz``.
"""

import importlib.util
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from mnistgui.data.child_process import refusal_by_child
from mnistgui.data.parts import ReadParts
from mnistgui.data.readers.array_set import digits_of
from mnistgui.data.readers.named_array import NamedArray
from mnistgui.data.readers.npz import arrays_in_archive
from mnistgui.data.readers.paths import require_file
from mnistgui.data.readers.sizes import are_kept
from mnistgui.errors import UserError

EXTRA = "tables"
_PROCESS = "mnistgui.data.readers.library_process"
_PATIENCE_SECONDS = 300
_LITTLE_MEMORY = {"OMP_NUM_THREADS": "1", "ARROW_DEFAULT_MEMORY_POOL": "system"}


def read_through(library: str, files: Sequence[Path], folder: Path) -> ReadParts:
    """Read the files of a data set through a library.

    Parameters
    ----------
    library : str
        ``"scipy"`` or ``"pyarrow"``.
    files : sequence of pathlib.Path
        Of one data set.
    folder : pathlib.Path
        Theirs, for sentences.

    Returns
    -------
    ReadParts

    Raises
    ------
    UserError
        The library is not installed, or a file is damaged, too large or holds no digits.
    """
    if importlib.util.find_spec(library) is None:
        raise missing_library(library, EXTRA)
    with ExitStack() as stack:
        arrays = [
            (array, path.name)
            for path in files
            for array in stack.enter_context(_converted(library, path))
        ]
        return digits_of(arrays, str(files[0] if len(files) == 1 else folder))


def missing_library(package: str, extra: str) -> UserError:
    """Return the error for a file that needs a library which is not installed.

    Parameters
    ----------
    package : str
        The library.
    extra : str
        The extra of this program that brings it.

    Returns
    -------
    UserError
    """
    return UserError(
        f"this file needs {package}, which is not installed; "
        f"pip install 'mnistgui[{extra}]' brings it"
    )


@contextmanager
def _converted(library: str, path: Path) -> Iterator[list[NamedArray]]:
    """Have a child process write the arrays of a file, and read them."""
    require_file(path)
    with tempfile.TemporaryDirectory(prefix="mnistgui-") as temporary:
        target = Path(temporary) / "arrays.npz"
        _run_child(library, path, target)
        with arrays_in_archive(target, path) as arrays:
            yield arrays


def _run_child(library: str, path: Path, target: Path) -> None:
    words = [library, str(path.absolute()), str(target), "keep" if are_kept() else "28"]
    try:
        refusal = refusal_by_child(_PROCESS, words, _PATIENCE_SECONDS, _LITTLE_MEMORY)
    except subprocess.TimeoutExpired as fault:
        raise UserError(f"{path} could not be read in {_PATIENCE_SECONDS} seconds") from fault
    except OSError as fault:
        raise UserError(f"{path} cannot be read: {fault}") from fault
    except subprocess.CalledProcessError as fault:
        raise UserError(
            f"{path} cannot be read by {library}: it is damaged or too large"
        ) from fault
    if refusal is not None:
        raise UserError(f"{path} {refusal}")
