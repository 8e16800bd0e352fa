from mnistgui.training.preset_questions import first_sentence, questions
from mnistgui.training.presets import presets


def test_every_preset_belongs_to_one_question() -> None:
    named = [preset.name for question in questions() for preset in question.presets]
    assert sorted(named) == sorted(presets())
    assert all(question.title.endswith("?") for question in questions())


def test_every_preset_has_a_line_of_its_own() -> None:
    lines = [first_sentence(preset) for preset in presets().values()]
    assert all(lines)
    assert not any(line.endswith(".") for line in lines)
    assert len(set(lines)) == len(lines)
