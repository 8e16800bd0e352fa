"""The rooms' one-way arrows, and that none but ui/ and what measures it needs Qt."""

import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parent.parent

IMPORT_ALL_WITHOUT_QT = """
import importlib, pkgutil, sys
for name in ("PySide6", "shiboken6", "pyqtgraph"):
    sys.modules[name] = None  # importing it raises ImportError
import mnistgui
count = 0
with_qt = ("mnistgui.ui.", "mnistgui.bench.window.", "mnistgui.bench.tour.", "mnistgui.__main__")
for module in pkgutil.walk_packages(mnistgui.__path__, "mnistgui."):
    if not module.name.startswith(with_qt):
        importlib.import_module(module.name)
        count += 1
print(count)
"""


def test_everything_else_imports_without_qt() -> None:
    result = subprocess.run(
        [sys.executable, "-c", IMPORT_ALL_WITHOUT_QT],
        capture_output=True,
        text=True,
        check=False,
        cwd=CHECKOUT,
    )
    assert result.returncode == 0, result.stderr
    assert int(result.stdout) > 100


def test_the_import_contracts_hold() -> None:
    if not (CHECKOUT / "pyproject.toml").exists():
        pytest.skip("the contracts stand in the checkout's pyproject.toml")
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"]
    result = subprocess.run(
        [*command, "--no-cache"], capture_output=True, text=True, check=False, cwd=CHECKOUT
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "0 broken" in result.stdout
