from pathlib import Path

import pytest

from mnistgui.cli.bench_ui import file_named
from mnistgui.data.locate import ENVIRONMENT_VARIABLE


def test_digits_that_the_program_draws_are_in_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ENVIRONMENT_VARIABLE, raising=False)
    assert file_named(None) is None
    assert file_named(Path("synthetic")) is None
    assert file_named(Path("mnist")) == Path("mnist")
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, "synthetic")
    assert file_named(None) is None
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, "digits.npz")
    assert file_named(None) == Path("digits.npz")
