"""Writes a tree of pictures: ``Train/0/00001.png`` to ``Test/9/09999.png``."""

from pathlib import Path

from PIL import Image

from mnistgui.data.dataset import DIGITS, Dataset


def write(dataset: Dataset, folder: Path) -> None:
    """Write every digit to a file named by its index in its split.

    Parameters
    ----------
    dataset : Dataset
        What to write.
    folder : pathlib.Path
        An existing, empty folder.
    """
    for name, split in (("Train", dataset.train), ("Test", dataset.test)):
        folders = [folder / name / digit for digit in DIGITS]
        for inner in folders:
            inner.mkdir(parents=True)
        for place, (image, label) in enumerate(zip(split.images, split.labels, strict=True)):
            picture = Image.fromarray(image.reshape(split.side, split.side))
            picture.save(folders[label] / f"{place:05}.png")
