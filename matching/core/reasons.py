"""A reason as it is stored: a code and plain parameters; the sentence is made elsewhere, in the reader's language."""

from typing import NamedTuple

Param = int | float | str


class Reason(NamedTuple):
    """Why a signal gave what it gave, or why a gate dropped a pair.

    ``code`` is ``<signal or rule>.<what was found>``; ``params`` holds JSON scalars only, so that a reason survives storage and is
    worded again years later.

    >>> Reason("distance.near", {"km": 2.1}).code
    'distance.near'
    """

    code: str
    params: dict[str, Param]
