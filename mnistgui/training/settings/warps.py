"""How training digits are warped anew while they are learnt."""

from dataclasses import dataclass

from mnistgui.training.field_kinds import ChoiceField, RealField
from mnistgui.training.fields import declare

WARPS = "Warps"
_WARPED = {"augmentation": ("warps",)}


@dataclass(frozen=True, kw_only=True)
class WarpSettings:
    """How training digits are warped anew while they are learnt.

    Each attribute carries its own explanation, range and default.
    """

    augmentation: str = declare(
        ChoiceField,
        "none",
        label="Augmentation",
        group=WARPS,
        changeable=True,
        help="Whether the network learns from the digits as they are, or from warped ones, which "
        "teaches it to read other hands. Each epoch warps every second digit anew, in turn; the "
        "first one all of them.",
        choices={"none": "Digits as they are", "warps": "Warped again and again"},
    )
    warp_shift: float = declare(
        RealField,
        1.0,
        label="Shift",
        group=WARPS,
        changeable=True,
        unit="px",
        help="How far a digit is moved at most, across and down.",
        minimum=0.0,
        maximum=8.0,
        relevant_when=_WARPED,
    )
    warp_scale: float = declare(
        RealField,
        0.12,
        label="Scale",
        group=WARPS,
        changeable=True,
        help="By what share width and height grow or shrink at most; 0.1 is a tenth.",
        minimum=0.0,
        maximum=0.5,
        relevant_when=_WARPED,
    )
    warp_rotate: float = declare(
        RealField,
        12.0,
        label="Rotate",
        group=WARPS,
        changeable=True,
        unit="°",
        help="How far a digit is turned at most, either way.",
        minimum=0.0,
        maximum=90.0,
        relevant_when=_WARPED,
    )
    warp_shear: float = declare(
        RealField,
        0.2,
        label="Shear",
        group=WARPS,
        changeable=True,
        help="How far a digit is slanted at most: pixels across for each pixel down.",
        minimum=0.0,
        maximum=1.0,
        relevant_when=_WARPED,
    )
    warp_elastic: float = declare(
        RealField,
        0.7,
        label="Elastic",
        group=WARPS,
        changeable=True,
        unit="px",
        help="How far the paper is stretched unevenly, as a root mean square.",
        minimum=0.0,
        maximum=4.0,
        relevant_when=_WARPED,
    )
    warp_stroke_width: float = declare(
        RealField,
        0.6,
        label="Stroke width",
        group=WARPS,
        changeable=True,
        unit="px",
        help="By how much strokes get thicker or thinner at most.",
        minimum=0.0,
        maximum=2.0,
        relevant_when=_WARPED,
    )
