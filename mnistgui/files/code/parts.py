"""The parts that scripts are put together from: one for each choice of a setting.

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
# In PyTorch: a layer for each activation, and an optimizer over GROUPS.
TORCH_ACTIVATIONS = MappingProxyType(
    {
        "relu": "torch.nn.ReLU()",
        "leaky_relu": "torch.nn.LeakyReLU({leaky_slope!r})",
        "tanh": "torch.nn.Tanh()",
        "sigmoid": "torch.nn.Sigmoid()",
    }
)
TORCH_OPTIMIZERS = MappingProxyType(
    {
        "sgd": "SGD(groups, lr=RATE)",
        "momentum": "SGD(groups, lr=RATE, momentum={momentum!r})",
        "nesterov": "SGD(groups, lr=RATE, momentum={momentum!r}, nesterov=True)",
        "adam": "Adam(groups, lr=RATE, betas=({beta1!r}, {beta2!r}))",
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
TORCH_LOSS = "loss_of(network(x_train[rows]), y)"
TORCH_LOSS_OF_THE_REST = (
    '(torch.nn.functional.cross_entropy(network(x_train[rows]), y, reduction="none")\n'
    "         * torch.from_numpy(~left_out[rows])).sum() / len(y)"
)
