import numpy as np

from mnistgui.drawing.stage_readings import StageReadings
from mnistgui.files.handwriting_export import handwriting_csv


def test_every_drawing_and_every_accuracy_is_in_the_table() -> None:
    labels = np.array([3, 5], np.uint8)
    read = {"shrink": np.array([8, 1]), "default_model": np.array([3, 6])}
    readings = StageReadings(labels, np.zeros((2, 784), np.uint8), read)
    assert handwriting_csv(readings).decode().splitlines() == [
        "number,digit,shrink,default_model",
        "1,3,8,3",
        "2,5,1,6",
        "accuracy,,0.0000,0.5000",
    ]
