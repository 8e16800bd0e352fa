"""Copies the pixels of a batch into the network's input buffer, and leaves most zeros out.

Pixels that are 0 cannot change anything the network learns: they add nothing to a sum and their
weights get no gradient. So pixels that are 0 in every training image are left out, and the others
are ordered by how often they hold ink. In that order an image of MNIST has, on average, no
ink after the 411th place; the digits of a batch are sorted by where their ink ends and multiplied
in blocks (:mod:`mnistgui.nn.ragged`). This is exact, and saves a third of the first layer's work.
(Only where digits are warped, ink in pixels that hardly ever hold any is lost.)
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mnistgui.data.augment.settings import Augmentation
from mnistgui.data.augment.warp import Warper
from mnistgui.nn.arrays import Array, Indices
from mnistgui.nn.partition import equal_slices
from mnistgui.nn.ragged import Block
from mnistgui.nn.scaling import PixelScaling
from mnistgui.training.randomness import Purpose, generator
from mnistgui.training.shared_digits import SharedDigits
from mnistgui.training.used_pixels import ink_ends

# A block has at least this many rows: with fewer, the overhead of another product outweighs the
# zeros it leaves out, which cost less where they meet few units. More than six blocks save nothing
# more. Measured with `mnistgui bench`.
BLOCK_ROWS = 48
BLOCK_ROWS_OF_FEW_UNITS = 64
FEW_UNITS = 32
MOST_BLOCKS = 6


class FilledBatch(NamedTuple):
    """A batch that was gathered, in the order of its rows in the buffer.

    Parameters
    ----------
    targets : ndarray of shape (batch_size,), intp
        True class of each digit.
    blocks : list of Block or None
        Their scaled pixels; None where they stand in the buffer as whole images.
    left_out : ndarray of shape (batch_size,), bool, or None
        Which of them teach nothing; None where all of them teach.
    """

    targets: Indices
    blocks: list[Block] | None
    left_out: NDArray[np.bool_] | None = None


class Arranged(NamedTuple):
    """A batch that is to be gathered, in the order of its rows in the buffer.

    Parameters
    ----------
    rows : ndarray of shape (batch_size,), intp
        Which digits of the feed.
    ends : ndarray of shape (batch_size,), uint16
        How many pixels of each have to be read.
    parts : tuple of slice
        The rows of each block.
    targets : ndarray of shape (batch_size,), intp
    left_out : ndarray of shape (batch_size,), bool, or None
        As in :class:`FilledBatch`.
    """

    rows: Indices
    ends: NDArray[np.uint16]
    parts: tuple[slice, ...]
    targets: Indices
    left_out: NDArray[np.bool_] | None


@dataclass(eq=False)
class Feed:
    """Training digits, ready to be gathered batch by batch.

    Parameters
    ----------
    images : ndarray of shape (n_samples, n_used), uint8
        The used pixels of every training image, C-contiguous.
    targets : ndarray of shape (n_samples,), intp
        True class of each.
    scaling : PixelScaling
    warps : Warps or None
        Overwrites ``images`` at the start of an epoch; None to learn them as they are.
    units : int
        How many units of the first layer each pixel meets.
    whole : bool
        Whether the first layer reads whole images, so that no zero is left out and no digit's
        pixels are in a block.
    left_out : ndarray of shape (n_samples,), bool, or None
        Digits that are gathered and teach nothing; None where all of them teach.
    shared : SharedDigits or None
        What ``images`` are a part of, if other feeds have them, too; it knows where ink ends.

    Attributes
    ----------
    ends : ndarray of shape (n_samples,), uint16
        How many pixels of each image have to be read; all that follow are 0.
    """

    images: NDArray[np.uint8]
    targets: Indices
    scaling: PixelScaling
    warps: "Warps | None" = None
    units: int = FEW_UNITS
    whole: bool = False
    left_out: NDArray[np.bool_] | None = None
    shared: SharedDigits | None = None
    ends: NDArray[np.uint16] = field(init=False)

    def __post_init__(self) -> None:
        """Compute where each image's ink ends, once for all epochs."""
        n, n_used = self.images.shape
        if not self.ragged:
            self.ends = np.full(n, n_used, np.uint16)
        else:
            self.ends = self.shared.ends if self.shared else ink_ends(self.images)

    @property
    def ragged(self) -> bool:
        """Whether zeros are left out of images that always stay as they are."""
        # Warped digits have other ends, and a scaling with an offset makes zeros other numbers.
        return self.warps is None and not self.scaling.offset and not self.whole

    def begin_epoch(self, epoch: int) -> None:
        """Warp the digits of an epoch, if they are to be warped.

        Parameters
        ----------
        epoch : int
            Counted from 0; the same epoch always gets the same warps.
        """
        if self.warps is not None:
            self.warps.begin_epoch(epoch)
            if not self.scaling.offset and not self.whole:
                self.ends = self.warps.warper.ends

    def fill(self, rows: Indices, buffer: "Buffer") -> FilledBatch:
        """Gather a batch, sorted by where the ink ends if that makes several blocks of it.

        Parameters
        ----------
        rows : ndarray of shape (batch_size,), intp
        buffer : Buffer
            Overwritten.

        Returns
        -------
        FilledBatch
        """
        if self.whole:
            self.images.take(rows, axis=0, out=buffer.pixels, mode="clip")
            self.scaling.apply(buffer.pixels, buffer.x)
            return FilledBatch(self.targets.take(rows), None, self._left_out_of(rows))
        batch = self.arrange(rows)
        # mode="clip" lets NumPy write straight into the buffer; no row is out of range.
        self.images.take(batch.rows, axis=0, out=buffer.pixels, mode="clip")
        blocks = [self._scaled(part, batch, buffer) for part in batch.parts]
        return FilledBatch(batch.targets, blocks, batch.left_out)

    def parts(self, n_rows: int) -> tuple[slice, ...]:
        """Divide the rows of a batch into blocks of about equal size."""
        few = self.units < FEW_UNITS
        block_rows = BLOCK_ROWS_OF_FEW_UNITS if few else BLOCK_ROWS
        return equal_slices(n_rows, n_rows // block_rows, MOST_BLOCKS)

    def arrange(self, rows: Indices) -> "Arranged":
        """Sort the rows of a batch by where their ink ends, if that makes several blocks of it.

        Parameters
        ----------
        rows : ndarray of shape (batch_size,), intp

        Returns
        -------
        Arranged
        """
        ends, parts = self.ends.take(rows), self.parts(len(rows))
        if len(parts) > 1:
            order = ends.argsort(kind="stable")
            rows, ends = rows.take(order), ends.take(order)
        elif len(rows) > 1:
            ends[-1] = ends.max()  # the last is the widest, as where they are sorted
        return Arranged(rows, ends, parts, self.targets.take(rows), self._left_out_of(rows))

    def gather(self, part: slice, batch: "Arranged", buffer: "Buffer") -> Block:
        """Gather one part of a batch; others may be gathered at the same time.

        Parameters
        ----------
        part : slice
            One of the batch's.
        batch : Arranged
        buffer : Buffer
            Of which these rows are overwritten.

        Returns
        -------
        Block
        """
        self.images.take(batch.rows[part], axis=0, out=buffer.pixels[part], mode="clip")
        return self._scaled(part, batch, buffer)

    def _scaled(self, part: slice, batch: "Arranged", buffer: "Buffer") -> Block:
        width = int(batch.ends[part.stop - 1])
        x = buffer.block(part, width)
        self.scaling.apply(buffer.pixels[part, :width], x)
        return Block(part, x)

    def count_taught(self, rows: Indices) -> int:
        """Count the digits of a batch that teach something."""
        if self.left_out is None:
            return len(rows)
        return len(rows) - int(np.count_nonzero(self.left_out.take(rows)))

    def _left_out_of(self, rows: Indices) -> NDArray[np.bool_] | None:
        return None if self.left_out is None else self.left_out.take(rows)


@dataclass(frozen=True, eq=False)
class Buffer:
    """Memory for the pixels of a batch.

    Parameters
    ----------
    pixels : ndarray of shape (batch_size, n_used), uint8
        As they are gathered.
    x : ndarray of shape (batch_size, n_used), float32
        As the network reads them; each block lies at the start of its rows.
    """

    pixels: NDArray[np.uint8]
    x: Array

    @classmethod
    def with_input(cls, x: Array) -> "Buffer":
        """Make a buffer whose ``x`` is a network's input buffer, of shape (batch_size, n_used)."""
        return cls(np.empty(x.shape, np.uint8), x)

    def block(self, rows: slice, width: int) -> Array:
        """Return the memory for some rows of so many pixels, at the start of their own."""
        start, n_rows = rows.start * self.x.shape[1], rows.stop - rows.start
        return self._flat[start : start + n_rows * width].reshape(n_rows, width)

    @cached_property
    def _flat(self) -> Array:
        return self.x.reshape(-1)


class Warps:
    """Warps one half of the training digits in each epoch, the two halves in turn.

    Each warped digit is therefore learnt twice before it is warped again, and in the first epoch
    one half is learnt without a warp. Warping all digits in every epoch takes twice the time and
    hardly lowers the error (see resources/docs/measured.md).

    Parameters
    ----------
    warper : Warper
        Holds the digits.
    settings : Augmentation
        How far they are warped.
    seed : int
        The run's seed.
    """

    def __init__(self, warper: Warper, settings: Augmentation, seed: int) -> None:
        self.warper = warper
        self._settings = settings
        self._seed = seed
        self._epoch: int | None = None

    def begin_epoch(self, epoch: int) -> None:
        """Warp the digits that an epoch learns.

        Parameters
        ----------
        epoch : int
            Counted from 0; the same epoch always gets the same warps, whichever came before.
        """
        if epoch == self._epoch:
            return
        if not epoch and self._epoch is not None:
            self.warper.unwarp()
        if epoch and self._epoch != epoch - 1:
            self._warp(epoch - 1)  # the half that was warped in the epoch before
        self._warp(epoch)
        self._epoch = epoch

    def _warp(self, epoch: int) -> None:
        """Warp the half that is warped in this epoch."""
        groups = slice(epoch % 2, None, 2)
        rng = generator(self._seed, Purpose.AUGMENTATION, epoch)
        self.warper.warp(self._settings, rng, groups)
