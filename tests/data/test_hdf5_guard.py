import os
from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
import pytest
from h5py import h5d, h5p, h5s, h5t

from mnistgui.data.hdf5_guard import open_untrusted
from mnistgui.errors import UserError

MIB = 1 << 20
LOOPS_FOR_EVER = Path(__file__).with_name("loops_for_ever.h5")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "strange.h5"


def test_plain_and_deflated_arrays_are_read(path: Path) -> None:
    values = np.arange(12, dtype=np.float32).reshape(4, 3)
    with h5py.File(path, "w") as file:
        file["W1"] = values
        file.create_dataset("g/z", data=values, compression="gzip", shuffle=True, fletcher32=True)
        file.attrs["names"] = ["one", "two"]
        file.attrs["title"] = "größer"
        file.attrs["empty"] = np.zeros(0)
    with open_untrusted(path) as guarded:
        assert guarded.arrays == ("W1", "g/z")
        for name in guarded.arrays:
            array = guarded.array(name, (None, 3), kinds="f", max_bytes=MIB)
            np.testing.assert_array_equal(array.read(), values)
            np.testing.assert_array_equal(array.read(1, 3), values[1:3])
        assert guarded.texts("names") == ("one", "two")
        assert guarded.texts("title") == ("größer",)
        assert guarded.texts("empty") == ()
        assert guarded.texts("absent") is None


def _external_storage(file: h5py.File) -> None:
    file.create_dataset("x", (4,), "u1", external=[("/etc/passwd", 0, 4)])


def _external_link(file: h5py.File) -> None:
    file["x"] = h5py.ExternalLink("other.h5", "/x")


def _soft_link(file: h5py.File) -> None:
    file["x"] = h5py.SoftLink("/y")


def _virtual(file: h5py.File) -> None:
    layout = h5py.VirtualLayout((4,), "u1")
    layout[:] = h5py.VirtualSource("other.h5", "x", (4,))
    file.create_virtual_dataset("x", layout)


def _plugin_filter(file: h5py.File) -> None:
    file.create_dataset("x", data=np.zeros(4), compression="lzf")


def _deflate_twice(file: h5py.File) -> None:
    plist = h5p.create(h5p.DATASET_CREATE)
    plist.set_chunk((4,))
    plist.set_deflate(9)
    plist.set_deflate(9)
    h5d.create(file.id, b"x", h5t.NATIVE_UINT8, h5s.create_simple((4,)), plist)


def _circle(file: h5py.File) -> None:
    group = file.create_group("g")
    group["again"] = group


def _too_many(file: h5py.File) -> None:
    for index in range(101):
        group = file.create_group(str(index))
        for other in range(100):
            group.create_group(str(other))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_external_storage, "lies in another file"),
        (_external_link, "an external link"),
        (_soft_link, "a soft link"),
        (_virtual, "a virtual array"),
        (_plugin_filter, "only plain gzip"),
        (_deflate_twice, "only plain gzip"),
        (_circle, "too deeply nested"),
        (_too_many, "too many"),
    ],
)
def test_a_dangerous_tree_is_refused(
    path: Path, make: Callable[[h5py.File], None], said: str
) -> None:
    with h5py.File(path, "w") as file:
        make(file)
    with pytest.raises(UserError, match=said), open_untrusted(path):
        pass


@pytest.mark.parametrize(
    ("shape", "dtype", "said"),
    [
        ((10**9, 784), "f4", "accepted"),
        ((5, 3), "f4", "shape"),
        ((5,), "f4", "shape"),
        ((5, 784), "i8", "kind of number"),
        ((5, 784), h5py.string_dtype(), "kind of number"),
        ((5, 784), [("a", "f4")], "kind of number"),
        ((5, 784), "c16", "kind of number"),
    ],
)
def test_an_array_outside_the_schema_is_refused(
    path: Path, shape: tuple[int, ...], dtype: object, said: str
) -> None:
    with h5py.File(path, "w") as file:
        file.create_dataset("x", shape, dtype)
    with open_untrusted(path) as guarded, pytest.raises(UserError, match=said):
        guarded.array("x", (None, 784), kinds="f", max_bytes=300 * MIB)


def test_a_chunk_that_inflates_too_far_is_refused(path: Path) -> None:
    import zlib

    bomb = zlib.compress(bytes(200 * MIB), 9)
    with h5py.File(path, "w") as file:
        dataset = file.create_dataset("x", (MIB,), "u1", chunks=(MIB,), compression="gzip")
        dataset.id.write_direct_chunk((0,), bomb)
    with pytest.raises(UserError, match="inflates"), open_untrusted(path):
        pass


def test_a_file_that_is_missing_or_no_hdf5_is_told(path: Path) -> None:
    with pytest.raises(UserError, match="not a file"), open_untrusted(path):
        pass
    path.write_bytes(b"hello")
    with pytest.raises(UserError, match="cannot be read"), open_untrusted(path):
        pass


def test_a_cut_off_file_is_told(path: Path) -> None:
    with h5py.File(path, "w") as file:
        file["x"] = np.zeros(1000)
    path.write_bytes(path.read_bytes()[:3000])
    with pytest.raises(UserError, match="cut off"), open_untrusted(path):
        pass


def test_an_attribute_that_is_no_text_is_told(path: Path) -> None:
    with h5py.File(path, "w") as file:
        file.attrs["names"] = [1, 2]
    with open_untrusted(path) as guarded, pytest.raises(UserError, match="no text"):
        guarded.texts("names")


def test_a_file_on_which_hdf5_loops_for_ever_is_refused_in_time() -> None:
    # Two altered bytes of an honest file; opening it in this process would never end.
    started = processor_seconds()
    with pytest.raises(UserError, match="damaged"), open_untrusted(LOOPS_FOR_EVER):
        pass
    assert processor_seconds() - started < 5


def test_honest_names_that_look_like_options_or_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "-h\n.h5"
    with h5py.File(path, "w") as file:
        file["x"] = np.zeros(3)
    with open_untrusted(path) as guarded:
        assert guarded.arrays == ("x",)


def test_vetting_needs_little_time(tmp_path: Path) -> None:
    path = tmp_path / "mnist.h5"
    with h5py.File(path, "w") as file:
        file.create_dataset("xdata", data=np.zeros((10_000, 784), "f4"), compression="gzip")
    started = processor_seconds()
    with open_untrusted(path) as guarded:
        guarded.array("xdata", (None, 784), kinds="f", max_bytes=100 * MIB).read()
    assert processor_seconds() - started < 5


def processor_seconds() -> float:
    """Of this process and its children: a busy machine has no part in it."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system
