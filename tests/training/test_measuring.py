from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnistgui.errors import UserError
from mnistgui.training.config import TrainingConfig
from mnistgui.training.measuring import AUTOMATIC, divide, divided_sizes, fitted
from tests.digits import blob_dataset


def config(train_size: int = 0, validation_size: int = AUTOMATIC) -> TrainingConfig:
    return TrainingConfig(train_size=train_size, validation_size=validation_size, batch_size=1)


@pytest.mark.parametrize(
    ("settings", "sizes"),
    [
        (config(), (500, 100)),
        (config(validation_size=0), (600, 0)),
        (config(train_size=50), (50, 100)),
        (config(train_size=550), (550, 50)),
        (config(train_size=20, validation_size=30), (20, 30)),
    ],
)
def test_so_many_are_learnt_from_and_held_back(
    settings: TrainingConfig, sizes: tuple[int, int]
) -> None:
    assert divided_sizes(settings, 600, "blobs") == sizes
    assert tuple(len(part) for part in divide(settings, blob_dataset())) == sizes


@given(st.integers(0, 700), st.integers(-1, 700), st.integers(1, 700))
def test_no_digit_is_used_twice(train_size: int, validation_size: int, available: int) -> None:
    with suppress(UserError):
        n_train, n_valid = divided_sizes(config(train_size, validation_size), available, "some")
        assert n_train >= 1
        assert n_valid >= 0
        assert n_train + n_valid <= available


def test_more_digits_than_there_are_is_told() -> None:
    with pytest.raises(UserError, match="more than the 600 training digits of blobs"):
        divided_sizes(config(train_size=500, validation_size=101), 600, "blobs")


def test_too_large_a_batch_is_told() -> None:
    settings = TrainingConfig(batch_size=600)
    with pytest.raises(UserError, match="1 to 500, or 'full', are possible"):
        divided_sizes(settings, 600, "blobs")


@given(
    st.integers(0, 60_000),
    st.integers(-1, 60_000),
    st.integers(0, 60_000),
    st.integers(10, 60_000),
)
def test_fitted_settings_fit_and_stay_as_they_are_where_they_did(
    train_size: int, validation_size: int, batch_size: int, available: int
) -> None:
    asked = TrainingConfig(
        train_size=train_size, validation_size=validation_size, batch_size=batch_size
    )
    possible = fitted(asked, available)
    n_train, n_valid = divided_sizes(possible, available, "digits")
    assert n_train >= 1
    assert n_train + n_valid <= available
    assert possible.batch_size <= n_train
    try:
        sizes = divided_sizes(asked, available, "digits")
    except UserError:
        return
    if sizes[0] > 0:
        assert possible == asked


def test_a_sixth_is_held_back_of_fewer_digits() -> None:
    asked = TrainingConfig(validation_size=10_000, batch_size=1500)
    assert divided_sizes(fitted(asked, 600), 600, "digits") == (500, 100)
    assert fitted(asked, 600) == replace(asked, validation_size=-1, batch_size=500)
    with pytest.raises(UserError, match="more than"):
        divided_sizes(asked, 600, "digits")
