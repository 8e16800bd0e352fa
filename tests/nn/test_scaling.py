import numpy as np
import pytest

from mnistgui.nn import scaling


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", ["unit", "signed"])
def test_a_full_batch_is_scaled_in_parts_to_the_same_bits(
    name: str, dtype: type[np.floating], monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = {"unit": scaling.UNIT, "signed": scaling.SIGNED}[name]
    pixels = np.arange(256, dtype=np.uint8).repeat(7).reshape(256, 7)
    at_once = chosen.scaled(pixels, dtype)
    swept = []
    sweep = scaling.PixelScaling.apply

    def count(self: scaling.PixelScaling, some: np.ndarray, out: np.ndarray) -> None:
        swept.append(len(some))
        sweep(self, some, out)

    monkeypatch.setattr(scaling, "_SWEPT_BYTES", 100 * at_once[:1].nbytes)
    monkeypatch.setattr(scaling.PixelScaling, "apply", count)
    np.testing.assert_array_equal(chosen.scaled(pixels, dtype), at_once)
    assert swept == [256, 100, 100, 56]
