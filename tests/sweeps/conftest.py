"""Digits that all tests of studies share."""

from collections.abc import Iterator

import pytest

from mnistgui.data.dataset import Dataset
from tests.sweeps.postgres import Cluster, cluster
from tests.sweeps.studies import small_digits


@pytest.fixture(scope="session")
def small() -> Dataset:
    return small_digits()


@pytest.fixture
def postgres() -> Iterator[Cluster]:
    """A PostgreSQL server of this test's own."""
    with cluster() as server:
        yield server
