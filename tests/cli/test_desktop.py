import configparser
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

import mnistgui
from mnistgui.cli import main
from mnistgui.files.desktop import APPLICATION_ID

NAMES = {f"{APPLICATION_ID}.{end}" for end in ("desktop", "xml", "metainfo.xml", "svg")}
EARLIER = ("applications/mnistgui.desktop", "mime/packages/mnistgui.xml")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    return tmp_path


def ours(home: Path) -> set[str]:
    return {path.name for path in home.rglob("*mnistgui.*")}


def desktop(word: str) -> None:
    result = CliRunner().invoke(main, ["desktop", word])
    assert result.exit_code == 0, result.output


def test_what_is_installed_is_removed(home: Path) -> None:
    desktop("install")
    desktop("install")
    assert ours(home) == NAMES
    desktop("remove")
    desktop("remove")
    assert ours(home) == set()


def test_what_an_older_version_added_is_replaced(home: Path) -> None:
    for name in EARLIER:
        (home / name).parent.mkdir(parents=True)
        (home / name).write_text("from before", encoding="utf-8")
    desktop("install")
    assert ours(home) == NAMES


def test_a_standalone_folder_is_started_by_its_own_name(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/mnistgui/mnistgui")
    desktop("install")
    entry = (home / "applications" / f"{APPLICATION_ID}.desktop").read_text(encoding="utf-8")
    assert "Exec=/opt/mnistgui/mnistgui open --tell-in-window %f\n" in entry


@pytest.mark.skipif(not shutil.which("appstreamcli"), reason="no appstream here")
def test_the_facts_for_software_centres_are_valid(home: Path) -> None:
    desktop("install")
    facts = home / "metainfo" / f"{APPLICATION_ID}.metainfo.xml"
    command = ["appstreamcli", "validate", "--no-net", str(facts)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout
    [release] = ET.parse(facts).getroot().iter("release")  # noqa: S314 - our own
    assert release.get("version") == mnistgui.__version__


def test_the_entry_starts_this_program_with_the_file(home: Path) -> None:
    desktop("install")
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[method-assign, assignment]
    entry.read(home / "applications" / f"{APPLICATION_ID}.desktop")
    command = shlex.split(entry["Desktop Entry"]["Exec"])
    assert command == [sys.executable, "-m", "mnistgui", "open", "--tell-in-window", "%f"]
    kinds = ET.parse(home / "mime" / "packages" / f"{APPLICATION_ID}.xml").getroot()  # noqa: S314 - our own
    declared = {kind.get("type") for kind in kinds}
    assert declared < set(entry["Desktop Entry"]["MimeType"].split(";"))
    patterns = {element.get("pattern") for element in kinds.iter() if element.get("pattern")}
    assert patterns == {"*.lesson.json", "*.run.h5"}


@pytest.mark.parametrize(
    ("place", "written"),
    [
        ("/usr/bin/python3.11", "/usr/bin/python3.11"),
        ("/50%/python", "/50%%/python"),
        ("/my own/it's 100%/python", '"/my own/it\'s 100%%/python"'),
        ('/a"b$c/python', r'"/a\\"b\\$c/python"'),
        ("/a\\b/python", r'"/a\\\\b/python"'),
    ],
)
def test_strange_places_are_quoted_as_entries_have_it(
    home: Path, monkeypatch: pytest.MonkeyPatch, place: str, written: str
) -> None:
    monkeypatch.setattr(sys, "executable", place)
    desktop("install")
    entry = (home / "applications" / f"{APPLICATION_ID}.desktop").read_text(encoding="utf-8")
    assert f"Exec={written} -m mnistgui open --tell-in-window %f\n" in entry


@pytest.mark.skipif(not shutil.which("desktop-file-validate"), reason="no desktop-file-utils here")
def test_the_entry_is_valid(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/my own/it's/python")
    desktop("install")
    entry = home / "applications" / f"{APPLICATION_ID}.desktop"
    subprocess.run(["desktop-file-validate", entry], check=True)  # noqa: S607


def test_other_desktops_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    result = CliRunner().invoke(main, ["desktop", "install"])
    assert result.exit_code == 2
    assert "Linux" in result.stderr


def test_a_folder_that_cannot_be_written_is_told(home: Path) -> None:
    (home / "applications").touch()
    result = CliRunner().invoke(main, ["desktop", "install"])
    assert result.exit_code == 2
    assert "applications" in result.stderr
