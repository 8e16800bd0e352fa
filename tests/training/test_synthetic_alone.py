import pytest

from mnistgui.data.dataset import Dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.training.config import TrainingConfig
from mnistgui.training.evaluation import evaluate
from mnistgui.training.trainer import Trainer


@pytest.mark.slow
def test_a_network_that_saw_synthetic_digits_alone_reads_real_ones(real_mnist: Dataset) -> None:
    config = TrainingConfig(
        hidden=(200,), optimizer="adam", learning_rate=2e-3, epochs=8, augmentation="warps"
    )
    trainer = Trainer(config, synthetic_dataset(30_000, 100))
    for _event in trainer:
        pass
    assert evaluate(trainer.snapshot(), real_mnist.test).accuracy >= 0.9
