from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from mnistgui.data.dataset import Dataset, Split
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.inspection.health import Finding, diagnose
from mnistgui.inspection.rules.rule import Band
from mnistgui.inspection.rules.table import RULES
from tests.inspection.scenarios import (
    HEALTHY,
    SCENARIOS,
    Scenario,
    diagnosed,
    evidence_of,
    found_on_the_way,
    trained,
    with_noise,
)

# Among them steps at which rules once judged too early: weights that began at 0, a run of one digit
# a step that had seen a hundred, a deep network some of whose units fired for nothing for a moment,
# and one that still learnt what digits look like.
EARLY_AND_LATER = (1, 2, 5, 8, 40, 55, 110, 144, 180, 233, 327, 426)


def names(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.rule.name for finding in findings]


@pytest.fixture(scope="module")
def digits() -> Dataset:
    return synthetic_dataset(7200, 300)


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: one.name)
def test_what_goes_wrong_is_found_and_nothing_else(scenario: Scenario, digits: Dataset) -> None:
    dataset = with_noise(digits, scenario.noise) if scenario.noise else digits
    found = diagnosed(trained(scenario.settings, dataset), dataset)
    assert tuple(finding.rule.name for finding in found) == scenario.rules
    if scenario.layer is not None:
        assert scenario.layer in found[0].layers
    for finding in found:
        assert not finding.rule.healthy.contains(finding.value)
        assert finding.rule.healthy.in_words() in finding.seen


@pytest.mark.parametrize("name", HEALTHY)
def test_healthy_runs_stay_quiet(name: str, digits: Dataset) -> None:
    found = found_on_the_way(HEALTHY[name], digits, EARLY_AND_LATER)
    assert {1, 2, 110} <= set(found)
    assert {step: names(findings) for step, findings in found.items() if findings} == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", HEALTHY)
def test_healthy_runs_stay_quiet_at_each_step(name: str, digits: Dataset) -> None:
    found = found_on_the_way(HEALTHY[name], digits, range(1, 700))
    assert len(found) > 100
    assert {step: names(findings) for step, findings in found.items() if findings} == {}


@pytest.mark.parametrize("epochs", [1, 2])
def test_labels_are_not_doubted_before_a_network_knows_digits(epochs: int) -> None:
    few = synthetic_dataset(1500, 300)
    found = diagnosed(trained({"epochs": epochs}, few), few)
    assert "wrong_labels" not in [finding.rule.name for finding in found]


def test_pixels_in_minus_one_to_one_with_zero_mean_are_healthy(digits: Dataset) -> None:
    settings = {"pixel_scaling": "signed", "learning_rate": 0.01}
    images = digits.train.images.copy()
    images[::2] = 255 - images[::2]  # as much ink as paper
    centred = replace(digits, train=Split(images, digits.train.labels))
    assert diagnosed(trained(settings, centred), centred) == ()
    assert [one.rule.name for one in diagnosed(trained(settings, digits), digits)] == ["pixel_mean"]


CURED = (
    "init-zeros",
    "init-normal",
    "a rate far too large",
    "a rate far too small",
    "raw pixels",
    "vanishing gradients",
    "ReLU that is born dead",
    "dying ReLU",
)


@pytest.mark.slow
@pytest.mark.parametrize("name", CURED)
def test_the_remedy_cures(name: str, digits: Dataset) -> None:
    scenario = next(one for one in SCENARIOS if one.name == name)
    ill = trained(scenario.settings, digits)
    remedy = diagnosed(ill, digits)[0].remedy
    well = trained({**scenario.settings, **remedy.settings}, digits)
    assert scenario.rules[0] not in [one.rule.name for one in diagnosed(well, digits)]
    before, after = (run.restored_history().measured["valid_accuracy"][-1] for run in (ill, well))
    assert after > before


def test_the_rate_of_the_last_step_is_what_the_remedy_changes(digits: Dataset) -> None:
    evidence = evidence_of(trained({"learning_rate": 10.0}, digits), digits)
    assert diagnose(evidence)[0].remedy.settings == {"learning_rate": 0.1}
    slowed = replace(evidence, rate=0.5)
    assert diagnose(slowed)[0].remedy.settings == {"learning_rate": 0.05}


def test_a_run_that_has_not_begun_is_healthy_but_for_what_it_begins_with(digits: Dataset) -> None:
    evidence = evidence_of(trained({"epochs": 1}, digits), digits)
    nothing: dict[str, Any] = {name: np.zeros(0) for name in vars(evidence.curves)}
    unmeasured = replace(evidence.curves, **{**nothing, "ended": None})
    assert diagnose(replace(evidence, curves=unmeasured, last=evidence.start)) == ()


def test_rules_have_names_of_their_own_and_explain_rules_that_there_are() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names)
    for rule in RULES:
        assert rule.explains <= set(names) - {rule.name}
        assert rule.source
        assert rule.measured.endswith(".")
        assert rule.why.endswith(".")


def test_no_two_rules_explain_each_other() -> None:
    by_name = {rule.name: rule for rule in RULES}
    for rule in RULES:
        assert not [other for other in rule.explains if rule.name in by_name[other].explains]


def test_bands_hold_their_ends_and_what_was_not_measured() -> None:
    band = Band(1.0, 2.0)
    assert [band.contains(value) for value in (0.9, 1.0, 2.0, 2.1)] == [False, True, True, False]
    assert band.contains(float("nan"))
    assert (band.in_words(), Band(high=3).in_words()) == ("1 to 2", "up to 3")
    assert Band(low=3).in_words() == "from 3"
