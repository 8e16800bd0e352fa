import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from mnistgui.training.config import FIELDS, TrainingConfig
from mnistgui.training.presets import preset_named, presets
from mnistgui.ui.panel_kit.context import PanelContext
from mnistgui.ui.panels.training.panel import TrainingPanel
from mnistgui.ui.state.draft import Draft


@pytest.fixture
def form(context: PanelContext, qtbot: QtBot) -> TrainingPanel:
    made = TrainingPanel(context)
    qtbot.addWidget(made)
    made.resize(320, 2000)
    made.show()
    return made


def said(form: TrainingPanel, name: str) -> str:
    label = form.findChild(QLabel, name)
    assert label is not None
    return label.text()


def accepted(draft: Draft) -> TrainingConfig:
    assert draft.config is not None
    return draft.config


@pytest.fixture
def draft(context: PanelContext) -> Draft:
    return context.draft


def line(form: TrainingPanel) -> QLineEdit:
    widget = form.editor("hidden")
    assert isinstance(widget, QLineEdit)
    return widget


def test_form_starts_with_the_defaults(draft: Draft) -> None:
    assert draft.config == TrainingConfig()


def test_every_field_explains_itself(form: TrainingPanel) -> None:
    for field in FIELDS:
        widget = form.editor(field.name)
        assert field.help in widget.toolTip()
        assert field.accepted in widget.toolTip()
        assert widget.accessibleName()


def test_any_settings_can_be_shown_and_read_back(draft: Draft) -> None:
    config = TrainingConfig(
        hidden=(512, 768),
        activation="tanh",
        initializer="normal",
        init_sigma=100.0,
        learning_rate=1e-5,
        batch_size=0,
        validation_size=-1,
        l2=0.1,
    )
    draft.set_config(config)
    assert draft.config == config


def test_parameter_count_follows_what_is_typed(form: TrainingPanel) -> None:
    line(form).clear()
    QTest.keyClicks(line(form), "512,768")
    assert "784-512-768-10" in said(form, "parameter_count")
    assert "803,594" in said(form, "parameter_count")


def test_a_mistake_is_said_with_what_is_accepted(form: TrainingPanel, draft: Draft) -> None:
    line(form).setText("100,x")
    with pytest.raises(AssertionError):
        accepted(draft)
    assert "100 or 512,768" in said(form, "form_fault")
    assert line(form).property("invalid") is True
    line(form).setText("100")
    assert accepted(draft) == TrainingConfig()
    assert not said(form, "form_fault")


def test_fields_without_effect_are_hidden(form: TrainingPanel, draft: Draft) -> None:
    model = form.editor("model")
    assert isinstance(model, QComboBox)
    assert not form.editor("digit").isVisible()
    model.setCurrentIndex(model.findData("logistic"))
    assert form.editor("digit").isVisible()
    assert not form.editor("hidden").isVisible()
    assert draft.config is not None
    assert draft.config.model == "logistic"


def test_a_preset_fills_the_form_and_says_what_to_watch(form: TrainingPanel, draft: Draft) -> None:
    draft.choose_preset(preset_named("compare-inits"))
    preset = preset_named("compare-inits")
    assert draft.config == preset.runs[0].config
    assert draft.plan == preset.runs
    assert said(form, "preset_text") == preset.text


def test_changing_a_setting_leaves_the_preset(form: TrainingPanel, draft: Draft) -> None:
    draft.choose_preset(preset_named("mlp-2-layer"))
    line(form).setText("33")
    assert draft.preset is None
    assert [run.config.hidden for run in draft.plan] == [(33,)]


def test_every_preset_can_be_shown(draft: Draft) -> None:
    for name, preset in presets().items():
        if preset.kind == "train":
            draft.choose_preset(preset_named(name))
            assert draft.config == preset.runs[0].config, name


def test_a_beginner_sees_first_what_matters_most(form: TrainingPanel) -> None:
    first = ("model", "hidden", "activation", "epochs", "batch_size", "learning_rate", "optimizer")
    heights = [form.editor(name).mapTo(form, QPoint()).y() for name in first]
    assert heights == sorted(heights)
    form.resize(296, 440)  # what a low screen leaves it
    for name in first:
        assert form.editor(name).visibleRegion().boundingRect().height() > 20, name
    assert not form.editor("bias_sigma").isVisible()
    assert not form.editor("momentum").isVisible()


def test_a_section_opens_when_something_in_it_is_unusual(form: TrainingPanel, draft: Draft) -> None:
    draft.set_config(TrainingConfig(epochs=7))
    assert not form.editor("initializer").isVisible()
    draft.set_config(TrainingConfig(initializer="zeros"))
    assert form.editor("initializer").isVisible()
    assert not form.editor("patience").isVisible()
