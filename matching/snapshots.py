"""What a run read of the postings, kept so that every worker reads the same and any suggestion can be made again.

A snapshot is named by what is in it: runs that read the same share one. It is a row, not a folder, so that it comes and goes with the run in one
transaction and every machine finds it (ADR 0017). Nothing in it can be executed: plain JSON and numbers.
"""

import hashlib
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from jobs.eligibility import PostingFacts, RuleSpec
from matching.core.columns import PostingColumns, Sites
from matching.core.sparse import Sparse
from matching.inputs import Offered, term_numbers
from matching.models import Run, Snapshot
from matching.rules import Demand, questions

VERSION = 1
KINDS = ("own", "outside")
_NESTED = {"sites": Sites, "required": Sparse, "preferred": Sparse, "terms": Sparse}
_NAMES = ("certificates", "trainings", "districts", "week_mask")


class OtherVersion(ValueError):
    """A snapshot was taken by a code whose columns mean something else."""


# Verbs ----------------------------------------------------------------------------------------------------------------
def keep(offer: Offered, *, at: datetime) -> Snapshot:
    """Keep what is offered; the row that holds the same already, if there is one."""
    arrays = {f"{kind}.{name}": array for kind in KINDS for name, array in _arrays(getattr(offer, kind))}
    manifest = {
        "vocabulary": list(offer.vocabulary),
        "certificates": list(offer.certificates),
        "rule_sets": list(offer.rule_set_ids),
        "demands": [_told(demand) for demand in offer.demands],
    }
    digest = hashlib.sha256(json.dumps([VERSION, manifest], sort_keys=True, ensure_ascii=False).encode())
    for name, array in arrays.items():
        digest.update(f"{name} {array.dtype.str} {array.shape}".encode() + array.tobytes())
    found = {"version": VERSION, "manifest": manifest, "columns": _packed(arrays), "taken_at": at}
    return Snapshot.objects.get_or_create(digest=digest.hexdigest(), defaults=found)[0]


# Questions ------------------------------------------------------------------------------------------------------------
def read(snapshot: Snapshot) -> Offered:
    """What was offered, without the rows behind it. Raises OtherVersion for one of another version."""
    if snapshot.version != VERSION:
        raise OtherVersion(f"the snapshot is of version {snapshot.version}, this code reads {VERSION}")
    manifest, demands = snapshot.manifest, [_demand(told) for told in snapshot.manifest["demands"]]
    with np.load(io.BytesIO(bytes(snapshot.columns)), allow_pickle=False) as arrays:
        own, outside = (_columns(arrays, kind) for kind in KINDS)
    return Offered(
        own=own,
        outside=outside,
        demands=demands,
        questions=questions(demands),
        vocabulary={term: number for number, term in enumerate(manifest["vocabulary"])},
        term_numbers=term_numbers(manifest["vocabulary"]),
        certificates=manifest["certificates"],
        rule_set_ids=manifest["rule_sets"],
    )


def of_run(run: Run) -> Offered:
    """What was offered in a run, read once a process. Raises Snapshot.DoesNotExist where none was kept, OtherVersion as :func:`read`."""
    return _of_digest(Snapshot.objects.values_list("digest", flat=True).get(pk=run.snapshot_id))


# Private --------------------------------------------------------------------------------------------------------------
@lru_cache(maxsize=2)
def _of_digest(digest: str) -> Offered:
    return read(Snapshot.objects.get(digest=digest))


def _arrays(postings: PostingColumns) -> Iterator[tuple[str, NDArray]]:
    for name, column in zip(postings._fields, postings, strict=True):
        if name in _NESTED:
            yield from ((f"{name}.{part}", array) for part, array in zip(column._fields, column, strict=True))
        else:
            yield name, column


def _packed(arrays: Mapping[str, NDArray]) -> bytes:
    stream = io.BytesIO()
    np.savez_compressed(stream, **arrays)
    return stream.getvalue()


def _columns(arrays: Mapping[str, NDArray], kind: str) -> PostingColumns:
    found = {}
    for name in PostingColumns._fields:
        nested = _NESTED.get(name)
        found[name] = (
            nested(*(arrays[f"{kind}.{name}.{part}"] for part in nested._fields))
            if nested
            else arrays[f"{kind}.{name}"]
        )
    return PostingColumns(**found)


def _told(demand: Demand) -> dict[str, Any]:
    """A demand as JSON."""
    specs = None if demand.specs is None else [[spec.kind, dict(spec.params), *spec[2:]] for spec in demand.specs]
    facts = {name: _plain(value) for name, value in demand.posting._asdict().items() if value}
    return {"specs": specs, "posting": facts}


def _demand(told: dict[str, Any]) -> Demand:
    specs = None if told["specs"] is None else [RuleSpec(*spec) for spec in told["specs"]]
    return Demand(specs, PostingFacts(**{name: _fact(name, value) for name, value in told["posting"].items()}))


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else list(value) if isinstance(value, tuple) else value


def _fact(name: str, value: Any) -> date | Sequence[Any] | Any:
    if name.endswith("_on"):
        return date.fromisoformat(value)
    return tuple(value) if name in _NAMES else value
