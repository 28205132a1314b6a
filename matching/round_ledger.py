"""The ledger of allocation rounds: an allocation is computed from text files alone, and computed again to the same bytes.

The files are those of `python -m matching.core allocate` (issue 3, section 5), so an auditor can run them without this site.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q

from matching.core.allocation import allocate
from matching.core.round_columns import Ints
from matching.core.wish_files import NamedRound, RoundFiles, read_round, result_of
from matching.models import Allocation, AllocationRound
from matching.runs import code_version


class Computed(NamedTuple):
    """A round as it was read, the seat of each candidate, and the result as the text of its file."""

    found: NamedRound
    given: Ints
    result: str


class Replay(NamedTuple):
    """What a second computation says. `is_same_input`: the files still have the hash that was written down with them."""

    inputs_hash: str
    result_hash: str
    is_same_input: bool
    is_same_result: bool
    is_same_code: bool
    result: str

    @property
    def is_same(self) -> bool:
        """Whether the allocation stands as it was made, to the byte."""
        return self.is_same_input and self.is_same_result


def compute(files: Mapping[str, str], seed: str) -> Computed:
    """Allocate from the texts of the files. Raises ValueError for a file too many or too few, or (BadRow) a row that makes no sense."""
    if not {"wishes", "seats"} <= set(files) <= set(RoundFiles._fields):
        raise ValueError(f"files {sorted(files)}")
    with TemporaryDirectory() as folder:
        paths = {name: Path(folder, f"{name}.csv") for name in files}
        for name, path in paths.items():
            path.write_text(files[name], encoding="utf-8", newline="")
        found = read_round(RoundFiles(**paths), seed)
    given = allocate(found.inputs)
    return Computed(found, given, result_of(found, given))


def inputs_hash(files: Mapping[str, str], seed: str) -> str:
    """Return the SHA-256 of the seed and of all files, each under its name and length."""
    digest = hashlib.sha256(f"seed {len(seed.encode())}\n{seed}\n".encode())
    for name in RoundFiles._fields:
        if name in files:
            text = files[name].encode()
            digest.update(f"{name} {len(text)}\n".encode() + text)
    return digest.hexdigest()


def result_hash(result: str) -> str:
    """Return the SHA-256 of a result file."""
    return hashlib.sha256(result.encode()).hexdigest()


def replay(allocation: Allocation) -> Replay:
    """Compute a run again from its stored input and compare. Raises ValueError where the input can't even be read."""
    result = compute(allocation.inputs, allocation.seed).result
    again = inputs_hash(allocation.inputs, allocation.seed)
    return Replay(
        inputs_hash=again,
        result_hash=result_hash(result),
        is_same_input=again == allocation.inputs_hash,
        is_same_result=result == allocation.result and result_hash(result) == allocation.result_hash,
        is_same_code=code_version() == allocation.code_version,
        result=result,
    )


def find_run(text: str) -> Allocation | None:
    """Return the run that a round stands on, or one named by its own id; None for what is no id of either."""
    try:
        public_id = UUID(text)
    except ValueError:
        return None
    own = Q(public_id=public_id) | Q(pk__in=AllocationRound.objects.filter(public_id=public_id).values("allocation"))
    return Allocation.objects.filter(own, kind=Allocation.Kind.RUN).first()
