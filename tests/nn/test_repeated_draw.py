import numpy as np

from mnistgui.nn.initializers import Course, GlorotUniform, Normal
from mnistgui.nn.repeated_draw import RepeatedDraw

FAN_IN, FAN_OUT = 4, 3


def test_without_another_order_it_draws_what_the_initializer_draws() -> None:
    ours = RepeatedDraw(Course()).draw(FAN_IN, FAN_OUT, np.random.default_rng(0), output=True)
    plain = Course().draw(FAN_IN, FAN_OUT, np.random.default_rng(0), output=True)
    assert all((one == other).all() for one, other in zip(ours, plain, strict=True))


def test_unit_by_unit_the_first_numbers_are_the_first_units_weights() -> None:
    draw = RepeatedDraw(GlorotUniform(), by_units=True)
    W, _ = draw.draw(FAN_IN, FAN_OUT, np.random.default_rng(0), output=False)
    limit = np.sqrt(6 / (FAN_IN + FAN_OUT))
    drawn = np.random.default_rng(0).uniform(-limit, limit, FAN_IN * FAN_OUT)
    assert W.shape == (FAN_IN, FAN_OUT)
    assert W.flags.c_contiguous
    for unit in range(FAN_OUT):
        assert (W[:, unit] == drawn[unit * FAN_IN : (unit + 1) * FAN_IN]).all()


def test_an_unused_layer_moves_the_output_layer_alone() -> None:
    draw = RepeatedDraw(Normal(init_sigma=1.0, bias_sigma=1.0), unused_layer=2)
    plain = Normal(init_sigma=1.0, bias_sigma=1.0)
    hidden = draw.draw(FAN_IN, FAN_OUT, np.random.default_rng(0), output=False)
    same = plain.draw(FAN_IN, FAN_OUT, np.random.default_rng(0), output=False)
    assert (hidden[0] == same[0]).all()
    rng = np.random.default_rng(0)
    W, b = draw.draw(FAN_IN, FAN_OUT, np.random.default_rng(0), output=True)
    rng.normal(size=(FAN_IN + 1) * 2)
    assert (rng.normal(size=(FAN_IN, FAN_OUT)) == W).all()
    assert (b == rng.normal(size=FAN_OUT)).all()
