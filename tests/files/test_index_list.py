from pathlib import Path

import pytest

from mnistgui.errors import UserError
from mnistgui.files.index_list import read_index_list, write_index_list


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    write_index_list(path, [7, 0, 59_999])
    assert path.read_text() == "7\n0\n59999\n"
    assert read_index_list(path) == (7, 0, 59_999)


def test_empty_lines_name_no_digit(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text("\n 5 \r\n\n")
    assert read_index_list(path) == (5,)


@pytest.mark.parametrize("text", ["3\nx", "3\n-1", "3\n1e3", "3\n1,2", "3\n12345678901", "3\n\xff"])
def test_a_line_that_is_no_index_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "list.txt"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(UserError, match=r"line 2 of .*no index"):
        read_index_list(path)
