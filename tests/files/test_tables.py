import csv
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mnistgui.errors import UserError
from mnistgui.files.tables import save_csv, table_text

CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
ROWS = st.lists(st.lists(CELLS, min_size=2, max_size=3), min_size=1, max_size=4)


@settings(deadline=None)
@given(ROWS, st.sampled_from([",", "\t"]))
def test_any_cells_are_read_back(rows: list[list[str]], delimiter: str) -> None:
    text = table_text(rows, delimiter)
    assert list(csv.reader(text.splitlines(), delimiter=delimiter)) == rows


def test_a_table_is_a_file_whole_or_not_at_all(tmp_path: Path) -> None:
    save_csv(tmp_path / "t.csv", [["weight", "ratio"], ["W3[0, 4]", "1.5"]])
    assert (tmp_path / "t.csv").read_text() == 'weight,ratio\n"W3[0, 4]",1.5\n'
    with pytest.raises(UserError, match="absent"):
        save_csv(tmp_path / "absent" / "t.csv", [["weight"]])
