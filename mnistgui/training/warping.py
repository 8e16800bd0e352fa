"""Converts settings to the warps of the training digits."""

from mnistgui.data.augment.settings import Augmentation
from mnistgui.training.config import TrainingConfig


def augmentation(config: TrainingConfig) -> Augmentation | None:
    """Return the warps of these settings.

    Parameters
    ----------
    config : TrainingConfig

    Returns
    -------
    Augmentation or None
        None when digits are learnt as they are.
    """
    if config.augmentation == "none":
        return None
    return Augmentation(
        shift=config.warp_shift,
        scale=config.warp_scale,
        rotate=config.warp_rotate,
        shear=config.warp_shear,
        elastic=config.warp_elastic,
        stroke_width=config.warp_stroke_width,
    )
