"""Rows become columns, and rules gates: the same for one person and for many."""

from datetime import date, timedelta

import numpy as np
import pytest

from jobs import judging
from jobs.models import OutsidePosting, Posting
from matching import inputs, packed, packed_profiles, runs
from matching.core import columns, gates, sparse
from matching.core.reasons import Reason
from matching.people import candidates, of_payloads
from profiles.models import Candidate
from tests import make

pytestmark = pytest.mark.django_db
NOW, TODAY = make.NOW, make.TODAY


def offer_of(*postings: Posting, outside: tuple[OutsidePosting, ...] = ()) -> inputs.Offered:
    return inputs.offered(Posting.objects.filter(pk__in=[row.pk for row in postings]), outside, on=TODAY)


def people_of(candidate_ids: list[int], offer: inputs.Offered) -> columns.CandidateColumns:
    return candidates(of_payloads(packed.payloads(candidate_ids)), offer)


def passed(offer: inputs.Offered, people: list[Candidate]) -> gates.Gates:
    packed_profiles.keep([row.pk for row in people], at=NOW)
    return runs.crowd_of([row.pk for row in people], offer, on=TODAY).passed


def passing(found: gates.Gates) -> np.ndarray:
    return gates.passing(found, slice(0, len(found.classes)))


def test_posting_becomes_columns():
    posting = make.posting(required_certificates=["요양보호사"], preferred_certificates=["사회복지사 1급"])
    offer = offer_of(posting)

    columns.check(offer.own)
    assert offer.own.ids.tolist() == [posting.pk]
    assert columns.keco_text(int(offer.own.occupation[0])) == "5501"
    assert offer.own.week[0].tolist() == make.WEEKDAY_MORNINGS
    assert (offer.own.hours_per_month[0], offer.own.pay_per_hour[0], offer.own.kind[0]) == (57, 10_320, 0)
    assert [offer.certificates[code] for code in sparse.codes_by_row(offer.own.required)[0]] == ["요양보호사"]
    assert len(sparse.codes_by_row(offer.own.preferred)[0]) == 1
    assert len(offer.own.sites.points) == 1


def test_pay_is_what_is_in_force_on_the_day():
    posting = make.posting()
    make.pay_terms(posting.programme_year, valid_from=TODAY, hourly_won=11_000)
    make.pay_terms(posting.programme_year, valid_from=TODAY + timedelta(days=1), hourly_won=12_000)

    assert offer_of(posting).own.pay_per_hour.tolist() == [11_000]


def test_person_becomes_columns():
    person = make.candidate(
        skills="어르신의 식사",
        kinds_wished=["meaningful_work", "other"],
        districts_wished=["11410"],
        half_km=7,
        pay_wished_won=11_000,
    )
    make.career(person, months=10)
    make.career(person, months=5)
    make.certificate(person, "요양보호사")
    make.certificate(person, "아무도 묻지 않는 자격증")
    offer = offer_of(make.posting(required_certificates=["요양 보호사"]))

    found = people_of([person.pk], offer)

    columns.check(found)
    assert found.careers.values.tolist() == [15]
    assert sparse.codes_by_row(found.certificates) == [[0]]
    assert (found.half_km[0], found.hours_per_month[0], found.pay_per_hour[0], found.kinds[0]) == (
        7,
        57,
        11_000,
        0b101,
    )
    assert len(found.terms.codes) > 0
    assert inputs.telling(found).tolist() == [True]


def test_codes_that_nobody_knows_are_not_known():
    person = make.candidate(district="99999", kinds_wished=[], hours_mask=None, hours_per_month=None)
    make.career(person, keco="zz", title="", duties="")

    found = people_of([person.pk], offer_of(make.posting()))

    assert not found.home.any()
    assert inputs.telling(found).tolist() == [False]


def test_columns_hold_nothing_protected():
    """Sex, name, birth date and address are no columns, so they can't move a point."""
    fields = {name for name in Candidate._meta.get_fields() for name in [name.name]}

    assert {"birth_on", "statuses", "has_benefit"} <= fields
    assert not {"birth_on", "statuses", "has_benefit", "name", "address", "gender"} & set(
        columns.CandidateColumns._fields
    )


def test_two_people_who_differ_in_birth_alone_have_the_same_columns():
    older, younger = make.candidate(birth_on=date(1960, 1, 1)), make.candidate(birth_on=date(1975, 1, 1))
    found = people_of([older.pk, younger.pk], offer_of(make.posting()))
    first, second = columns.take(found, [0]), columns.take(found, [1])

    for one, other in zip(first[1:], second[1:], strict=True):
        assert np.array_equal(
            np.concatenate([np.ravel(p) for p in one]), np.concatenate([np.ravel(p) for p in other])
        ) or (np.array_equal(one, other))


def test_gates_agree_with_one_by_one_judging():
    year = make.programme_year(rules=False)
    make.rule_set(year, [*make.RULES, ("employment", {"allow": "not_employed"}, "apply")])
    postings = [make.posting(programme_year_=year, districts=["11410"]), make.posting()]
    people = [
        make.candidate(),
        make.candidate(birth_on=None),
        make.candidate(district="11680"),
        make.candidate(employment="employed"),
        make.candidate(birth_on=date(1999, 1, 1), district=""),
    ]
    offer = offer_of(*postings)

    found = passed(offer, people)

    one_by_one = [[judged.outcome != "not_met" for judged in judging.judge(row, people, at=NOW)] for row in postings]
    assert passing(found).T.tolist() == one_by_one
    assert {answer for row in one_by_one for answer in row} == {True, False}


def test_gate_of_a_posting_without_rules_is_shut():
    person = make.candidate()
    offer = offer_of(make.posting(programme_year_=make.programme_year(rules=False)))

    assert passing(passed(offer, [person])).tolist() == [[False]]


def test_queries_do_not_grow_with_people_or_postings(django_assert_max_num_queries):
    def read(postings, people):
        offer = offer_of(*postings)
        return passed(offer, people)

    postings, people = [make.posting() for _ in range(3)], [make.candidate() for _ in range(3)]
    with django_assert_max_num_queries(99) as of_one:
        read(postings[:1], people[:1])

    with django_assert_max_num_queries(len(of_one)):
        read(postings, people)


@pytest.mark.parametrize(
    ("reason", "kept"),
    [
        (
            Reason("certificates.held", {"certificate": 0, "held": 1, "named": 1}),
            {"certificate": "요양보호사", "held": 1, "named": 1},
        ),
        (Reason("kind.other", {"kind": 1}), {"kind": "internship"}),
        (Reason("districts.wished", {"district": 0}), {"district": "11110"}),
        (Reason("distance.near", {"km": 2.1}), {"km": 2.1}),
    ],
)
def test_told_puts_names_for_numbers(reason, kept):
    offer = offer_of(make.posting(required_certificates=["요양보호사"]))

    assert inputs.told(reason, offer) == Reason(reason.code, kept)
