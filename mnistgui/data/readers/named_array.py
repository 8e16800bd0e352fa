"""An array of a file that is not read yet, and what digits it can hold by its shape."""

import math
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.dataset import CLASSES
from mnistgui.data.readers.limits import MAX_VALUES
from mnistgui.data.readers.pixels import NUMERIC_KINDS, to_bytes
from mnistgui.data.readers.sizes import MAX_SIDE, MIN_SIDE, to_side
from mnistgui.errors import UserError

_CHANNELS = (1, 3, 4)
_MAX_LABEL_BYTES = 64 << 20


@dataclass(frozen=True, eq=False)
class NamedArray:
    """One array of a file.

    Parameters
    ----------
    name : str
        As the file has it, such as ``"x_train"`` or ``"train/images"``.
    where : str
        The file and the name, for sentences.
    shape : tuple of int
        As the file declares it.
    dtype : numpy.dtype
        Of its elements.
    blocks : callable
        Begins anew with every call; yields the array cut along its first axis, or, where
        ``by_column``, its transpose cut likewise.
    by_column : bool
        Whether it is stored with its first axis varying fastest.
    """

    name: str
    where: str
    shape: tuple[int, ...]
    dtype: np.dtype[Any]
    blocks: Callable[[], Iterator[NDArray[Any]]]
    by_column: bool = False

    @property
    def stored_shape(self) -> tuple[int, ...]:
        """The shape of what ``blocks`` yields together."""
        return self.shape[::-1] if self.by_column else self.shape

    def read(self) -> NDArray[Any]:
        """Read all of a small array, such as labels.

        Returns
        -------
        ndarray

        Raises
        ------
        UserError
            It is too large for labels, or damaged.
        """
        if math.prod(self.shape) * self.dtype.itemsize > _MAX_LABEL_BYTES:
            raise UserError(f"{self.where} has shape {self.shape}, too large for labels")
        values = np.concatenate(list(self.blocks())).reshape(self.stored_shape)
        if values.dtype.kind == "U" and not _is_text(values):
            raise UserError(f"{self.where} is damaged: it holds characters that are no text")
        return values.T if self.by_column else values

    def images(self, form: "ImageForm") -> tuple[NDArray[np.uint8], tuple[str, ...]]:
        """Read all images.

        Parameters
        ----------
        form : ImageForm
            One of :func:`image_forms`.

        Returns
        -------
        ndarray of shape (n_samples, 784), dtype uint8
        tuple of str
            What was assumed, or brought to another form.

        Raises
        ------
        UserError
            They are too many, or their numbers stand for nothing that is known.
        """
        if math.prod(self.shape) > MAX_VALUES * form.channels:
            raise UserError(f"{self.where} has shape {self.shape}, more than is accepted")
        stored, notes = to_bytes(self.blocks, self.stored_shape, self.dtype, self.where)
        pixels = form.arranged(stored.T if self.by_column else stored)
        sized, more = to_side(pixels, self.where)
        return sized, notes + more


@dataclass(frozen=True)
class ImageForm:
    """How an array can be read as images.

    Parameters
    ----------
    count : int
        Images.
    sample_axis : int
        Which axis counts them.
    side : int
        Of each image, in pixels.
    channels : int
        1 for grey.
    channel_axis : int or None
        Among the axes that are left without the first one.
    """

    count: int
    sample_axis: int
    side: int
    channels: int = 1
    channel_axis: int | None = None

    def arranged(self, values: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """Put the axes in their usual order, and colours into grey.

        Parameters
        ----------
        values : ndarray
            Of the shape that this was found from.

        Returns
        -------
        ndarray of shape (count, side, side), dtype uint8
        """
        images = np.moveaxis(values, self.sample_axis, 0)
        if self.channel_axis is not None:
            colours = np.moveaxis(images, 1 + self.channel_axis, -1)
            images = colours[..., 0] if self.channels == 1 else _grey(colours[..., :3])
        return np.ascontiguousarray(images).reshape(self.count, self.side, self.side)


def _is_text(values: NDArray[np.str_]) -> bool:
    """Return whether all characters exist; Python ends in a SystemError where one does not."""
    code = np.dtype(np.uint32).newbyteorder(values.dtype.byteorder)
    return values.size == 0 or int(np.ascontiguousarray(values).view(code).max()) <= sys.maxunicode


def _grey(colours: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Mean of red, green and blue, a thousand images at a time."""
    grey = np.empty(colours.shape[:-1], np.uint8)
    for start in range(0, len(colours), 1000):
        grey[start : start + 1000] = np.rint(colours[start : start + 1000].mean(axis=-1))
    return grey


def image_forms(shape: tuple[int, ...], dtype: np.dtype[Any]) -> list[ImageForm]:
    """Every way in which an array can hold images, the most usual one first.

    Parameters
    ----------
    shape : tuple of int
    dtype : numpy.dtype

    Returns
    -------
    list of ImageForm
        Empty where it can hold none.
    """
    if dtype.kind not in f"{NUMERIC_KINDS}b" or dtype.itemsize > 8 or 0 in shape:
        return []
    forms = [form for axis in (0, -1) if (form := _form(shape, axis))]
    return sorted(forms, key=lambda form: form.side != 28)


def _form(shape: tuple[int, ...], axis: int) -> ImageForm | None:
    """How an array holds images that are counted along its first or its last axis."""
    if len(shape) < 2:
        return None
    count, rest = (shape[0], shape[1:]) if axis == 0 else (shape[-1], shape[:-1])
    channels, channel_axis = 1, None
    if len(rest) == 3:
        channel_axis = 2 if rest[2] in _CHANNELS else 0
        channels = rest[channel_axis]
        rest = rest[:2] if channel_axis else rest[1:]
    side = math.isqrt(rest[0]) if len(rest) == 1 else rest[0]
    square = side * side == rest[0] if len(rest) == 1 else rest == (side, side)
    if len(shape) == 2 and axis and count == CLASSES:
        return None  # rows with a one for each class, not ten images
    if not square or channels not in _CHANNELS or not MIN_SIDE <= side <= MAX_SIDE:
        return None
    return ImageForm(count, axis, side, channels, channel_axis)
