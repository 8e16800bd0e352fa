"""Says whether a network and some digits fit each other."""

from mnistgui.data.dataset import Dataset
from mnistgui.data.picture_kind import MNIST_KIND, SIDE, PictureKind
from mnistgui.errors import UserError
from mnistgui.nn.heads import Logistic
from mnistgui.nn.network import Network
from mnistgui.training.config import TrainingConfig
from mnistgui.training.digit_fields import digit_pairs
from mnistgui.training.warping import augmentation


def require_fit(pictures: PictureKind, dataset: Dataset) -> None:
    """Refuse digits that a network cannot read.

    Parameters
    ----------
    pictures : PictureKind
        What the network reads.
    dataset : Dataset

    Raises
    ------
    UserError
        They have another size, or another number of classes.
    """
    if not pictures.fits(dataset.kind):
        raise UserError(misfit(pictures, dataset))


def require_settings_fit(config: TrainingConfig) -> None:
    """Refuse settings that have no meaning for the pictures that are learnt from.

    Parameters
    ----------
    config : TrainingConfig

    Raises
    ------
    UserError
        Warps are asked for with pictures that are not 28 x 28, or labels are mixed up with classes
        that are not there.
    """
    pictures = config.pictures
    if pictures.side != SIDE and augmentation(config) is not None:
        raise UserError(
            f"augmentation={config.augmentation} warps pictures of {SIDE} x {SIDE} pixels, not of "
            f"{pictures.side} x {pictures.side}; augmentation=none is accepted"
        )
    mixed = digit_pairs(config.noise_pairs) if config.label_noise == "pairs" else ()
    beyond = [digit for pair in mixed for digit in pair if digit >= len(pictures.class_names)]
    if beyond:
        raise UserError(
            f"noise_pairs names the class {beyond[0]}; {pictures.summary} have the places 0 to "
            f"{len(pictures.class_names) - 1}"
        )


def reads(network: Network, pictures: PictureKind) -> bool:
    """Return whether a network can read pictures and answer with their classes.

    Parameters
    ----------
    network : Network
    pictures : PictureKind

    Returns
    -------
    bool
    """
    classes, head = len(pictures.class_names), network.head
    answers = head.digit < classes if isinstance(head, Logistic) else head.units == classes
    return network.widths[0] == pictures.n_pixels and answers


def require_reading(network: Network, dataset: Dataset) -> None:
    """Refuse digits that a network cannot read, or whose classes it does not know.

    Parameters
    ----------
    network : Network
    dataset : Dataset

    Raises
    ------
    UserError
        They do not fit each other.
    """
    if not reads(network, dataset.kind):
        raise UserError(
            f"this network reads {network.widths[0]} pixels and answers with "
            f"{len(network.head.class_names)} classes; {dataset.name} holds "
            f"{dataset.kind.summary}: they do not fit each other"
        )


def require_drawings(network: Network) -> None:
    """Refuse a network that reads pictures of another size than drawings are brought to.

    Parameters
    ----------
    network : Network

    Raises
    ------
    UserError
        It reads no pictures of 28 x 28 pixels.
    """
    if network.widths[0] != MNIST_KIND.n_pixels:
        raise UserError(
            f"drawings and photographs are brought to {SIDE} x {SIDE} pixels, and this network "
            f"reads {network.widths[0]} pixels; a data set of its size is accepted (--data, with "
            "--size keep)"
        )


def misfit(pictures: PictureKind, dataset: Dataset) -> str:
    """Say in one sentence that a network cannot read some digits.

    Parameters
    ----------
    pictures : PictureKind
        What the network reads.
    dataset : Dataset

    Returns
    -------
    str
    """
    return (
        f"this network reads {pictures.summary}, and {dataset.name} holds {dataset.kind.summary}: "
        "they do not fit each other"
    )
