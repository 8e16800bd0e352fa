"""Drives the window through the tour, and saves a picture after each station."""

from collections.abc import Iterator
from pathlib import Path

from mnistgui.bench.tour.guide import Guide
from mnistgui.bench.tour.pen import draw, teach, write_thirty
from mnistgui.bench.tour.study import study_picture
from mnistgui.data.locate import find_dataset
from mnistgui.data.synthetic.make import synthetic_dataset
from mnistgui.training.config import TrainingConfig

WITHOUT_DATA = (12_000, 2_000)
_DRAWN = 2
_PRESET = "shallow-minibatch"
_RUN = TrainingConfig(epochs=4)


def pictures(out: Path, data: Path | None) -> Iterator[Path]:
    """Run the tour; every picture is written before it is yielded.

    Parameters
    ----------
    out : Path
        Folder for the pictures; made when it is not there.
    data : Path or None
        Digits to use; without them what was downloaded before, else synthetic ones.

    Yields
    ------
    Path
        A picture that has been written.

    Raises
    ------
    UserError
        The digits cannot be read or the folder not be written.
    """
    dataset = find_dataset(data) or synthetic_dataset(*WITHOUT_DATA)
    guide = Guide(out)
    try:
        guide.start(dataset)
        draw(guide, _DRAWN)
        yield guide.save_picture(guide.window, "first-start")
        guide.run(_PRESET)
        guide.train(_RUN)
        guide.check_gradients()
        guide.trace()
        guide.work_out()
        yield from guide.save_panels()
        yield guide.look_back()
        yield guide.enlarge()
        yield guide.warp()
        for theme in ("dark", "light"):
            guide.window.appearance.choose(theme)
            yield guide.save_picture(guide.window, f"window-{theme}")
        guide.train_twin()
        yield guide.save_panel("twins")
        yield study_picture(guide, dataset)
        write_thirty(guide)
        yield guide.save_panel("handwriting")
        teach(guide)
        yield guide.save_panel("teach")
    finally:
        guide.end()
