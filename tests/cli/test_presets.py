import json

from click.testing import CliRunner

from mnistgui.cli import main
from mnistgui.training.config import TrainingConfig
from mnistgui.training.presets import presets


def test_every_preset_is_listed_with_settings_that_can_be_read_back() -> None:
    result = CliRunner().invoke(main, ["presets", "--json"])
    records = {record["name"]: record for record in json.loads(result.stdout)}
    assert list(records) == list(presets())
    for name, preset in presets().items():
        configs = [TrainingConfig.from_dict(run["settings"]) for run in records[name]["runs"]]
        assert configs == [run.config for run in preset.runs]
        assert records[name]["reported"] == preset.reported
    assert records["mlp-4-layer"]["spread"]["seeds"] == 5
    assert records["relu-1e-3"]["spread"] is None
    assert records["relu-1e-3"]["seed_printed"]


def test_without_json_each_has_its_text_and_figures() -> None:
    text = CliRunner().invoke(main, ["presets"]).stdout
    assert "init-glorot: Weights start as Glorot proposed" in text
    assert "0.2724 0.1852" in text
    assert "falls with n yes" in text
    assert "Reported: zeros: train accuracy 97.63 %, test accuracy 97.00 %; wide: cost" in text
