import os
import subprocess
import sys
from pathlib import Path

import pytest

from mnistgui.atomic import replacing, write_bytes
from mnistgui.errors import UserError


def test_the_old_file_stays_whole_when_writing_fails(tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text("old")
    with pytest.raises(ZeroDivisionError), replacing(kept) as new:
        new.write_text(f"half {1 / 0}")
    assert kept.read_text() == "old"
    assert list(tmp_path.iterdir()) == [kept]


def test_the_new_file_takes_its_place(tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    with replacing(kept) as new:
        new.write_text("new")
    assert kept.read_text() == "new"


def test_a_part_that_another_writer_has_just_put_in_place_is_no_trouble(tmp_path: Path) -> None:
    """As seen between listing the folder and looking at what was listed."""
    (tmp_path / ".mnistgui-0123456789ab.part").symlink_to(tmp_path / "gone")
    write_bytes(tmp_path / "mine.jsonl", b"mine")
    assert (tmp_path / "mine.jsonl").read_bytes() == b"mine"


def test_what_killed_writers_have_left_is_removed_in_the_end(tmp_path: Path) -> None:
    old, new = (tmp_path / f".mnistgui-{name}.part" for name in ("0000", "1111"))
    for part in (old, new):
        part.touch()
    os.utime(old, (0, 0))
    write_bytes(tmp_path / "mine.jsonl", b"mine")
    assert not old.exists()
    assert new.exists()


def test_a_missing_directory_is_told_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot write"), replacing(tmp_path / "no" / "file"):
        pass


def test_bytes_are_written_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    write_bytes(path, b"one")
    write_bytes(path, b"two")
    assert path.read_bytes() == b"two"
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_check_leaves_the_older_file(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")

    def refuse(new: Path) -> None:
        assert new.read_bytes() == b"new"
        raise UserError("no")

    with pytest.raises(UserError, match="no"), replacing(path, refuse) as new:
        new.write_bytes(b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_disk_that_takes_no_more_is_told_and_the_older_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(b"old")
    code = (
        "import resource, sys, pathlib; from mnistgui.atomic import write_bytes;"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000));"
        "write_bytes(pathlib.Path(sys.argv[1]), bytes(5000))"
    )
    child = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False
    )
    assert "UserError: cannot write" in child.stderr
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_and_its_target_is_replaced(tmp_path: Path) -> None:
    target, link = tmp_path / "real", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_bytes(link, b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize("path", [Path("/dev/null"), Path("/")])
def test_devices_and_folders_are_never_replaced(path: Path) -> None:
    with pytest.raises(UserError, match="the name of a file is accepted"):
        write_bytes(path, b"new")
    assert not path.is_file()


def test_permissions_stay(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.touch(mode=0o600)
    write_bytes(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_killed_writers_left_is_removed_once_it_is_old(tmp_path: Path) -> None:
    old, young = tmp_path / ".mnistgui-00.part", tmp_path / ".mnistgui-01.part"
    old.touch()
    young.touch()
    os.utime(old, (0, 0))
    write_bytes(tmp_path / "a", b"new")
    assert not old.exists()
    assert young.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_folder_is_told_and_the_older_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    path.write_bytes(b"old")
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(UserError, match="cannot write"):
            write_bytes(path, b"new")
    finally:
        tmp_path.chmod(0o700)
    assert path.read_bytes() == b"old"
