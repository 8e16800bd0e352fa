"""What other threads do to fetch digits: load, turn, draw and download them."""

from pathlib import Path

from mnistgui.data.dataset import Dataset
from mnistgui.data.turns import Correction, turned
from mnistgui.ui.background.job import Cancelled, Report
from mnistgui.ui.commands.loaded_digits import LoadedDigits, checked_reading

SMALL = (3_000, 600)  # drawn in well under a second


def load_kept(path: Path, report: Report) -> Dataset:
    """Job thread: Load digits whose pictures keep their size."""
    from mnistgui.data.load import load_dataset  # noqa: PLC0415 - the readers are slow to load

    return load_dataset(path, report, keep_size=True)


def turn_digits(dataset: Dataset, turn: Correction, _report: Report) -> Dataset:
    """Job thread: Put right digits that are stored turned or inverted."""
    return turned(dataset, turn)


def load_first(path: Path | None, report: Report) -> LoadedDigits:
    """Job thread: Load the digits that were named, downloaded ones, or draw a few."""
    from mnistgui.data.locate import find_dataset  # noqa: PLC0415 - the readers are slow to load
    from mnistgui.files.own_digits import was_sized  # noqa: PLC0415 - the readers are slow to load

    dataset = find_dataset(path, report) or draw_digits(*SMALL, report)
    return LoadedDigits(dataset, dataset.left_out, checked_reading(dataset), was_sized(dataset))


def draw_digits(train: int, test: int, report: Report) -> Dataset:
    """Any thread: Draw so many synthetic digits to learn from and to test on."""
    # The module that draws digits is imported in the thread that draws.
    from mnistgui.data.synthetic.make import synthetic_dataset  # noqa: PLC0415 - see above

    return synthetic_dataset(train, test, progress=report)


def download(report: Report) -> Dataset:
    """Any thread: Download MNIST and load it."""
    # These bring a whole web client with them, which few visits need.
    from mnistgui.data.download import download_mnist  # noqa: PLC0415 - see above
    from mnistgui.data.transfer import DownloadCancelledError  # noqa: PLC0415 - see above

    try:
        folder = download_mnist(progress=report, cancelled=report.cancelled)
    except DownloadCancelledError as error:
        raise Cancelled from error
    from mnistgui.data.load import load_dataset  # noqa: PLC0415 - the readers are slow to load

    return load_dataset(folder)
