"""How far the demo's filling has come, on the terminal."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from tqdm import tqdm

Progress = Callable[[Sequence[Any], str], Iterable[Any]]


def bar(rows: Sequence[Any], what: str) -> Iterable[Any]:
    """Go through the rows with a bar that names them."""
    return tqdm(rows, desc=what, ncols=80, disable=None)  # a log has no use for a bar


def silent(rows: Sequence[Any], what: str) -> Iterable[Any]:
    """Go through the rows without a word."""
    return rows
