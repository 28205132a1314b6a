"""What postings cost in a run: found on a part of the city for all of it, kept with the run, and used until the next run over the city.

A posting that opens between two of those costs nothing until then. Source: ADR 0014.
"""

import os
from datetime import date

import numpy as np
from numpy.typing import NDArray

from jobs import seats
from matching import runs
from matching.core import crowding, priced
from matching.core.weights import Weights
from matching.inputs import Offered
from matching.models import Run

SAMPLE = 20_000  # people, evenly spread; the model cities of docs/matching.md have as many


def of_city(candidate_ids: NDArray[np.int64], offer: Offered, weights: Weights, *, on: date) -> NDArray[np.int32]:
    """A price for each posting of ours that is offered, int32 (m,), from who would be shown what.

    candidate_ids : ascending, everybody who is packed
    """
    step = -(-len(candidate_ids) // SAMPLE) or 1
    crowd = runs.crowd_of(candidate_ids[::step], offer, on=on)
    if not len(crowd.people.ids) or not len(offer.own.ids):
        return np.zeros(len(offer.own.ids), np.int32)
    free = seats.count_free(offer.own.ids.tolist())
    open_seats = np.array([max(free[pk], 1) for pk in offer.own.ids.tolist()], np.int64)
    city = priced.prepare(crowd.people, offer.own, weights, passed=crowd.passed, threads=os.cpu_count() or 1)
    return crowding.prices(city, open_seats, k=runs.OWN_PLACES)


def of_last_run(offer: Offered) -> NDArray[np.int32]:
    """The prices of the last run over the city, int32 (m,), 0 for a posting that wasn't open then."""
    return of_run(last_run(), offer.own.ids)


def last_run() -> Run | None:
    """The last run over the city, whose prices hold until the next."""
    return Run.objects.filter(scope=Run.Scope.CITY).order_by("-ran_at", "-pk").first()


def kept(offer: Offered, price: NDArray[np.int32]) -> dict[str, int]:
    """As a run keeps them: by id, those that cost something."""
    return {str(pk): points for pk, points in zip(offer.own.ids.tolist(), price.tolist(), strict=True) if points}


def of_run(run: Run | None, posting_ids: NDArray[np.int64]) -> NDArray[np.int32]:
    """What these postings of ours cost in a run, int32 (m,); nothing where there was none."""
    city = run and (run.priced_by or run)
    found = city.prices if city else {}
    return np.array([found.get(str(pk), 0) for pk in posting_ids.tolist()], np.int32)
