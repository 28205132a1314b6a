"""A snapshot holds what was offered, once, and gives it back the same."""

import io
import json

import numpy as np
import pytest

from matching import city_runs, inputs, runs, snapshots
from matching.models import Snapshot
from tests import make
from tests.matching.who import outside

pytestmark = pytest.mark.django_db
NOW = make.NOW


def offer() -> inputs.Offered:
    year = make.programme_year(rules=False)
    make.rule_set(
        year, [*make.RULES, ("schedule", {"percent": 50}, "apply"), ("hours_share", {"percent": 70}, "place")]
    )
    make.posting(programme_year_=year, required_certificates=["요양보호사"], districts=["11410"])
    make.posting(preferred_certificates=["운전면허"], hours_mask=[0] * 7)
    make.posting(programme_year_=make.programme_year(rules=False))
    outside(source_key="1", district="11410")
    return city_runs.offered(NOW)


def test_read_gives_back_what_was_kept():
    kept = offer()

    read = snapshots.read(snapshots.keep(kept, at=NOW))

    for kind in ("own", "outside"):
        for (name, array), (_name, again) in zip(
            snapshots._arrays(getattr(kept, kind)), snapshots._arrays(getattr(read, kind)), strict=True
        ):
            assert array.dtype == again.dtype, name
            assert np.array_equal(array, again), name
    assert (read.vocabulary, list(read.certificates), list(read.rule_set_ids)) == (
        kept.vocabulary,
        list(kept.certificates),
        list(kept.rule_set_ids),
    )
    assert [demand.posting for demand in read.demands] == [demand.posting for demand in kept.demands]
    assert [demand.specs for demand in read.demands] == [demand.specs for demand in kept.demands]


def test_keep_of_the_same_offer_is_the_same_row():
    first = snapshots.keep(offer(), at=NOW)

    assert snapshots.keep(city_runs.offered(NOW), at=NOW) == first
    make.posting()
    assert snapshots.keep(city_runs.offered(NOW), at=NOW) != first
    assert Snapshot.objects.count() == 2


def test_snapshot_of_another_version_is_refused():
    kept = snapshots.keep(offer(), at=NOW)
    kept.version = snapshots.VERSION + 1

    with pytest.raises(snapshots.OtherVersion, match=f"version {snapshots.VERSION + 1}, this code reads"):
        snapshots.read(kept)


def test_snapshot_that_hides_an_object_is_refused():
    kept = snapshots.keep(offer(), at=NOW)
    kept.columns = snapshots._packed({**dict(np.load(_stream(kept))), "own.ids": np.array([{"a": 1}], object)})

    with pytest.raises(ValueError, match="allow_pickle"):
        snapshots.read(kept)


def test_run_over_the_city_reads_the_same_from_its_snapshot():
    make.candidate()
    kept = offer()
    run = city_runs.work_off(city_runs.begin(at=NOW), at=NOW)

    assert run.snapshot == snapshots.keep(kept, at=NOW)
    assert json.loads(json.dumps(run.snapshot.manifest))["rule_sets"] == run.rule_set_ids
    assert run.code_version == runs.code_version()


def _stream(kept: Snapshot):
    return io.BytesIO(bytes(kept.columns))
