"""Describes a run in words: the settings that differ from the default, and its digits."""

from mnistgui.notation import thousands
from mnistgui.training.config import FIELDS, TrainingConfig, field_named, is_relevant
from mnistgui.training.field_kinds import ChoiceField
from mnistgui.training.fields import Field
from mnistgui.training.interventions import by_step, of_person
from mnistgui.ui.runs.run import Run
from mnistgui.ui.strings import tr

_MOST_IN_TIP = 12


def differing_settings(config: TrainingConfig) -> list[tuple[str, str, str]]:
    """Return name, value and default of every setting that differs from the default."""
    return [
        (tr(field.label), shown(field, getattr(config, field.name)), shown(field, field.default))
        for field in FIELDS
        if getattr(config, field.name) != field.default and is_relevant(field, config)
    ]


def shown(field: Field, value: object) -> str:
    """Return a value in the notation of the form."""
    if value == ():
        return tr("none")
    return tr(field.choices[str(value)]) if isinstance(field, ChoiceField) else field.brief(value)


def digits_sentence(run: Run) -> str:
    """Return a sentence on the digits of a run, and on its initial weights if it is a branch."""
    if run.facts is not None:
        name, source = run.facts.name, run.facts.source
        sizes = (run.facts.train_size, run.facts.test_size)
    elif run.dataset is not None:
        name, source = run.dataset.name, run.dataset.source
        sizes = (len(run.dataset.train), len(run.dataset.test))
    else:
        return ""
    words = tr("Digits: {0}, {1} for training and {2} for testing, {3}.")
    sentence = words.format(name, *(thousands(size) for size in sizes), source)
    origin = (
        tr("It began with the weights of {0}, and with a new optimizer.").format(run.origin)
        if run.origin
        else ""
    )
    return f"{sentence} {origin}".strip()


def changes_sentence(run: Run) -> str:
    """Return what a person changed while a run trained; empty for nothing."""
    parts = []
    for step, changes in by_step(of_person(run.history.interventions)):
        fields = [(field_named(name), value) for name, value in changes.items()]
        listed = ", ".join(f"{tr(field.label)} {shown(field, value)}" for field, value in fields)
        parts.append(tr("after step {0} {1}").format(thousands(step), listed))
    more = (
        [tr("and {0} more").format(len(parts) - _MOST_IN_TIP)] if len(parts) > _MOST_IN_TIP else []
    )
    listed = "; ".join([*parts[:_MOST_IN_TIP], *more])
    return tr("Changed while it trained: {0}.").format(listed) if parts else ""


def settings_tip(run: Run) -> str:
    """Return settings and digits in lines, as many as a tooltip can hold."""
    lines = [f"{name}: {value}" for name, value, _default in differing_settings(run.config)]
    if len(lines) > _MOST_IN_TIP:
        more = tr("and {0} more").format(len(lines) - _MOST_IN_TIP)
        lines = [*lines[:_MOST_IN_TIP], more]
    settings = lines or [tr("All settings are the defaults.")]
    return "\n".join(filter(None, [*settings, changes_sentence(run), digits_sentence(run)]))
