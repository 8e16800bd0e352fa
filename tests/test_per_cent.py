import re
from pathlib import Path

import mnistgui
from mnistgui.per_cent import per_cent


def test_a_share_is_written_with_a_space_before_the_sign() -> None:
    assert per_cent(0.9) == "90.00 %"
    assert per_cent(0.12345, 1) == "12.3 %"
    assert per_cent(1, 0) == "100 %"


def test_no_other_way_is_used_anywhere() -> None:
    glued = re.compile(r"%\}|\d%|\}%")
    python = Path(mnistgui.__file__).parent.rglob("*.py")
    found = [path.name for path in python if glued.search(path.read_text(encoding="utf-8"))]
    assert found == []
