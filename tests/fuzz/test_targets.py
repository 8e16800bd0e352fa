import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.case import Case, good_files, lay_out, loads
from tests.fuzz.edits import KINDS, Edit
from tests.fuzz.target import Target
from tests.fuzz.targets import TARGETS

edits = st.builds(
    Edit,
    st.sampled_from(KINDS),
    st.floats(0, 1, exclude_max=True),
    st.integers(0, 255),
)
cases = st.builds(Case, st.integers(0, 3), st.booleans(), st.lists(edits, max_size=6))


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_altered_files_load_or_are_refused(target: Target, tmp_path: Path) -> None:
    files = good_files(target, tmp_path / "good")
    lay_out(files, Case(0, inside=True, edits=()), tmp_path / "unchanged")
    assert loads(target, tmp_path / "unchanged")

    @settings(
        max_examples=max(3, min(60, int(1 / target.seconds))),
        derandomize=True,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(cases)
    def attack(case: Case) -> None:
        folder = tmp_path / "altered"
        lay_out(files, case, folder)
        loads(target, folder)
        shutil.rmtree(folder)

    attack()
