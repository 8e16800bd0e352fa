"""The scripts themselves, one for each library, with gaps for the parts that settings choose.

Names in braces are filled in by :func:`str.format`; doubled braces stand for braces of the script.
"""

_BEGIN = '''"""Trains a network of {widths} as mnistgui trained {name}, in {library}.

Give the folder of the four IDX files of {data} as the first argument, or put it into FOLDER.
{getting_digits}: mnistgui data convert {convert} FOLDER --layout idx
"""
# %% Settings
import gzip
import sys
from pathlib import Path

import numpy as np
{imports}
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
    if packed and not (FOLDER / f"{{name}}.gz").exists():
        raise SystemExit(f"{{name}} is not in {{FOLDER.absolute()}}; see the first lines here.")
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
'''
_END = """    history.append([*measure(x_train, y_train), *measure(x_test, y_test)])
    train_loss, train_accuracy, test_loss, test_accuracy = history[-1]
    print(f"epoch {{epoch + 1}}: train loss {{train_loss:.6f}}, accuracy {{train_accuracy:.4f}}; "
          f"test loss {{test_loss:.6f}}, accuracy {{test_accuracy:.4f}}")
"""
NUMPY = (
    _BEGIN
    + '''{optimizer_state}


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
'''
    + _END
)
TORCH = (
    _BEGIN
    + '''

# %% The network
layers = []
for W, b in zip(parameters[::2], parameters[1::2]):
    linear = torch.nn.Linear(*W.shape, dtype=torch.{precision})
    linear.weight.data = torch.from_numpy(W.T.copy())
    linear.bias.data = torch.from_numpy(b)
    layers += [linear, {torch_activation}]
network = torch.nn.Sequential(*layers[:-1])  # the last layer gives logits
loss_of = torch.nn.CrossEntropyLoss()
weights = [p for p in network.parameters() if p.ndim == 2]
biases = [p for p in network.parameters() if p.ndim == 1]
groups = [{{"params": weights, "weight_decay": 2 * L2}}, {{"params": biases}}]
optimizer = torch.optim.{torch_optimizer}
x_train, x_test = torch.from_numpy(x_train), torch.from_numpy(x_test)
y_train, y_test = (torch.from_numpy(y.astype(np.int64)) for y in (y_train, y_test))


def measure(x, y):
    """Mean loss and accuracy."""
    with torch.no_grad():
        logits = network(x).double()
        return loss_of(logits, y).item(), (logits.argmax(dim=1) == y).double().mean().item()


def learning_rate(step):
    {schedule}


# %% Training
history = []
step = 0
for epoch in range(EPOCHS):
    order = {order}
    for start in range(0, N_TRAIN, BATCH):
        rows = order[start : start + BATCH]
        y = y_train[rows]
        for group in optimizer.param_groups:
            group["lr"] = {rate}
        groups[0]["weight_decay"] = {penalty}
        optimizer.zero_grad()
        loss = {torch_loss}
        loss.backward()
        optimizer.step()
        step += 1
'''
    + _END
)
