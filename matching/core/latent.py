"""Meaning by company: words that stand in the same postings point the same way, so a posting is found by words that it doesn't hold.

Latent semantic analysis (Deerwester et al., "Indexing by latent semantic analysis", 1990): the largest singular directions of postings x
terms, found by iterating a fixed random start (Halko, Martinsson & Tropp, "Finding structure with randomness", 2011, algorithm 4.4). The start
is drawn by the order of the terms, so ids and order of the postings don't matter. Floating point sums differ between machines in their last
digits; callers round what they get (``lexical.GRID``) before anything is ordered by it.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

# Directions kept and a margin that is dropped again; rounds of sharpening. K4 hit@10 of 2019: .710 with 120 directions, .711 with 200, .705 with
# 300; processor time to learn 6,313 postings 3 s, 9 s and 22 s.
DIRECTIONS, MARGIN, ROUNDS = 150, 40, 2
# A term that stands in one posting alone has no company.
FEWEST = 2
SEED = 20260101
SMALLEST = 1e-6  # of the largest singular value: what is below is noise
NOISE = 1e-9  # the length of a row that shares no term with any other comes to some 1e-17


class Latent(NamedTuple):
    """m postings, t terms, r directions; row j is posting j.

    turn : float64 (t, r), from terms to directions, each shrunk by the root of its singular value
    postings : float64 (m, r), rows of length 1, or 0
    """

    turn: NDArray[np.float64]
    postings: NDArray[np.float64]


def learn(unit: csr_array, *, directions: int = DIRECTIONS) -> Latent:
    """Find the directions of m postings, csr (m, t) with rows of length 1 (``fields.Field.unit``).

    Returns at most `directions` of them, fewer where the postings have no more.

    >>> learn(csr_array(np.array([[0.6, 0.8, 0], [0.6, 0.8, 0], [0, 0, 1.0]]))).postings.shape
    (3, 1)
    """
    shared = np.bincount(unit.indices, minlength=unit.shape[1]) >= FEWEST
    kept = csr_array(unit[:, np.flatnonzero(shared)])
    left, sizes, right = _singular(kept, directions)
    turn = np.zeros((unit.shape[1], len(sizes)))
    turn[shared] = right / np.sqrt(sizes)
    return Latent(turn, to_unit(left * np.sqrt(sizes)))


def ask(latent: Latent, rows: csr_array) -> NDArray[np.float64]:
    """Turn what n people ask, csr (n, t), into directions: float64 (n, r), rows of length 1, or 0 where nothing is known."""
    return to_unit(rows @ latent.turn)


def to_unit(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """The rows at length 1, or 0 where nothing is left but what rounding made.

    >>> to_unit(np.array([[0, 2.0], [1e-17, 0]])).tolist()
    [[0.0, 1.0], [0.0, 0.0]]
    """
    lengths = np.sqrt((rows * rows).sum(axis=1, keepdims=True))
    is_said = lengths > NOISE
    return np.where(is_said, rows, 0) / np.where(is_said, lengths, 1)


def _singular(rows: csr_array, directions: int) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Left vectors (m, r), singular values (r,), largest first, and right vectors (t, r)."""
    columns = rows.T.tocsr()
    width = min(directions + MARGIN, *rows.shape)
    start = np.random.default_rng(SEED).standard_normal((rows.shape[1], width))
    basis = np.linalg.qr(rows @ start)[0]
    for _round in range(ROUNDS):
        basis = np.linalg.qr(rows @ (columns @ basis))[0]
    spread = columns @ basis
    squares, rotation = np.linalg.eigh(spread.T @ spread)
    sizes = np.sqrt(np.maximum(squares[::-1], 0))[:directions]
    held = sizes > SMALLEST * max(sizes.max(initial=0), SMALLEST)
    rotation = rotation[:, ::-1][:, :directions][:, held]
    return basis @ rotation, sizes[held], (spread @ rotation) / sizes[held]
