"""What the packages say of themselves agrees, and nothing that is shipped is left out."""

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

import mnistgui

CHECKOUT = Path(__file__).parent.parent
CHANGELOG, CITATION = CHECKOUT / "CHANGELOG.md", CHECKOUT / "CITATION.cff"
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))


def test_version_and_date_are_the_same_everywhere() -> None:
    newest = re.search(r"^## (\S+) - (\S+)$", CHANGELOG.read_text(encoding="utf-8"), re.MULTILINE)
    assert newest is not None
    version, date = newest.groups()
    assert version == mnistgui.__version__
    citation = CITATION.read_text(encoding="utf-8")
    assert f"\nversion: {version}\n" in citation
    assert f'\ndate-released: "{date}"\n' in citation


def test_every_dependency_says_why_it_is_there() -> None:
    text = (CHECKOUT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    project = PROJECT["project"]
    wanted = list(project["dependencies"])
    for extra in project["optional-dependencies"].values():
        wanted += extra
    for one in wanted:
        places = [i for i, line in enumerate(text) if f'"{one}"' in line]
        assert places, one
        for at in places:  # one for each extra that needs it
            assert "  # " in text[at] or text[at - 1].lstrip().startswith("# "), one


@pytest.mark.slow
def test_wheel_and_sdist_are_complete(tmp_path: Path) -> None:
    pytest.importorskip("build")
    command = [sys.executable, "-m", "build", "--outdir", str(tmp_path), str(CHECKOUT)]
    built = subprocess.run(command, check=False, capture_output=True, text=True)
    assert built.returncode == 0, built.stdout + built.stderr
    [wheel], [sdist] = tmp_path.glob("*.whl"), tmp_path.glob("*.tar.gz")
    shipped = _files("mnistgui") | {f"mnistgui/{name}" for name in _files("resources")}
    with zipfile.ZipFile(wheel) as archive:
        assert shipped <= set(archive.namelist())
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    others = {"README.md", "CHANGELOG.md", "CITATION.cff", "LICENSE", "pyproject.toml"}
    assert _files("mnistgui") | _files("resources") | _files("tests") | others <= names


def _files(folder: str) -> set[str]:
    """Files below a folder of the checkout, by their paths from it, without caches."""
    paths = (path for path in (CHECKOUT / folder).rglob("*") if path.is_file())
    return {
        path.relative_to(CHECKOUT).as_posix() for path in paths if "__pycache__" not in path.parts
    }
