from pathlib import Path

from click.testing import CliRunner, Result

from mnistgui.cli import main
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.data.writers import idx
from mnistgui.files.run_file import save_run
from mnistgui.training.config import TrainingConfig
from tests.files.runs import trained


def report(*words: str | Path) -> Result:
    return CliRunner().invoke(main, ["report", *map(str, words)])


def test_runs_are_put_on_one_page(tmp_path: Path) -> None:
    digits = synthetic_dataset(600, 200)
    (tmp_path / "DIGITS").mkdir()
    idx.write(digits, tmp_path / "DIGITS")
    for name in ("a", "b"):
        config = TrainingConfig(hidden=(8,), epochs=1)
        save_run(tmp_path / f"{name}.h5", trained(config, dataset=digits))
    page = tmp_path / "page.html"
    result = report(
        *(tmp_path / "a.h5", tmp_path / "b.h5", "--out", page, "--note", "Seen in class."),
        *("--data", tmp_path / "DIGITS"),
    )
    assert result.exit_code == 0, result.output
    text = page.read_text(encoding="utf-8")
    assert "<title>a, b</title>" in text
    assert "Seen in class." in text
    assert text.count('class="matrix"') == 2


def test_other_digits_and_other_names_are_refused_in_one_sentence(tmp_path: Path) -> None:
    save_run(tmp_path / "a.h5", trained())
    (tmp_path / "DIGITS").mkdir()
    idx.write(synthetic_dataset(300, 100), tmp_path / "DIGITS")
    refused = report(tmp_path / "a.h5", "--out", tmp_path / "a.pdf")
    assert refused.exit_code == 2
    assert ".html and .htm are accepted" in refused.stderr
    page = tmp_path / "a.html"
    refused = report(tmp_path / "a.h5", "--out", page, "--data", tmp_path / "DIGITS")
    assert refused.exit_code == 2
    assert not page.exists()
    assert len(refused.stderr.strip().splitlines()) <= 2


def test_without_a_run_there_is_a_sentence(tmp_path: Path) -> None:
    refused = report("--out", tmp_path / "a.html")
    assert refused.exit_code == 2
    assert "RUNS" in refused.stderr
