"""What the demo leaves to chance, repeatable: each question has one answer, whoever asks first.

A number comes from the seed and the names of what is asked, not from a sequence, so the order of rows decides nothing.
"""

from hashlib import blake2b
from typing import Any
from uuid import UUID


class Chance:
    """Answers of one seed."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def of(self, *names: Any) -> float:
        """A number from 0 up to 1."""
        return int.from_bytes(self._digest(names, 8)) / 2**64

    def token(self, *names: Any) -> UUID:
        """An id that the same question gets again."""
        return UUID(bytes=self._digest(names, 16), version=4)

    def _digest(self, names: tuple, size: int) -> bytes:
        text = "\x1f".join(str(name) for name in (self._seed, *names))
        return blake2b(text.encode(), digest_size=size).digest()
