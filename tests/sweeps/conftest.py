"""Digits that all tests of studies share."""

import pytest

from mnistgui.data.dataset import Dataset
from tests.sweeps.studies import small_digits


@pytest.fixture(scope="session")
def small() -> Dataset:
    return small_digits()
