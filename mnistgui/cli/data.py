"""``mnistgui data``: look at digits, convert them between layouts, download MNIST."""

import json
from functools import partial
from pathlib import Path

import click
from tqdm import tqdm

from mnistgui.cli.data_show import show
from mnistgui.cli.digits import MNIST_DIGITS, SIZE_OPTION, found_digits
from mnistgui.data.convert import convert
from mnistgui.data.dataset import Dataset
from mnistgui.data.describe import DatasetInfo, SplitInfo, dataset_info
from mnistgui.data.layouts import TARGETS
from mnistgui.data.mnist_files import MNIST_FILES
from mnistgui.data.turns import STRAIGHT, TURNS, Correction, turned
from mnistgui.files.default_model import default_model
from mnistgui.inspection.turn_check import TurnCheck, check_turns
from mnistgui.notation import thousands
from mnistgui.per_cent import per_cent


@click.group("data")
def data_commands() -> None:
    """Look at data sets of digits, convert or download them."""


data_commands.add_command(show)


@data_commands.command()
@SIZE_OPTION
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def info(path: Path, *, as_json: bool) -> None:
    """Count and measure the digits in PATH, a file or folder of any layout, or 'synthetic'.

    Shape, dtype and range are those of the pixels as the program holds them: whatever a layout
    stores, they are read as bytes from 0 (paper) to 255 (ink). Whether digits lie transposed or
    inverted in the file, or are no digits, is told by the shipped network's reading of some.
    """
    dataset = found_digits(path)
    found = dataset_info(dataset)
    check = None if dataset.synthetic else check_turns(default_model(), dataset)
    if as_json:
        reading = None if check is None else check.to_json()
        click.echo(json.dumps(found.to_json() | {"reading": reading}))
        return
    click.echo(_format_info(found))
    if check is not None and check.format_finding():
        click.echo(f"note: {check.format_finding()}{_remedy(path, check)}")


@data_commands.command("convert")
@SIZE_OPTION
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
@click.option(
    "--layout",
    type=click.Choice([target.name for target in TARGETS]),
    help="Layout of TARGET; by default its suffix tells.",
)
@click.option(
    "--turn",
    type=click.Choice([turn.name for turn in TURNS]),
    default=STRAIGHT.name,
    help="Put right digits that lie transposed or inverted in SOURCE.",
)
@click.option(
    "--drawn",
    type=click.IntRange(min=10),
    nargs=2,
    default=MNIST_DIGITS,
    show_default=True,
    metavar="TRAIN TEST",
    help="How many digits the program draws for 'synthetic'.",
)
@click.option("--force", is_flag=True, help="Replace TARGET if it exists.")
def convert_command(
    source: Path,
    target: Path,
    *,
    layout: str | None,
    turn: str,
    drawn: tuple[int, int],
    force: bool,
) -> None:
    """Write the digits in SOURCE to TARGET, a file or folder in another layout.

    SOURCE may be 'synthetic', for digits drawn by the program.
    """
    chosen = next(one for one in TURNS if one.name == turn)
    load = partial(_turned_digits, chosen, drawn)
    convert(source, target, layout=layout, force=force, load=load)
    click.echo(f"wrote {click.format_filename(target)}")


@data_commands.command()
def download() -> None:
    """Download MNIST (11 MB) into the cache; files that are there and whole are kept."""
    # It brings a whole web client, for which no other command and no window should wait.
    from mnistgui.data.download import download_mnist  # noqa: PLC0415 - see above

    total = sum(file.size for file in MNIST_FILES)
    with tqdm(total=total, unit="B", unit_scale=True, desc="MNIST", disable=None) as bar:

        def show(done: int, _total: int) -> None:
            bar.update(done - bar.n)

        folder = download_mnist(progress=show)
    click.echo(f"MNIST is in {click.format_filename(folder)}")


def _turned_digits(turn: Correction, drawn: tuple[int, int], path: Path) -> Dataset:
    return turned(found_digits(path, drawn), turn)


def _remedy(path: Path, check: TurnCheck) -> str:
    """The command that puts digits right, if that is known."""
    if check.better is None:
        return ""
    source = click.format_filename(path)
    return f"; 'mnistgui data convert {source} NEW.npz --turn {check.better.name}' puts them right"


def _format_info(found: DatasetInfo) -> str:
    """Format the facts as a few lines."""
    lines = [
        f"{found.name} from {click.format_filename(found.source)}",
        _row("train", found.train, found.classes),
        _row("test", found.test, found.classes),
        f"fingerprint {found.fingerprint}",
    ]
    return "\n".join(lines)


def _row(name: str, split: SplitInfo, classes: tuple[str, ...]) -> str:
    pairs = zip(classes, split.per_class, strict=True)
    counts = "  ".join(f"{one}:{thousands(count)}" for one, count in pairs)
    shape = " x ".join(thousands(size) for size in split.shape)
    pixels = f"pixels {shape}, {split.dtype}"
    if split.lowest is not None:
        pixels += f" from {split.lowest} to {split.highest}, {per_cent(split.mean_ink, 1)} ink"
    return f"{name:5} {thousands(split.count)} digits, {pixels};  {counts}"
