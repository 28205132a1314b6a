"""What one more certificate would bring a person, posting by posting: true to the point, by the run that made their list."""

from typing import NamedTuple

import numpy as np

from matching import packed_profiles, prices, runs, snapshots
from matching.core import columns, counterfactual, packing, text
from matching.inputs import Offered
from matching.models import SuggestionList
from matching.people import candidates


class Gain(NamedTuple):
    """certificate : its name, as rules compare names; points : by which the points of the posting would rise"""

    certificate: str
    points: int


def of(row: SuggestionList) -> dict[int, Gain]:
    """By posting of ours in the list, the missing certificate that would bring most; what nothing would bring more is left out."""
    run = row.run
    if run.snapshot_id is None:
        return {}
    try:
        offer = snapshots.of_run(run)
        people = candidates(packed_profiles.read(np.array([row.pk])), offer)
    except (snapshots.OtherVersion, packing.OtherVersion):
        return {}  # the list stands; what it was made from was kept by other code
    if not len(people.ids):
        return {}
    places = np.searchsorted(offer.own.ids, row.posting_ids)
    own = columns.take(offer.own, places)
    words = {code: _words(name, offer) for code, name in enumerate(offer.certificates)}
    found = counterfactual.certificates(
        people, own, runs.weights_of(run.weight_set), words, price=prices.of_run(run, own.ids)
    )
    return {
        pk: Gain(offer.certificates[gain.certificate], gain.points)
        for pk, gain in zip(row.posting_ids, found, strict=True)
        if gain
    }


def _words(name: str, offer: Offered) -> list[int]:
    return [offer.vocabulary[term] for term in text.bigrams(name) if term in offer.vocabulary]
