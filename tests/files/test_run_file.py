import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from mnistgui.errors import UserError
from mnistgui.files.models import load_model
from mnistgui.files.run import SavedRun
from mnistgui.files.run_file import load_run, run_bytes, save_run
from mnistgui.files.run_migrations import MIGRATIONS, SCHEMA
from mnistgui.files.run_recorder import RunRecorder
from mnistgui.training.checkpoints import Checkpoints
from mnistgui.training.config import TrainingConfig
from mnistgui.training.events import Intervention, Measured, Stepped
from mnistgui.training.fine_tuning import branched
from mnistgui.training.history import History
from mnistgui.training.trainer import Trainer
from tests.files.runs import CONFIG, noise, trained, until

GOLDEN = Path(__file__).parent / "golden"

CONFIGS = {
    "adam with dropout": CONFIG,
    "momentum": replace(CONFIG, optimizer="momentum", dropout=0.0, schedule="cosine"),
    "sgd with replacement": replace(CONFIG, optimizer="sgd", sampling="replacement"),
    "warped digits": replace(CONFIG, augmentation="warps"),
    "softmax regression": replace(CONFIG, model="softmax", optimizer="nesterov"),
    "logistic": replace(CONFIG, model="logistic", digit=4, stop_delta=1e-9),
    "full batch": replace(CONFIG, batch_size=0, stop_delta=1e-9, patience=2),
}


def same_arrays(one: Any, other: Any) -> bool:
    return one.keys() == other.keys() and all(
        one[key].dtype == other[key].dtype
        and one[key].shape == other[key].shape
        and one[key].tobytes() == other[key].tobytes()
        for key in one
    )


def same_runs(one: SavedRun, other: SavedRun) -> bool:
    return (
        one.config == other.config
        and one.data == other.data
        and one.ended == other.ended
        and one.saved == other.saved
        and one.interventions == other.interventions
        and one.temperature == other.temperature
        and one.label == other.label
        and one.program_version == other.program_version
        and one.state.facts == other.state.facts
        and same_arrays(one.state.parameters, other.state.parameters)
        and same_arrays(one.state.optimizer, other.state.optimizer)
        and all(same_arrays(one.history[name], other.history[name]) for name in one.history)
        and all(
            a.step == b.step and a.epoch == b.epoch and same_arrays(a.parameters, b.parameters)
            for a, b in zip(one.snapshots, other.snapshots, strict=True)
        )
    )


@pytest.mark.parametrize("kind", CONFIGS)
def test_a_run_comes_back_to_the_last_bit(tmp_path: Path, kind: str) -> None:
    run = trained(CONFIGS[kind], steps=7 if CONFIGS[kind].batch_size else 1)
    save_run(tmp_path / "run.h5", run)
    assert same_runs(load_run(tmp_path / "run.h5"), run)


@pytest.mark.parametrize("kind", CONFIGS)
@pytest.mark.parametrize("steps", [1, 5, 8])
def test_a_resumed_run_goes_on_to_the_same_bits(tmp_path: Path, kind: str, steps: int) -> None:
    config, path = CONFIGS[kind], tmp_path / "run.h5"
    whole = trained(config)
    save_run(path, trained(config, steps=steps))
    run = load_run(path)
    trainer, history = run.resumed(noise()), run.restored_history()
    for event in until(trainer, None):
        history.add(event)
    assert trainer.snapshot().sha256() == whole.network().sha256()
    for name, columns in whole.history.items():
        for column in set(columns) - {"seconds"}:
            np.testing.assert_array_equal(history.tables()[name][column], columns[column])


@pytest.mark.parametrize(
    "change",
    [
        {"step": 2, "name": "hidden", "value": [5]},
        {"step": 2, "name": "seed", "value": 5},
        {"step": 2, "name": "l2", "value": "much"},
        {"step": -1, "name": "l2", "value": 0.1},
        {"step": 2, "name": "nothing", "value": 0.1},
        "momentum",
    ],
)
def test_a_change_that_nobody_can_make_is_refused(tmp_path: Path, change: Any) -> None:
    path = tmp_path / "run.h5"
    save_run(path, trained(steps=4))
    edited(path, lambda facts: facts.update(interventions=[change]))
    with pytest.raises(UserError):
        load_run(path)


def test_changes_out_of_order_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "run.h5"
    changes = (Intervention(3, "l2", 0.1), Intervention(2, "l2", 0.2))
    save_run(path, replace(trained(steps=4), interventions=changes))
    with pytest.raises(UserError, match="out of their order"):
        load_run(path)


def test_a_taken_run_shares_nothing_with_the_trainer() -> None:
    trainer, history = Trainer(CONFIG, noise()), History()
    for event in until(trainer, 3):
        history.add(event)
    run = SavedRun.from_trainer(trainer, trained(steps=1).data, history)
    before = run_bytes(run)
    for event in until(trainer, 5):
        history.add(event)
    assert run_bytes(run) == before


def test_a_run_file_is_a_model(tmp_path: Path) -> None:
    run = trained(steps=4)
    save_run(tmp_path / "run.h5", run)
    network = load_model(tmp_path / "run.h5")
    assert network.sha256() == run.network().sha256()
    assert network.dense_layers()[0].activation == run.network().dense_layers()[0].activation
    assert run.network(run.snapshots[0]).sha256() != network.sha256()


def test_a_model_reads_with_the_temperature_of_its_run(tmp_path: Path) -> None:
    run = replace(trained(steps=4), temperature=2.0)
    save_run(tmp_path / "run.h5", run)
    found = load_run(tmp_path / "run.h5")
    assert same_runs(found, run)
    digits = noise().test.images
    raw, warm = found.network().logits(digits), load_model(tmp_path / "run.h5").logits(digits)
    np.testing.assert_allclose(warm, raw / 2, rtol=1e-5)
    np.testing.assert_array_equal(found.resumed(noise()).snapshot().logits(digits), raw)


@pytest.mark.parametrize("temperature", [0.0, -1.0, 1e9, float("nan"), "warm"])
def test_a_temperature_that_is_none_is_refused(tmp_path: Path, temperature: Any) -> None:
    save_run(tmp_path / "run.h5", replace(trained(steps=1), temperature=temperature))
    with pytest.raises(UserError, match="temperature"):
        load_run(tmp_path / "run.h5")


def test_a_name_is_kept_and_a_file_from_before_there_were_names_has_none(tmp_path: Path) -> None:
    path = tmp_path / "run.h5"
    save_run(path, replace(trained(steps=4), label="mine"))
    assert load_run(path).label == "mine"
    edited(path, lambda facts: facts.pop("label"))
    assert load_run(path).label == ""
    edited(path, lambda facts: facts.update(label="x" * 10_000))
    assert load_run(path).label == "x" * 200


def test_going_on_needs_the_same_digits() -> None:
    with pytest.raises(UserError, match="same digits"):
        trained(steps=2).resumed(noise(seed=1))


def test_a_diverged_run_is_kept_but_its_weights_are_refused(tmp_path: Path) -> None:
    config = replace(CONFIG, learning_rate=1000.0, optimizer="sgd", hidden=(6,) * 8, dropout=0.0)
    run = trained(replace(config, initializer="normal", init_sigma=1000.0))
    assert run.ended == "diverged"
    run.state.parameters["W1"][0, 0] = np.nan
    save_run(tmp_path / "run.h5", run)
    loaded = load_run(tmp_path / "run.h5")
    assert loaded.ended == "diverged"
    assert len(loaded.restored_history().steps)
    with pytest.raises(UserError, match="NaN"):
        load_model(tmp_path / "run.h5")
    with pytest.raises(UserError, match="diverged"):
        loaded.resumed(noise())


def test_other_hdf5_is_no_run(tmp_path: Path) -> None:
    with h5py.File(tmp_path / "other.h5", "w") as file:
        file["W1"] = np.zeros(3)
    with pytest.raises(UserError, match="no run file"):
        load_run(tmp_path / "other.h5")


def edited(path: Path, change: Callable[[dict[str, Any]], None]) -> None:
    """Save a run whose document was changed."""
    path.write_bytes(run_bytes(trained(steps=4)))
    with h5py.File(path, "a") as file:
        facts = json.loads(file["mnistgui_run"][()].tobytes())
        change(facts)
        del file["mnistgui_run"]
        file["mnistgui_run"] = np.frombuffer(json.dumps(facts).encode(), np.uint8)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda facts: facts.update(schema=SCHEMA + 1), "newer mnistgui"),
        (lambda facts: facts.update(schema=0), "schema version"),
        (lambda facts: facts.update(schema=True), "schema version"),
        (lambda facts: facts.pop("config"), "config"),
        (lambda facts: facts["config"].update(hidden=[6, 6]), "shape"),
        (lambda facts: facts["config"].update(hidden=[6]), "other layers"),
        (lambda facts: facts["config"].update(learning_rate=10**400), "learning_rate|Learning"),
        (lambda facts: facts["config"].update(colour=1), "colour"),
        (lambda facts: facts["state"].update(step=-1), "step"),
        (lambda facts: facts["state"].update(step=1.5), "step"),
        (lambda facts: facts["state"].update(step=10**30), "step"),
        (lambda facts: facts["state"].pop("seconds"), "seconds"),
        (lambda facts: facts["state"].update(learning_rate="fast"), "learning_rate"),
        (lambda facts: facts["state"].update(dropout_rng={}), "random numbers"),
        (lambda facts: facts["state"]["dropout_rng"].update(state=3), "random numbers"),
        (lambda facts: facts["data"].update(name=None), "name"),
        (lambda facts: facts.update(snapshots=[3]), "snapshot"),
        (lambda facts: facts["snapshots"].append({"step": 1, "epoch": 1.0}), "snapshot"),
        (lambda facts: facts.update(ended=3), "ended"),
        (lambda facts: facts.update(label=["mine"]), "label"),
    ],
)
def test_a_document_that_was_tampered_with_is_told(
    tmp_path: Path, change: Callable[[dict[str, Any]], None], said: str
) -> None:
    edited(tmp_path / "run.h5", change)
    with pytest.raises(UserError, match=said):
        load_run(tmp_path / "run.h5")


@pytest.mark.parametrize(
    ("name", "array"),
    [
        ("parameters/W1", np.zeros((784, 7), np.float32)),
        ("parameters/W1", np.zeros((784, 6), np.float64)),
        ("parameters/W9", np.zeros(3, np.float32)),
        ("optimizer/mean.W1", np.zeros(3, np.float32)),
        ("optimizer/other.W1", np.zeros((784, 6), np.float32)),
        ("optimizer/mean.W9", np.zeros((784, 6), np.float32)),
        ("optimizer/steps.W1", np.zeros(2)),
        ("history/steps/loss", np.zeros(3, np.float32)),
        ("history/steps/other", np.zeros(4, np.float32)),
        ("snapshots/0/b1", np.zeros(7, np.float32)),
    ],
)
def test_an_array_that_does_not_fit_is_told(
    tmp_path: Path, name: str, array: np.ndarray[Any, Any]
) -> None:
    path = tmp_path / "run.h5"
    path.write_bytes(run_bytes(trained(steps=4)))
    with h5py.File(path, "a") as file:
        if name in file:
            del file[name]
        file[name] = array
    with pytest.raises(UserError):
        load_run(path)


def test_an_array_that_declares_more_than_the_file_holds_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "run.h5"
    path.write_bytes(run_bytes(trained(steps=4)))
    with h5py.File(path, "a") as file:
        file.create_dataset("snapshots/0/extra", (10**8,), "f4")
    with pytest.raises(UserError, match="bytes accepted"):
        load_run(path)


def test_every_schema_version_has_a_golden_file_and_a_way_up() -> None:
    versions = range(1, SCHEMA + 1)
    assert {path.name for path in GOLDEN.glob("*.h5")} == {f"run-{n}.h5" for n in versions}
    assert set(MIGRATIONS) == set(versions[:-1])


@pytest.mark.parametrize("version", range(1, SCHEMA + 1))
def test_golden_files_load_and_resume_to_the_bits_they_did(version: int) -> None:
    expected = json.loads((GOLDEN / f"run-{version}.json").read_text())
    run = load_run(GOLDEN / f"run-{version}.h5")
    assert run.config == TrainingConfig.from_dict(expected["config"])
    assert run.network().sha256() == expected["weights_sha256"]
    assert run.state.facts["step"] == expected["step"]
    assert len(run.snapshots) == expected["snapshots"]
    changes = [[one.step, one.name, one.value] for one in run.interventions]
    assert changes == expected.get("interventions", [])
    trainer = run.resumed(noise())
    for _ in trainer:
        pass
    assert trainer.progress.epoch == run.config.epochs


def test_the_threads_that_were_chosen_on_a_busy_machine_are_kept(tmp_path: Path) -> None:
    run = trained(CONFIG)
    busy = replace(run, state=replace(run.state, facts={**run.state.facts, "threads": 1}))
    save_run(tmp_path / "run.h5", busy)
    assert load_run(tmp_path / "run.h5").state.facts["threads"] == 1


def test_files_from_before_the_cost_was_kept_have_it_where_it_is_known() -> None:
    measured = load_run(GOLDEN / "run-1.h5").history["measured"]
    assert len(measured["train_cost"])
    assert measured["train_cost"].tolist() == measured["train_loss"].tolist()


def test_the_gradient_of_the_biases_is_kept_and_not_known_of_older_files(tmp_path: Path) -> None:
    path = tmp_path / "run.h5"
    save_run(path, trained(CONFIG))
    assert (load_run(path).history["measured"]["train_bias_gradient"] > 0).all()
    older = load_run(GOLDEN / "run-2.h5").history["measured"]["train_bias_gradient"]
    assert len(older)
    assert np.isnan(older).all()


def test_the_cost_that_is_kept_has_the_penalty_in_it(tmp_path: Path) -> None:
    path = tmp_path / "run.h5"
    save_run(path, trained(replace(CONFIG, l2=0.5)))
    measured = load_run(path).history["measured"]
    assert (measured["train_cost"] > measured["train_loss"]).all()


def test_of_a_branch_the_first_point_is_not_measured_of_weights_that_it_never_had() -> None:
    start = trained(steps=3).state
    trainer = branched(CONFIG, noise(), start)
    list(until(trainer, 1))
    resumed = Trainer(CONFIG, noise(), trainer.state())
    events = [event for event in resumed if isinstance(event, Measured)]
    assert all(event.step for event in events)


def test_checkpoints_are_kept_and_a_step_is_replayed_from_the_nearest(tmp_path: Path) -> None:
    path, recorder = (
        tmp_path / "run.h5",
        RunRecorder(Trainer(CONFIG, noise()), checkpoints=Checkpoints()),
    )
    changes = {4: {"dropout": 0.0}, 8: {"dropout": 0.3, "batch_size": 7}}
    digests = {}
    for event in recorder.trainer:
        recorder.add(event)
        if isinstance(event, Stepped):
            digests[event.step] = recorder.trainer.snapshot().sha256()
            for one in recorder.trainer.intervene(changes.get(event.step, {})):
                recorder.add(one)
    save_run(path, recorder.whole_run(10**9))
    run = load_run(path)
    assert [state.facts["step"] for state in run.checkpoints] == [0, 4, 8]
    inputs = run.recording(noise())
    for step, digest in digests.items():
        begin = [state for state in run.checkpoints if state.facts["step"] <= step][-1]
        trainer = inputs.trainer_at(begin)
        for _ in inputs.replay(trainer, step):
            pass
        assert trainer.snapshot().sha256() == digest
    save_run(path, recorder.whole_run(0))
    assert load_run(path).checkpoints == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda facts: facts.update(checkpoints=[{"step": 1}]),
        lambda facts: facts.update(checkpoints=["first"]),
        lambda facts: facts.update(checkpoints=[facts["state"]]),
        lambda facts: facts.update(checkpoints={}),
    ],
)
def test_damaged_checkpoints_are_refused(
    tmp_path: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    edited(tmp_path / "run.h5", change)
    with pytest.raises(UserError):
        load_run(tmp_path / "run.h5")
