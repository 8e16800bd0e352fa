"""The ways of writing each digit, by their family."""

from mnistgui.data.synthetic.shapes.curved import FIVE, THREE, TWO
from mnistgui.data.synthetic.shapes.round import EIGHT, ZERO
from mnistgui.data.synthetic.shapes.straight import FOUR, ONE, SEVEN
from mnistgui.data.synthetic.shapes.tailed import NINE, SIX

GLYPH_VARIANTS = (ZERO, ONE, TWO, THREE, FOUR, FIVE, SIX, SEVEN, EIGHT, NINE)
"""Ways of every digit, by the digit."""
