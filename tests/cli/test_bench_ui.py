from pathlib import Path

import pytest

from mnistgui.cli.bench_ui import file_named
from mnistgui.data.locate import ENVIRONMENT_VARIABLE
from tests.cli.running import run


def test_digits_that_the_program_draws_are_in_no_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(ENVIRONMENT_VARIABLE, raising=False)
    assert file_named(None) is None
    assert file_named(Path("synthetic")) is None
    assert file_named(Path("mnist")) == Path("mnist")
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, "synthetic")
    assert file_named(None) is None
    monkeypatch.setenv(ENVIRONMENT_VARIABLE, "digits.npz")
    assert file_named(None) == Path("digits.npz")


def test_a_panel_that_there_is_not_is_refused_before_digits_are_read(tmp_path: Path) -> None:
    result = run("bench", "ui", "--data", tmp_path / "none.npz", "--panels", "units,mapp")
    assert result.exit_code == 2
    assert "no panel is named 'mapp'; known are all, default, training" in result.output
