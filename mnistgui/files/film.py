"""Films of a run: pictures that follow each other, as a GIF, as a folder of PNGs, or as an MP4."""

import importlib
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

import numpy as np
from PIL import Image

from mnistgui.atomic import replacing, replacing_folder, write_bytes
from mnistgui.errors import UserError
from mnistgui.reporting import OnProgress, no_report

MP4, GIF, SERIES = ".mp4", ".gif", ".png"
FILM_KINDS: Mapping[str, str] = MappingProxyType(
    {GIF: "Animated picture", SERIES: "Folder of numbered pictures", MP4: "Video"}
)
"""What a film is written as, by the ending of its name."""

NO_ENCODER = (
    "an MP4 needs an encoder, and none is installed: ffmpeg or the package imageio-ffmpeg is "
    "accepted, and .gif and .png need none"
)

_COLOURS = 128
_SAMPLES = 12  # frames from which the colours are chosen
_LOOK_SECONDS = 0.1  # between two looks whether the encoder goes on
_MILLISECONDS = 1000


def film_kinds() -> dict[str, str]:
    """Return what a film can be written as on this machine, by the ending of its name.

    Returns
    -------
    dict of str to str
        Without MP4 where no encoder is installed.
    """
    return {end: words for end, words in FILM_KINDS.items() if end != MP4 or find_encoder()}


def check_film_target(path: Path) -> None:
    """Refuse a name of a film that cannot be written, before it is taken.

    Parameters
    ----------
    path : pathlib.Path

    Raises
    ------
    UserError
        Its ending is not known, no encoder is installed, or its folder is missing.
    """
    ending = path.suffix.lower()
    if ending not in FILM_KINDS:
        raise UserError(f"{path} is no name of a film; {', '.join(FILM_KINDS)} are accepted")
    if ending == MP4 and find_encoder() is None:
        raise UserError(NO_ENCODER)
    if not path.absolute().parent.is_dir():
        raise UserError(f"{path}: there is no such folder; one that is there is accepted")


def find_encoder() -> str | None:
    """Find the program that encodes videos.

    Returns
    -------
    str or None
        The ``ffmpeg`` of the system, or that of the package ``imageio-ffmpeg``.
    """
    found = shutil.which("ffmpeg")
    if found is not None:
        return found
    try:
        return str(importlib.import_module("imageio_ffmpeg").get_ffmpeg_exe())
    except (ImportError, RuntimeError):  # the package is not there, or has no program for here
        return None


def film_steps(newest: int, count: int) -> tuple[int, ...]:
    """Spread the pictures of a film evenly over the steps of a run.

    Parameters
    ----------
    newest : int
    count : int
        At least 2.

    Returns
    -------
    tuple of int
        Rising, from 0 to the newest; fewer where the run has fewer steps.
    """
    return tuple(sorted({round(float(step)) for step in np.linspace(0, newest, count)}))


def write_film(
    frames: Sequence[Path],
    target: Path,
    per_second: float,
    report: OnProgress = no_report,
) -> None:
    """Write a film whole, or not at all.

    Parameters
    ----------
    frames : sequence of pathlib.Path
        PNGs of one size, in their order.
    target : pathlib.Path
        Its ending says what it is; pictures go into a folder of its name without the ending.
    per_second : float
        Pictures shown in a second.
    report : callable
        Called with how many pictures of how many are written; what it raises gives the film up.

    Raises
    ------
    UserError
        See :func:`check_film_target`; or the file cannot be written.
    """
    check_film_target(target)
    writers = {GIF: _write_gif, SERIES: _write_series, MP4: _write_mp4}
    writers[target.suffix.lower()](frames, target, per_second, report)


def in_few_colours(frames: Sequence[Image.Image]) -> list[Image.Image]:
    """Return frames in the same few colours: with colours of its own each would have another tint.

    Parameters
    ----------
    frames : sequence of PIL.Image.Image
        Of the same size.

    Returns
    -------
    list of PIL.Image.Image
        With a palette.
    """
    palette = _palette(frames[:: len(frames) // _SAMPLES + 1])
    return [_reduced(frame, palette) for frame in frames]


def _palette(samples: Sequence[Image.Image]) -> Image.Image:
    width, height = samples[0].size
    together = Image.new("RGB", (width, height * len(samples)))
    for place, frame in enumerate(samples):
        together.paste(frame, (0, place * height))
    return together.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)


def _reduced(frame: Image.Image, palette: Image.Image) -> Image.Image:
    return frame.quantize(palette=palette, dither=Image.Dither.NONE)


def _write_gif(frames: Sequence[Path], target: Path, per_second: float, report: OnProgress) -> None:
    palette = _palette([_opened(path) for path in frames[:: len(frames) // _SAMPLES + 1]])

    def others() -> Iterator[Image.Image]:
        for done, path in enumerate(frames[1:], start=1):
            report(done, len(frames))
            yield _reduced(_opened(path), palette)

    content = BytesIO()
    _reduced(_opened(frames[0]), palette).save(
        content,
        format="GIF",
        save_all=True,
        append_images=others(),
        duration=round(_MILLISECONDS / per_second),
        loop=0,  # for ever
    )
    write_bytes(target, content.getvalue())


def _write_series(
    frames: Sequence[Path], target: Path, _per_second: float, report: OnProgress
) -> None:
    folder = target.with_suffix("")
    with replacing_folder(folder, lambda _filled: None) as new:
        for number, path in enumerate(frames, start=1):
            report(number, len(frames))
            shutil.copyfile(path, new / f"{folder.name}-{number:04}.png")


def _write_mp4(frames: Sequence[Path], target: Path, per_second: float, report: OnProgress) -> None:
    encoder = find_encoder()
    if encoder is None:
        raise UserError(NO_ENCODER)
    listed = frames[0].with_name("frames.txt")
    lines = [f"file '{path.name}'\nduration {1 / per_second:.6f}" for path in frames]
    listed.write_text("\n".join([*lines, f"file '{frames[-1].name}'"]))
    with replacing(target) as new:
        even = "pad=ceil(iw/2)*2:ceil(ih/2)*2,format=yuv420p"  # what every player accepts
        command = [encoder, "-y", "-v", "error", "-f", "concat", "-i", str(listed)]
        command += ["-vf", even, "-r", f"{max(per_second, 1):g}", "-f", "mp4", str(new)]
        _encode(command, report)


def _encode(command: Sequence[str], report: OnProgress) -> None:
    """Run the encoder until it ends, or until nobody wants the film any more."""
    with subprocess.Popen(  # noqa: S603 - the encoder that was found, no shell
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        try:
            while process.poll() is None:
                report(0, 0)
                time.sleep(_LOOK_SECONDS)
        except BaseException:
            process.kill()
            raise
        told = process.stderr.read().decode(errors="replace").strip() if process.stderr else ""
    if process.returncode:
        last = told.splitlines()[-1] if told else f"it ended with {process.returncode}"
        raise UserError(f"the encoder refused the film: {last}")


def _opened(path: Path) -> Image.Image:
    with Image.open(path) as image:
        return image.convert("RGB")
