import pytest


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Notes when all objects would be excluded from collections, which would hide leaks here."""
    noted: list[str] = []
    monkeypatch.setattr("mnistgui.ui.startup.warm_up.keep_all", lambda: noted.append("all"))
    return noted
