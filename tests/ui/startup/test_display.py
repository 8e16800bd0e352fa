import socket
from pathlib import Path

import pytest

from mnistgui.errors import UserError
from mnistgui.ui.startup import display


def test_no_display_names_what_to_do() -> None:
    with pytest.raises(UserError, match=r"mnistgui train.*mnistgui tour.*offscreen"):
        display.require_display({}, "linux")


def test_display_that_does_not_answer_is_said_by_name() -> None:
    with pytest.raises(UserError, match=":4711 does not answer"):
        display.require_display({"DISPLAY": ":4711"}, "linux")


@pytest.mark.parametrize("name", ["nonsense", ":x", "localhost:999999999"])
def test_nonsense_display(name: str) -> None:
    with pytest.raises(UserError, match="does not answer"):
        display.require_display({"DISPLAY": name}, "linux")


def test_offscreen_needs_no_display() -> None:
    display.require_display({"QT_QPA_PLATFORM": "offscreen"}, "linux")


def test_other_systems_always_have_one() -> None:
    display.require_display({}, "darwin")


def test_wayland_socket_that_answers(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "wayland-0"))
        server.listen()
        display.require_display(
            {"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)}, "linux"
        )


def test_missing_library_names_packages() -> None:
    error = ImportError("libEGL.so.1: cannot open shared object file")
    sentence = str(display.missing_library(error))
    assert "libEGL.so.1" in sentence
    assert "libegl1" in sentence
    assert "libxcb-cursor0" in sentence
