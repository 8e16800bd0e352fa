"""Downloads MNIST into the person's cache, only when a person asks for it."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path

import pooch

from mnistgui.data.locate import cache_folder
from mnistgui.data.mnist_files import MIRRORS, MNIST_FILES, PublishedFile
from mnistgui.data.transfer import MirrorError, Transfer, TransferLimits
from mnistgui.errors import UserError
from mnistgui.reporting import OnProgress, no_report


def download_mnist(
    folder: Path | None = None,
    *,
    progress: OnProgress = no_report,
    cancelled: Callable[[], bool] = lambda: False,
    mirrors: Sequence[str] = MIRRORS,
    files: Sequence[PublishedFile] = MNIST_FILES,
    limits: TransferLimits | None = None,
) -> Path:
    """Download the files that are not there yet; each appears whole and checked, or not at all.

    Parameters
    ----------
    folder : pathlib.Path, optional
        Where to; the person's cache by default. Files that are there already are checked and,
        if they are not the published ones, replaced.
    progress : callable
        Called with the bytes that are there and the bytes of all files.
    cancelled : callable
        Called often; the download ends once it returns True, as ``threading.Event.is_set`` can.
    mirrors : sequence of str
        Addresses ending in a slash, tried in this order for each file.
    files : sequence of PublishedFile
        What to download.
    limits : TransferLimits, optional
        When a mirror is given up.

    Returns
    -------
    pathlib.Path
        The folder; :func:`~mnistgui.data.load.load_dataset` takes it.

    Raises
    ------
    UserError
        No mirror delivered a file, or the folder cannot be written.
    DownloadCancelledError
        ``cancelled`` returned True; what has arrived is kept, and the next download continues it.
    """
    folder = folder or cache_folder()
    # pooch would announce each file on standard error, in the middle of a progress bar.
    pooch.get_logger().setLevel(logging.ERROR)
    for number, file in enumerate(files):
        part = folder / f"{file.name}.part"
        report = _report_of(files, number, progress)
        transfer = Transfer(file, part, report, cancelled, limits or TransferLimits())
        _download_file(file, folder, mirrors, transfer, part)
        report(file.size)
    return folder


def _report_of(
    files: Sequence[PublishedFile], number: int, progress: OnProgress
) -> Callable[[int], None]:
    """Return a progress function for one file that reports the progress of all files."""
    before = sum(file.size for file in files[:number])
    total = sum(file.size for file in files)

    def report(present: int) -> None:
        progress(before + present, total)

    return report


def _download_file(
    file: PublishedFile, folder: Path, mirrors: Sequence[str], transfer: Transfer, part: Path
) -> None:
    """Try one mirror after another."""
    reasons = []
    for mirror in mirrors:
        resumed = part.exists()
        reason = _retrieve(file, folder, mirror, transfer)
        if reason and resumed and not part.exists():
            # The part that an earlier attempt left may have been the wrong one.
            reason = _retrieve(file, folder, mirror, transfer)
        if reason is None:
            return
        reasons.append(f"{mirror} - {reason}")
    raise UserError(
        f"{file.name} could not be downloaded: {'; '.join(reasons)}; check the connection and try "
        "again, or open files that you already have"
    )


def _retrieve(file: PublishedFile, folder: Path, mirror: str, transfer: Transfer) -> str | None:
    """Download and check a file; return why that failed."""
    try:
        pooch.retrieve(
            mirror + file.name,
            f"sha256:{file.sha256}",
            fname=file.name,
            path=folder,
            downloader=transfer,
        )
    except MirrorError as fault:
        return str(fault)
    except OSError as fault:
        raise UserError(f"{folder} cannot be written: {fault.strerror or fault}") from fault
    except ValueError:
        # pooch raises this if the SHA-256 differs, and has removed the file.
        return "it sent something else"
    return None
