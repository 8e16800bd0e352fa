import re
from pathlib import Path

from mnistgui.ui import panels
from mnistgui.ui.panel_kit.spec import Place
from mnistgui.ui.shell import main_window, panel_table
from mnistgui.ui.shell.panel_table import PANELS
from tests.ui.conftest import Open

FOLDER = Path(panels.__path__[0])
CONTRIBUTING = Path(__file__).parents[3] / "resources" / "docs" / "contributing.md"


def test_every_panel_folder_has_a_row() -> None:
    folders = {path.parent.name for path in FOLDER.glob("*/__init__.py")}
    assert folders == {spec.name for spec in PANELS}


def test_no_name_or_title_is_given_twice() -> None:
    names = [name for spec in PANELS for name in {spec.name, spec.former_name} if name]
    assert len(set(names)) == len(names)
    assert len({spec.title for spec in PANELS}) == len(PANELS)


def test_every_place_has_a_panel_that_the_others_are_laid_beside() -> None:
    assert {spec.place for spec in PANELS} == set(Place)


def test_the_window_makes_every_panel_by_its_row(open_window: Open) -> None:
    window = open_window()
    made = {name: type(panel).__name__ for name, panel in window.panels.items()}
    assert made == {spec.name: spec.make.__name__ for spec in PANELS}
    assert all(
        type(panel).__module__.endswith(f".{name}.panel") for name, panel in window.panels.items()
    )
    assert [window.docks[spec.name].windowTitle() for spec in PANELS] == [
        spec.title for spec in PANELS
    ]


def test_the_main_window_names_no_panel() -> None:
    lines = Path(main_window.__file__).read_text(encoding="utf-8").splitlines()
    classes = [spec.make.__name__ for spec in PANELS]
    quoted = [f'"{spec.name}"' for spec in PANELS]
    assert [line for line in lines for name in (*classes, *quoted) if name in line] == []


def test_the_folder_of_a_panel_is_named_after_its_title() -> None:
    for spec in PANELS:
        words = re.findall("[a-z]+", spec.title.lower())
        assert spec.name == "_".join(words), spec.title


def test_the_contributors_page_leads_to_the_table() -> None:
    page = CONTRIBUTING.read_text(encoding="utf-8")
    table = Path(panel_table.__file__)
    assert f"`{table.parent.parent.name}/{table.parent.name}/{table.name}`" in page
