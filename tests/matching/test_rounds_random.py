"""Random rounds through the database: the independent check finds nothing, and what is published is what was run."""

import random
from collections import Counter

import pytest

from jobs.models import Application, Hold, Offer, Seat
from matching import round_check, round_inputs, round_ledger, rounds
from matching.models import RoundResult
from matching.round_terms import WHOLE, RoundTerms, SiteTerms
from tests import make
from tests.make import NOW
from tests.matching.allocating import AFTER, OVER, applied, begun, posting

pytestmark = pytest.mark.django_db


def fill(lot: random.Random, year) -> None:
    """Some postings of one to three sites, and people who apply to one or two of them."""
    operator = make.organisation()
    postings = []
    for _ in range(3):
        sites = [make.site(operator, district=lot.choice(["11410", "11440"])) for _ in range(lot.randint(1, 3))]
        postings.append(posting(year, operator, sites=sites, seats=lot.randint(1, 3), reserved=lot.randint(0, 1)))
    for _ in range(16):
        person = make.candidate(statuses={"near_poor": lot.random() < 0.3})
        for hour, to in enumerate(lot.sample(postings, lot.randint(1, 2))):
            count = to.posting_sites.count()
            sites = lot.sample(range(count), lot.randint(1, count))
            applied(to, lot.choice([60, 70, 80]), person, sites=sites, received_at=NOW.replace(hour=hour))


def changed(lot: random.Random, terms: RoundTerms) -> RoundTerms:
    """Reserves as they stand, or none of them and a cap in their place."""
    if lot.random() < 0.5:
        return terms
    sites = {
        name: SiteTerms(own.places, 0, own.district, lot.randint(0, 1) if own.places else 0)
        for name, own in terms.sites.items()
    }
    districts = sorted({own.district for own in sites.values()})
    least = {name: sum(own.target for own in sites.values() if own.district == name) for name in districts}
    if lot.random() < 0.5:
        return RoundTerms(sites, {WHOLE: sum(least.values()) + lot.randint(0, 3)})
    return RoundTerms(sites, {name: least[name] + lot.randint(0, 2) for name in districts})


@pytest.mark.parametrize("number", range(4))
def test_a_round_stands_and_is_published_as_it_was_run(city, second, number):
    lot, year = random.Random(number), make.programme_year()  # noqa: S311 - a repeatable lot
    fill(lot, year)
    row = begun(year, city)
    terms = changed(lot, round_inputs.first_terms(row, at=OVER))

    rounds.run(row, rounds.simulate(row, terms, name="", by=city, at=OVER), by=city, at=OVER)
    row.refresh_from_db()
    assert round_check.problems(row.allocation) == []
    assert round_ledger.replay(row.allocation).is_same
    rounds.verify(row, by=city, at=OVER)
    rounds.confirm(row, by=second, at=OVER)
    rounds.publish(row, by=city, at=AFTER)

    wanted = dict(RoundResult.objects.exclude(application=None).values_list("application_id", "posting_site_id"))
    assert dict(Offer.objects.values_list("application_id", "seat__posting_site_id")) == wanted
    held = Counter(Hold.objects.values_list("seat__posting_site_id", flat=True))
    room = Counter(Seat.objects.values_list("posting_site_id", flat=True))
    assert all(held[site] <= room[site] for site in held)
    seated = set(RoundResult.objects.exclude(application=None).values_list("candidate", flat=True))
    states = Counter(Application.objects.exclude(candidate__in=seated).values_list("state", flat=True))
    assert set(states) <= {"waiting"}
    others = Application.objects.filter(candidate__in=seated).exclude(pk__in=wanted)
    assert set(others.values_list("state", flat=True)) <= {"not_selected"}
