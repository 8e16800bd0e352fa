from pathlib import Path

from PySide6.QtCore import QSettings

from mnistgui.ui.commands.recent import Recent, RecentKind


def recent(tmp_path: Path) -> Recent:
    settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    made = Recent(settings)
    settings.sync()
    return made


def test_the_last_comes_first_and_none_twice(tmp_path: Path) -> None:
    listed = recent(tmp_path)
    for name in "aba":
        listed.add(RecentKind.RUN, tmp_path / name)
    assert listed.paths(RecentKind.RUN) == [tmp_path / "a", tmp_path / "b"]
    assert listed.paths(RecentKind.DATA) == []


def test_one_path_is_kept_between_visits(tmp_path: Path) -> None:
    listed = recent(tmp_path)
    listed.add(RecentKind.DATA, tmp_path / "with, comma.npz")
    listed._settings.sync()
    assert recent(tmp_path).paths(RecentKind.DATA) == [tmp_path / "with, comma.npz"]


def test_the_oldest_gives_way_and_each_can_be_removed(tmp_path: Path) -> None:
    listed = recent(tmp_path)
    for number in range(10):
        listed.add(RecentKind.NETWORK, tmp_path / str(number))
    assert [path.name for path in listed.paths(RecentKind.NETWORK)] == list("98765432")
    listed.remove(RecentKind.NETWORK, tmp_path / "8")
    assert [path.name for path in listed.paths(RecentKind.NETWORK)] == list("9765432")
    listed.clear()
    assert listed.paths(RecentKind.NETWORK) == []
