"""``mnistgui data``: look at digits, convert them between layouts, download MNIST."""

import json
from pathlib import Path

import click
from tqdm import tqdm

from mnistgui.cli.data_show import show
from mnistgui.cli.digits import found_digits
from mnistgui.data.convert import convert
from mnistgui.data.describe import DatasetInfo, SplitInfo, dataset_info
from mnistgui.data.layouts import TARGETS
from mnistgui.data.mnist_files import MNIST_FILES
from mnistgui.per_cent import per_cent


@click.group("data")
def data_commands() -> None:
    """Look at data sets of digits, convert or download them."""


data_commands.add_command(show)


@data_commands.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def info(path: Path, *, as_json: bool) -> None:
    """Count and measure the digits in PATH, a file or folder of any layout, or 'synthetic'.

    Shape, dtype and range are those of the pixels as the program holds them: whatever a layout
    stores, they are read as bytes from 0 (paper) to 255 (ink).
    """
    found = dataset_info(found_digits(path))
    click.echo(json.dumps(found.to_json()) if as_json else _format_info(found))


@data_commands.command("convert")
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path))
@click.option(
    "--layout",
    type=click.Choice([target.name for target in TARGETS]),
    help="Layout of TARGET; by default its suffix tells.",
)
@click.option("--force", is_flag=True, help="Replace TARGET if it exists.")
def convert_command(source: Path, target: Path, *, layout: str | None, force: bool) -> None:
    """Write the digits in SOURCE to TARGET, a file or folder in another layout.

    SOURCE may be 'synthetic', for digits drawn by the program.
    """
    convert(source, target, layout=layout, force=force, load=found_digits)
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


def _format_info(found: DatasetInfo) -> str:
    """Format the facts as a few lines."""
    lines = [
        f"{found.name} from {click.format_filename(found.source)}",
        _row("train", found.train),
        _row("test", found.test),
        f"fingerprint {found.fingerprint}",
    ]
    return "\n".join(lines)


def _row(name: str, split: SplitInfo) -> str:
    counts = "  ".join(f"{digit}:{count:,}" for digit, count in enumerate(split.per_class))
    shape = " x ".join(f"{size:,}" for size in split.shape)
    pixels = f"pixels {shape}, {split.dtype}"
    if split.lowest is not None:
        pixels += f" from {split.lowest} to {split.highest}, {per_cent(split.mean_ink, 1)} ink"
    return f"{name:5} {split.count:,} digits, {pixels};  {counts}"
