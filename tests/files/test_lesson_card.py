import json
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnistgui.errors import UserError
from mnistgui.files.data_facts import DataFacts
from mnistgui.files.grading import grade
from mnistgui.files.lesson_card import LessonCard, PassMark, load_card, save_card
from mnistgui.training.events import Intervention
from tests.files.runs import CONFIG, noise, trained

CARD = LessonCard(
    "Größer ist nicht immer besser",
    "Find a learning rate.\nLook at the curves.",
    CONFIG,
    "noise",
    DataFacts.from_dataset(noise()).fingerprint,
    ("seed", "hidden"),
    PassMark("test", 0.0),
)


def test_a_card_comes_back_as_it_was(tmp_path: Path) -> None:
    save_card(tmp_path / "card.lesson.json", CARD)
    assert load_card(tmp_path / "card.lesson.json") == CARD


@given(st.text(max_size=200), st.text(max_size=300), st.floats(0, 1))
def test_any_text_and_mark_comes_back(title: str, text: str, accuracy: float) -> None:
    # JSON in UTF-8 has no place for halves of characters.
    title, text = (t.encode(errors="ignore").decode() for t in (title, text))
    card = replace(CARD, title=title, instructions=text, pass_mark=PassMark("valid", accuracy))
    with tempfile.TemporaryDirectory() as folder:
        save_card(Path(folder) / "card", card)
        assert load_card(Path(folder) / "card") == card


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda card: card.pop("mnistgui_lesson"), "no lesson card"),
        (lambda card: card.update(mnistgui_lesson=True), "no lesson card"),
        (lambda card: card.update(mnistgui_lesson=2), "newer"),
        (lambda card: card.update(title=3), "title"),
        (lambda card: card.update(title="x" * 201), "longer"),
        (lambda card: card["config"].update(epochs=0), "[Ee]pochs"),
        (lambda card: card["config"].update(colour=1), "colour"),
        (lambda card: card.update(hidden=["colour"]), "colour"),
        (lambda card: card.update(hidden=[3]), "names of settings"),
        (lambda card: card["pass_mark"].update(split="all"), "split"),
        (lambda card: card["pass_mark"].update(accuracy=1.5), "between 0 and 1"),
        (lambda card: card["pass_mark"].update(accuracy="good"), "no accuracy"),
        (lambda card: card.pop("data"), "data"),
    ],
)
def test_a_wrong_card_is_told(
    tmp_path: Path, change: Callable[[dict[str, Any]], None], said: str
) -> None:
    path = tmp_path / "card"
    save_card(path, CARD)
    document = json.loads(path.read_text())
    change(document)
    path.write_text(json.dumps(document))
    with pytest.raises(UserError, match=said):
        load_card(path)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[" * 2_000_000, "nested too deeply"),
        (b'{"mnistgui_lesson": ' + b"1" * 5000 + b"}", "no JSON"),
        (b'{"a": NaN}', "no JSON"),
        (b"\x89HDF\r\n", "no JSON: it holds no text in UTF-8$"),
        (b"[]", "no JSON object"),
        (b" " * (5 << 20), "larger"),
    ],
)
def test_what_is_no_json_is_told(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "card").write_bytes(content)
    with pytest.raises(UserError, match=said):
        load_card(tmp_path / "card")


def test_a_run_that_follows_the_card_passes() -> None:
    run = trained()
    result = grade(CARD, run)
    assert (result.passed, result.reasons) == (True, ())
    assert result.accuracy == run.history["measured"]["test_accuracy"][-1]
    assert grade(CARD, run, noise()).accuracy == result.accuracy


def test_every_departure_is_named() -> None:
    run = trained(replace(CONFIG, seed=5), steps=3, dataset=noise(seed=1))
    result = grade(replace(CARD, pass_mark=PassMark("valid", 1.0)), run)
    assert not result.passed
    told = " ".join(result.reasons)
    for word in ("learnt from", "seed is 5", "not over", "never measured"):
        assert word in told


def test_a_setting_that_the_card_fixes_must_not_be_changed() -> None:
    changes = (Intervention(3, "batch_size", 20), Intervention(3, "learning_rate", 0.5))
    card = replace(CARD, hidden=(*CARD.hidden, "batch_size"))
    (reason,) = grade(card, replace(trained(), interventions=changes)).reasons
    assert reason == "The setting batch_size was changed to 20 after step 3; the card fixes it."


def test_too_few_digits_read_do_not_pass() -> None:
    card = replace(CARD, pass_mark=PassMark("test", 1.0))
    (reason,) = grade(card, trained()).reasons
    assert "100.00 % pass" in reason


def test_measuring_afresh_needs_the_same_digits() -> None:
    with pytest.raises(UserError, match="same digits"):
        grade(CARD, trained(), noise(seed=1))
