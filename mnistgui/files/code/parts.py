"""The parts a script is put together from: one for each choice of a setting.

Names in braces are filled in by :func:`str.format`; doubled braces stand for braces of the script.
"""

from types import MappingProxyType

ACTIVATIONS = MappingProxyType(
    {
        "relu": ("np.maximum(z, 0)", "a > 0"),
        "leaky_relu": (
            "np.where(z > 0, z, {leaky_slope!r} * z)",
            "np.where(a > 0, 1, {leaky_slope!r})",
        ),
        "tanh": ("np.tanh(z)", "1 - a * a"),
        "sigmoid": ("(1 + np.tanh(z / 2)) / 2", "a * (1 - a)"),
    }
)
_PLAIN_BIAS = "rng.normal(0, {bias_sigma!r}, fan_out)"
INITIALIZERS = MappingProxyType(
    {
        "zeros": ("np.zeros((fan_in, fan_out))", "np.zeros(fan_out)"),
        "normal": ("rng.normal(0, {init_sigma!r}, (fan_in, fan_out))", _PLAIN_BIAS),
        "glorot": (
            "np.sqrt(6 / (fan_in + fan_out)) * rng.uniform(-1, 1, (fan_in, fan_out))",
            _PLAIN_BIAS,
        ),
        "he": ("rng.normal(0, np.sqrt(2 / fan_in), (fan_in, fan_out))", _PLAIN_BIAS),
        "course": (
            "rng.normal(0, 1, (fan_in, fan_out)) / np.sqrt((fan_in + 1) / (1 if last else 2))",
            "rng.normal(0, 1, fan_out) / np.sqrt((fan_in + 1) / (1 if last else 2))",
        ),
    }
)
OPTIMIZERS = MappingProxyType(
    {
        "sgd": ("", "P -= rate * g"),
        "momentum": (
            "velocity = [np.zeros_like(P) for P in parameters]",
            "velocity[i] = {momentum!r} * velocity[i] + g\n        P -= rate * velocity[i]",
        ),
        "nesterov": (
            "velocity = [np.zeros_like(P) for P in parameters]",
            (
                "velocity[i] = {momentum!r} * velocity[i] + g\n"
                "        P -= rate * (g + {momentum!r} * velocity[i])"
            ),
        ),
        "adam": (
            (
                "mean = [np.zeros_like(P) for P in parameters]\n"
                "square = [np.zeros_like(P) for P in parameters]"
            ),
            (
                "mean[i] = {beta1!r} * mean[i] + (1 - {beta1!r}) * g\n"
                "        square[i] = {beta2!r} * square[i] + (1 - {beta2!r}) * g * g\n"
                "        corrected = mean[i] / (1 - {beta1!r} ** (step + 1))\n"
                "        size = np.sqrt(square[i] / (1 - {beta2!r} ** (step + 1)))\n"
                "        P -= rate * corrected / (size + 1e-8)"
            ),
        ),
    }
)
SCHEDULES = MappingProxyType(
    {
        "constant": "return RATE",
        "step": "return RATE * {step_factor!r} ** (step // ({step_epochs!r} * STEPS_PER_EPOCH))",
        "linear": (
            "part = min(step / STEPS, 1)\n    return RATE * ((1 - part) + part * {final_rate!r})"
        ),
        "cosine": (
            "part = (1 + np.cos(np.pi * min(step / STEPS, 1))) / 2\n"
            "    return RATE * ({final_rate!r} + (1 - {final_rate!r}) * part)"
        ),
    }
)
ORDERS = MappingProxyType(
    {
        "ordered": "np.arange(N_TRAIN)",
        "shuffled": "np.random.default_rng([SEED, 2, epoch]).permutation(N_TRAIN)",
        "replacement": "np.random.default_rng([SEED, 2, epoch]).integers(0, N_TRAIN, N_TRAIN)",
    }
)
GENERATORS = MappingProxyType(
    {"pcg64": "np.random.default_rng([SEED, 1, 0])", "legacy": "np.random.RandomState(SEED)"}
)
SCALINGS = MappingProxyType(
    {"unit": "pixels / 255", "legacy256": "pixels / 256", "signed": "pixels * (2 / 255) - 1"}
)
# A sum over the batch is the mean, taken so many times as far; the penalty is added once.
GRADIENTS = MappingProxyType(
    {
        "mean": ("learning_rate(step)", "2 * L2"),
        "sum": ("learning_rate(step) * len(rows)", "2 * L2 / len(y)"),
    }
)
_MIXED_UP = (
    "\n# Labels that are mixed up, the same ones as in the program\n"
    "{known}"
    "order = np.random.default_rng([SEED, 6, 0]).permutation(N_TRAIN)\n"
    "{among}"
    "mixed = order[: round({{noise_share!r}} * len(order))]\n"
    "y_train = y_train.copy()\n"
    "y_train[mixed] = {wrong}\n"
)
LABEL_NOISE = MappingProxyType(
    {
        "none": "",
        "uniform": _MIXED_UP.format(
            known=(
                "others = np.random.default_rng([SEED, 7, 0])"
                ".integers(1, 10, N_TRAIN, dtype=np.uint8)\n"
            ),
            among="",
            wrong="(y_train[mixed] + others[mixed]) % 10",
        ),
        "pairs": _MIXED_UP.format(
            known=(
                "partner = np.arange(10, dtype=np.uint8)\n"
                'for pair in "{noise_pairs}".split(","):\n'
                "    partner[[int(pair[0]), int(pair[2])]] = int(pair[2]), int(pair[0])\n"
            ),
            among="order = order[partner[y_train[order]] != y_train[order]]\n",
            wrong="partner[y_train[mixed]]",
        ),
    }
)
LEFT_OUT = (
    "\n# Digits that teach nothing\n"
    "left_out = np.zeros(N_TRAIN, bool)\n"
    "left_out[{indices}] = True\n"
)
SCRIPT = '''"""Trains a network of {widths} as mnistgui trained {name}, in plain NumPy.

Give the folder of the four IDX files of {data} as the first argument, or put it into FOLDER.
"""
# %% Settings
import gzip
import sys
from pathlib import Path

import numpy as np

FOLDER = Path(sys.argv[1] if sys.argv[1:] and Path(sys.argv[1]).is_dir() else {folder!r})
N_TRAIN = {n_train}  # digits to learn from; {n_valid} more were held back
WIDTHS = {widths_list}
SEED, EPOCHS, BATCH, RATE, L2 = {seed}, {epochs}, {batch}, {learning_rate!r}, {l2!r}
TYPE = np.{precision}
STEPS_PER_EPOCH = -(-N_TRAIN // BATCH)
STEPS = EPOCHS * STEPS_PER_EPOCH


# %% Digits
def read(name, header):
    """Read an IDX file, packed or not; see http://yann.lecun.com/exdb/mnist/."""
    path = FOLDER / name
    packed = not path.exists()
    data = (FOLDER / f"{{name}}.gz" if packed else path).read_bytes()
    data = gzip.decompress(data) if packed else data
    return np.frombuffer(data, np.uint8, offset=header)


def digits(part):
    """Pixels as the network sees them, and labels."""
    pixels = read(f"{{part}}-images-idx3-ubyte", 16).reshape(-1, 784).astype(TYPE)
    return ({scaling}).astype(TYPE), read(f"{{part}}-labels-idx1-ubyte", 8)


x_all, y_all = digits("train")
x_train, y_train = x_all[:N_TRAIN], y_all[:N_TRAIN]
x_test, y_test = digits("t10k")
{noise}{left_out}
# %% First weights
rng = {generator}
parameters = []  # W1, b1, W2, b2, ...
for i, (fan_in, fan_out) in enumerate(zip(WIDTHS[:-1], WIDTHS[1:])):
    last = i == len(WIDTHS) - 2
    W = {weights}
    b = {biases}
    parameters += [W.astype(TYPE), b.astype(TYPE)]
{optimizer_state}


# %% The network
def forward(x):
    """Activations of every layer; the last are the logits."""
    activations = [x]
    for i in range(0, len(parameters), 2):
        z = activations[-1] @ parameters[i] + parameters[i + 1]
        activations.append(z if i == len(parameters) - 2 else {activation})
    return activations


def softmax(logits):
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def measure(x, y):
    """Mean loss and accuracy."""
    logits = forward(x)[-1].astype(np.float64)
    top = logits.max(axis=1)
    log_sum = top + np.log(np.exp(logits - top[:, None]).sum(axis=1))
    loss = log_sum - logits[np.arange(len(y)), y]
    return loss.mean(), (logits.argmax(axis=1) == y).mean()


def gradients(rows):
    """Backpropagation: the gradient of each parameter, in their order, from some digits."""
    x, y = x_train[rows], y_train[rows]
    activations = forward(x)
    delta = softmax(activations[-1])
    delta[np.arange(len(y)), y] -= 1
    delta /= len(y)
{leave_out}    found = []
    for i in range(len(parameters) - 2, -1, -2):
        a = activations[i // 2]
        found[:0] = [a.T @ delta + {penalty} * parameters[i], delta.sum(axis=0)]
        if i:
            delta = (delta @ parameters[i].T) * ({derivative})
    return found


def learning_rate(step):
    {schedule}


# %% Training
history = []
step = 0
for epoch in range(EPOCHS):
    order = {order}
    for start in range(0, N_TRAIN, BATCH):
        rows = order[start : start + BATCH]
        rate = {rate}
        for i, (P, g) in enumerate(zip(parameters, gradients(rows))):
            {update}
        step += 1
    history.append([*measure(x_train, y_train), *measure(x_test, y_test)])
    train_loss, train_accuracy, test_loss, test_accuracy = history[-1]
    print(f"epoch {{epoch + 1}}: train loss {{train_loss:.6f}}, accuracy {{train_accuracy:.4f}}; "
          f"test loss {{test_loss:.6f}}, accuracy {{test_accuracy:.4f}}")
'''
