import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mnistgui.errors import UserError
from mnistgui.training.config import (
    FIELDS,
    TrainingConfig,
    field_named,
    is_relevant,
    parse_assignments,
)
from mnistgui.training.digit_fields import IndicesField, PairsField
from mnistgui.training.field_kinds import ChoiceField, IntegerField, RealField, WidthsField
from mnistgui.training.fields import Field


def values(field: Field) -> st.SearchStrategy[object]:
    """Any accepted value of a field."""
    match field:
        case IntegerField():
            return st.integers(field.minimum, field.maximum) | st.sampled_from(
                [*field.words.values(), field.minimum]
            )
        case RealField():
            return st.floats(field.minimum, field.maximum)
        case ChoiceField():
            return st.sampled_from(list(field.choices))
        case WidthsField():
            widths = st.lists(st.integers(1, field.maximum), max_size=field.most)
            return widths.map(tuple)
        case PairsField():
            four = st.permutations(range(10)).map(lambda d: f"{d[0]}/{d[1]},{d[2]}/{d[3]}")
            return four | st.just("4/9")
        case IndicesField():
            indices = st.sets(st.integers(0, field.maximum) | st.integers(0, 30), max_size=40)
            return indices.map(sorted).map(tuple)
    raise AssertionError(field)


@given(st.data())
def test_what_is_shown_is_read_back(data: st.DataObject) -> None:
    for field in FIELDS:
        value = data.draw(values(field))
        again = field.parse(field.show(value))
        if isinstance(value, float):
            assert isinstance(again, float)
            assert math.isclose(again, value, rel_tol=1e-14)
        else:
            assert again == value


NONSENSE = ["", "x", "nan", "inf", "-1", "1e400", "0x10", "1,,2", "99999999999"]


@pytest.mark.parametrize("field", FIELDS, ids=lambda f: f.name)
@pytest.mark.parametrize("text", NONSENSE)
def test_nonsense_is_refused_with_what_is_accepted(field: Field, text: str) -> None:
    try:
        value = field.parse(text)
    except UserError as error:
        refused = str(error)
    else:
        assert field.check(value) == value
        return
    assert refused.startswith(f"{field.name}=")
    assert "accepted" in refused


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    for field in FIELDS:
        try:
            field.parse(text)
        except UserError:
            continue


def test_every_field_explains_itself() -> None:
    for field in FIELDS:
        assert len(field.help) > 30
        assert field.help.endswith(".")
        assert field.label
        assert field.check(field.default) == field.default


def test_settings_survive_as_a_dict() -> None:
    config = TrainingConfig(hidden=(512, 768), optimizer="adam", l2=1e-4)
    assert TrainingConfig.from_dict(config.as_dict()) == config


def test_settings_as_people_type_them() -> None:
    texts = parse_assignments(["hidden=512,768", "batch_size=full", "learning_rate=1e-2"])
    link = "mnistgui:settings?hidden=512,768&batch_size=full"
    assert parse_assignments([link, "learning_rate=1e-2"]) == texts
    config = TrainingConfig.from_strings(texts)
    assert config.hidden == (512, 768)
    assert config.batch_size == 0
    assert config.learning_rate == 0.01


def test_a_mistyped_field_gets_a_hint() -> None:
    with pytest.raises(UserError, match="did you mean learning_rate"):
        TrainingConfig.from_strings({"learning_rat": "1"})


def test_a_setting_without_a_value_is_refused() -> None:
    with pytest.raises(UserError, match="FIELD=VALUE"):
        parse_assignments(["epochs"])


def test_a_field_says_when_it_matters() -> None:
    momentum = field_named("momentum")
    assert not is_relevant(momentum, TrainingConfig(optimizer="adam"))
    assert is_relevant(momentum, TrainingConfig(optimizer="nesterov"))
