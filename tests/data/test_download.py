import threading
from collections.abc import Iterator
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path

import pytest

from mnistgui.data.download import download_mnist
from mnistgui.data.load import load_dataset
from mnistgui.data.mnist_files import MIRRORS, MNIST_FILES, PublishedFile
from mnistgui.data.transfer import DownloadCancelledError, TransferLimits
from mnistgui.errors import UserError
from tests.data.layouts import assert_same_digits, small_dataset, write_idx
from tests.data.mirror import Mirror, serve

DATASET = small_dataset(400, 100)
IMPATIENT = TransferLimits(silence=0.5, window=0.2, window_bytes=1000)


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = write_idx(tmp_path_factory.mktemp("mirror"), DATASET, packed=True)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture
def mirrors(contents: dict[str, bytes]) -> Iterator[tuple[Mirror, Mirror]]:
    with ExitStack() as stack:
        first, second = (stack.enter_context(serve(Mirror(contents))) for _ in range(2))
        yield first, second


def published(contents: dict[str, bytes]) -> list[PublishedFile]:
    return [
        PublishedFile(name, len(data), sha256(data).hexdigest()) for name, data in contents.items()
    ]


def fetch(folder: Path, mirrors: tuple[Mirror, Mirror], **options: object) -> Path:
    # A busy machine keeps honest mirrors silent, too: it has less limits only where it must.
    slow = any(mirror.behaviour in ("silent", "drip") for mirror in mirrors)
    return download_mnist(
        folder,
        mirrors=[mirror.url for mirror in mirrors],
        files=published(mirrors[0].files),
        limits=IMPATIENT if slow else TransferLimits(),
        **options,  # type: ignore[arg-type]
    )


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_download_loads_and_tells_its_progress(
    tmp_path: Path, mirrors: tuple[Mirror, Mirror], capfd: pytest.CaptureFixture[str]
) -> None:
    steps: list[tuple[int, int]] = []
    folder = fetch(tmp_path / "new", mirrors, progress=lambda *step: steps.append(step))
    assert_same_digits(load_dataset(folder), DATASET)
    total = sum(map(len, mirrors[0].files.values()))
    assert steps[-1] == (total, total)
    assert steps == sorted(steps)
    assert len(steps) >= 5
    assert mirrors[1].asked == []
    assert capfd.readouterr() == ("", "")


def test_what_is_there_and_whole_is_not_fetched_again_and_what_is_damaged_is(
    tmp_path: Path, mirrors: tuple[Mirror, Mirror]
) -> None:
    fetch(tmp_path, mirrors)
    mirrors[0].asked.clear()
    fetch(tmp_path, mirrors)
    assert mirrors[0].asked == []
    (tmp_path / "t10k-labels-idx1-ubyte.gz").write_bytes(b"damaged")
    fetch(tmp_path, mirrors)
    assert mirrors[0].asked == ["whole"]
    assert_same_digits(load_dataset(tmp_path), DATASET)


@pytest.mark.parametrize("fault", ["missing", "silent", "wrong", "huge", "cut off", "drip"])
def test_the_second_mirror_helps_out(
    tmp_path: Path, mirrors: tuple[Mirror, Mirror], fault: str
) -> None:
    mirrors[0].behaviour = fault
    fetch(tmp_path, mirrors)
    assert_same_digits(load_dataset(tmp_path), DATASET)
    assert names(tmp_path) == set(mirrors[0].files)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("missing", "answered 404"),
        ("silent", "stopped answering"),
        ("wrong", "sent something else"),
        ("huge", "sent more than"),
        ("cut off", "stopped answering|it sent"),
        ("drip", "too slow|stopped answering"),
    ],
)
def test_with_no_good_mirror_a_sentence_says_why_and_nothing_counts_as_there(
    tmp_path: Path, mirrors: tuple[Mirror, Mirror], fault: str, reason: str
) -> None:
    for mirror in mirrors:
        mirror.behaviour = fault
    with pytest.raises(UserError, match=f"t10k-images.*could not be downloaded.*({reason})"):
        fetch(tmp_path, mirrors)
    assert not names(tmp_path) & set(mirrors[0].files)


def test_a_mirror_that_is_not_there(tmp_path: Path, mirrors: tuple[Mirror, Mirror]) -> None:
    mirrors[0].url = "http://127.0.0.1:9/"
    fetch(tmp_path, mirrors)
    assert_same_digits(load_dataset(tmp_path), DATASET)


def test_what_arrived_is_not_fetched_again(tmp_path: Path, mirrors: tuple[Mirror, Mirror]) -> None:
    mirrors[0].behaviour = "cut off"
    fetch(tmp_path, mirrors)
    assert mirrors[1].asked
    assert all(asked.startswith("bytes=") for asked in mirrors[1].asked)


def test_a_mirror_that_cannot_resume_sends_the_whole(
    tmp_path: Path, mirrors: tuple[Mirror, Mirror]
) -> None:
    mirrors[0].behaviour = "cut off"
    mirrors[1].behaviour = "no resume"
    fetch(tmp_path, mirrors)
    assert_same_digits(load_dataset(tmp_path), DATASET)


def test_a_wrong_beginning_left_by_an_earlier_attempt_is_thrown_away(
    tmp_path: Path, mirrors: tuple[Mirror, Mirror]
) -> None:
    for name, data in mirrors[0].files.items():
        (tmp_path / f"{name}.part").write_bytes(bytes(len(data) // 2))
    fetch(tmp_path, mirrors)
    assert_same_digits(load_dataset(tmp_path), DATASET)
    assert mirrors[1].asked == []


def test_cancelling_keeps_what_arrived_and_the_next_download_goes_on(
    tmp_path: Path, mirrors: tuple[Mirror, Mirror]
) -> None:
    stop = threading.Event()
    mirrors[0].behaviour = "in halves"
    with pytest.raises(DownloadCancelledError):
        fetch(tmp_path, mirrors, progress=lambda *_: stop.set(), cancelled=stop.is_set)
    assert [name for name in names(tmp_path) if name.endswith(".part")]
    assert not names(tmp_path) & set(mirrors[0].files)
    fetch(tmp_path, mirrors)
    assert_same_digits(load_dataset(tmp_path), DATASET)
    assert any(asked.startswith("bytes=") for asked in mirrors[0].asked)


def test_a_folder_that_cannot_be_written_is_named(
    tmp_path: Path, mirrors: tuple[Mirror, Mirror]
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match=r"file.* cannot be written"):
        fetch(tmp_path / "file" / "folder", mirrors)


def test_the_published_files_are_those_of_mnist() -> None:
    assert sum(file.size for file in MNIST_FILES) == 11_594_722
    assert all(len(bytes.fromhex(file.sha256)) == 32 for file in MNIST_FILES)
    assert all(mirror.startswith("https://") and mirror.endswith("/") for mirror in MIRRORS)
