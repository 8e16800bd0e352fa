"""Softmax and cross-entropy of one digit in their steps, the stable form beside the naive one."""

from dataclasses import replace

import numpy as np

from mnistgui.inspection.numbers.calculation import Calculation, Named, Phase, number
from mnistgui.inspection.numbers.origins import Chosen, Each, Of
from mnistgui.inspection.numbers.source_line import source_line
from mnistgui.nn.activations import sigmoid
from mnistgui.nn.arrays import Array
from mnistgui.nn.heads import Head, Logistic
from mnistgui.nn.losses import logistic_cross_entropy, softmax, softmax_cross_entropy


def overflow_limit(dtype: np.dtype[np.floating]) -> float:
    """Return the number above which ``exp`` is infinite in a precision."""
    return float(np.log(np.finfo(dtype).max))


def overflow_words(z: Array) -> str:
    """Say where the naive form overflows, and whether it does so for these logits."""
    limit, most = overflow_limit(z.dtype), float(z.max())
    said = f"exp overflows above {limit:.2f} in {z.dtype}"
    if most > limit:
        return (
            f"{said}: the largest logit is {number(z.max())}, so the naive form divides inf by inf."
        )
    return f"{said}; the largest logit is {number(z.max())}, so the naive form still works here."


def _naive(z: Array, target: int) -> tuple[Named, Named, Named, Named]:
    """Compute softmax and loss without taking the maximum away, whatever comes of it."""
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        e = np.exp(z)
        total = np.asarray(e.sum())
        p = e / total
        loss = np.asarray(-np.log(p[target]))
    names = ("naive exp(z)", "naive sum", "naive p", "naive loss")
    return tuple(map(Named, names, (e, total, p, loss)))  # type: ignore[return-value]


def softmax_loss(z: Named, target: int) -> list[Calculation]:
    """Calculate the probabilities and the loss of logits.

    Parameters
    ----------
    z : Named
        The logits, of shape (n_classes,).
    target : int
        Index of the true class.

    Returns
    -------
    list of Calculation
        m, s, e, S, p and loss.
    """
    naive, remark = _naive(z.array, target), overflow_words(z.array)
    most, shifted = _shifted(z)
    e = _exponentials(shifted.result, naive[0])
    total = _total(e.result, naive[1])
    p = _probabilities(z, e.result, total.result, naive[2])
    loss_ = _loss(z, shifted.result, total.result, target, naive[3])
    return [most, shifted, *(replace(one, remark=remark) for one in (e, total, p, loss_))]


def _shifted(z: Named) -> tuple[Calculation, Calculation]:
    most = Named("m", np.asarray(z.array.max()))
    largest = Calculation(
        Phase.LOSS,
        f"m = max({z.name})",
        "The largest logit is found, so that it can be taken away from all.",
        (source_line(softmax_cross_entropy, "at_best ="),),
        (z,),
        most,
        Of("max({0})", ", ", z),
    )
    shifted = Calculation(
        Phase.LOSS,
        f"s = {z.name} - m",
        "Taking the same number from every logit changes no probability: it cancels.",
        (source_line(softmax_cross_entropy, "np.subtract("),),
        (z, most),
        Named("s", z.array - most.array),
        Each("{0} - {1}", (z, most)),
    )
    return largest, shifted


def _exponentials(shifted: Named, naive: Named) -> Calculation:
    return Calculation(
        Phase.LOSS,
        "e = exp(s)",
        "No exponential is larger than 1 now; the naive form takes exp(z) itself.",
        (source_line(softmax_cross_entropy, "np.exp("),),
        (shifted,),
        Named("e", np.exp(shifted.array)),
        Each("exp({0})", (shifted,)),
        (naive,),
    )


def _total(e: Named, naive: Named) -> Calculation:
    return Calculation(
        Phase.LOSS,
        "S = sum(e)",
        "The exponentials of this digit alone are added up.",
        (source_line(softmax_cross_entropy, "total ="),),
        (e,),
        Named("S", np.asarray(np.add.reduce(e.array))),
        Of("{0}", " + ", e),
        (naive,),
    )


def _probabilities(z: Named, e: Named, total: Named, naive: Named) -> Calculation:
    p = np.empty_like(z.array[None])
    softmax(z.array[None], p)
    return Calculation(
        Phase.LOSS,
        "p = e / S",
        "Each exponential becomes a share of their sum: a probability.",
        (source_line(softmax, "np.divide("),),
        (e, total),
        Named("p", p[0]),
        Each("{0} / {1}", (e, total)),
        (naive,),
    )


def _loss(z: Named, shifted: Named, total: Named, target: int, naive: Named) -> Calculation:
    logits = z.array[None]
    mean = softmax_cross_entropy(logits, np.array([target]), np.empty_like(logits)).mean
    return Calculation(
        Phase.LOSS,
        f"loss = log(S) - s[{target}]",
        "The loss comes from the logits, never from p: a p that is rounded to 0 has no log.",
        (source_line(softmax_cross_entropy, "losses ="),),
        (total, shifted),
        Named("loss", np.asarray(mean)),
        Chosen("log({0}) - {1}", ((total, ()), (shifted, (target,)))),
        (naive,),
    )


def logistic_loss(z: Named, target: int) -> list[Calculation]:
    """Calculate the probability and the loss of a single logit; see :func:`softmax_loss`."""
    probabilities = np.empty_like(z.array)
    sigmoid(z.array, probabilities)
    p = Named("p", probabilities)
    logit = z.array[None]
    mean = logistic_cross_entropy(logit, np.array([target]), np.empty_like(logit)).mean
    with np.errstate(over="ignore", divide="ignore"):
        naive_p = 1 / (1 + np.exp(-z.array))
        naive = np.asarray(-np.log(naive_p if target else 1 - naive_p)[0])
    return [
        Calculation(
            Phase.LOSS,
            f"p = 1 / (1 + exp(-{z.name}))",
            "The sigmoid of the only logit is the probability of the class.",
            (source_line(logistic_cross_entropy, "sigmoid("), source_line(sigmoid, "np.tanh(")),
            (z,),
            p,
            Each("1 / (1 + exp(-{0}))", (z,)),
            (Named("naive p", naive_p),),
        ),
        Calculation(
            Phase.LOSS,
            f"loss = log(1 + exp({z.name})) - {target} * {z.name}",
            "The loss comes from the logit, never from p: a p that is rounded to 0 has no log.",
            (source_line(logistic_cross_entropy, "mean ="),),
            (z,),
            Named("loss", np.asarray(mean)),
            Chosen(f"log(1 + exp({{0}})) - {target} * {{0}}", ((z, (0,)),)),
            (Named("naive loss", naive),),
        ),
    ]


def loss(head: Head, z: Named, target: int) -> list[Calculation]:
    """Calculate probabilities and loss of one digit under a head."""
    if isinstance(head, Logistic):
        return logistic_loss(z, target)
    return softmax_loss(z, target)
