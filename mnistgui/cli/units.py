"""``mnistgui units``: what the units of a layer look for, and what they do with test digits."""

import json
from pathlib import Path
from typing import Any

import click

from mnistgui.cli.digits import DATA_OPTION, digits
from mnistgui.cli.networks import network_of
from mnistgui.data.picture_kind import MAX_CLASSES
from mnistgui.errors import UserError
from mnistgui.files.content import Content
from mnistgui.files.recognize import recognize
from mnistgui.files.run_file import load_run
from mnistgui.inspection.step_measurer import first_network
from mnistgui.inspection.unit_orders import UNIT_ORDERS, OrderedLayer
from mnistgui.inspection.units import (
    LayerActivity,
    layer_activity,
    movements,
    outgoing,
    weight_norms,
)
from mnistgui.nn.network import Network
from mnistgui.per_cent import per_cent
from mnistgui.training.fitting import require_reading

_PATH = click.Path(path_type=Path)
_ORDERS = {order.name: order for order in UNIT_ORDERS if order.name != "drawing"}
_EXTREMES = 8  # digits that are named of each unit


@click.command("units")
@click.argument("model", type=_PATH)
@click.option("--layer", type=click.IntRange(min=1), default=1, help="Counted from 1.")
@click.option("--sort", "order", type=click.Choice(list(_ORDERS)), default="number")
@click.option(
    "--digit", type=click.IntRange(0, MAX_CLASSES - 1), default=0, help="For --sort outgoing."
)
@click.option("--count", type=click.IntRange(min=1), help="How many units at most.")
@DATA_OPTION
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def units_command(
    model: Path,
    layer: int,
    order: str,
    digit: int,
    count: int | None,
    data: Path | None,
    *,
    as_json: bool,
) -> None:
    """List the units of a layer of MODEL, a run file or weights.

    Of each: bias, length and movement of its weights, how often it fires for the test digits, which
    of those excite it most and least, and how it speaks for each digit.
    """
    network, first = _networks(model)
    if layer > len(network.dense_layers()):
        raise UserError(
            f"--layer {layer} is not in this network; 1 to {len(network.layers)} are accepted"
        )
    if order == "outgoing" and digit >= network.head.units:
        raise UserError(_beyond_outputs(network.head.units))
    if order == "movement" and first is None:
        raise UserError(f"{_ORDERS[order].missing} Run files of drawn weights are accepted.")
    dataset = digits(data)
    require_reading(network, dataset)
    activity = layer_activity(network, layer, dataset.test.images)
    sorted_units = _ORDERS[order].sort(OrderedLayer(network, layer, first, digit))[:count]
    records = _records(network, first, activity)
    chosen = [records[unit] for unit in sorted_units.tolist()]
    if as_json:
        click.echo(json.dumps({"layer": layer, "digits": dataset.name, "units": chosen}))
    else:
        click.echo("\n".join(map(_line, chosen)))


def _beyond_outputs(count: int) -> str:
    if count == 1:
        return "this network has one output; --digit 0 is accepted"
    return f"this network has {count} outputs; --digit 0 to {count - 1} is accepted"


def _networks(path: Path) -> tuple[Network, Network | None]:
    """Load a network, and the one that its run began with where that is known."""
    if recognize(path) is not Content.RUN:
        return network_of(path, {}).network, None
    run = load_run(path)
    return run.network(), first_network(run.config, run.start, drawn=not run.origin)


def _records(
    network: Network, first: Network | None, activity: LayerActivity
) -> list[dict[str, Any]]:
    layer = activity.layer
    one = network.dense_layers()[layer - 1]
    norms, speaks = weight_norms(network, layer), outgoing(network, layer)
    moved = None if first is None else movements(network, first, layer)
    return [
        {
            "unit": unit + 1,
            "bias": float(one.b[unit]),
            "weight_length": float(norms[unit]),
            "moved": None if moved is None else float(moved[unit]),
            "fires": float(activity.states.fires[unit]),
            "state": activity.state_name(unit),
            "outgoing": speaks[unit].tolist(),
            "strongest": activity.strongest(unit, _EXTREMES).tolist(),
            "weakest": activity.weakest(unit, _EXTREMES).tolist(),
        }
        for unit in range(one.W.shape[1])
    ]


def _line(record: dict[str, Any]) -> str:
    moved = "" if record["moved"] is None else f", moved {record['moved']:.3g}"
    strongest = ", ".join(map(str, record["strongest"]))
    return (
        f"unit {record['unit']}: {record['state']}, fires for {per_cent(record['fires'], 1)}; "
        f"bias {record['bias']:.3g}, length {record['weight_length']:.3g}{moved}; "
        f"most excited by test digits {strongest}"
    )
