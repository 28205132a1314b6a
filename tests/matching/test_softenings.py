"""What is counted while a posting is written is what comes once it is published, as it stands and with each condition softened."""

import random

import pytest

from jobs.eligibility import NOT_MET, outcome
from jobs.models import Posting
from jobs.postings import WRITABLE
from matching import lists, packed_profiles, prospects, sketches, softening_words, softenings, suggestions
from matching.models import SuggestionList
from matching.prospects import Asked
from matching.softenings import Number
from profiles.models import Candidate, Consent, Notice
from tests import make
from tests.make import NOW
from tests.matching.agreed import DISTRICTS, WORDS, agreed, anybody, packed

pytestmark = pytest.mark.django_db
RULES = [
    ("birth_range", {"birth_from": "1959-01-01", "birth_to": "1976-12-31"}, "apply"),
    ("residence", {"seoul": True}, "apply"),
    ("hours_share", {"percent": 70}, "apply"),
    ("double_participation", {"policy": "forbid"}, "apply"),
    ("schedule", {"percent": 60}, "apply"),
    ("training_attendance", {"percent": 80}, "place"),
]


def draft(draw: random.Random, year) -> Posting:
    """A posting that asks for something of everything."""
    return make.posting(
        None, year, state="draft", title=" ".join(draw.choices(WORDS, k=2)), duties=" ".join(draw.choices(WORDS, k=6)),
        hours_per_month=draw.choice([45, 57]), districts=draw.choice([[], list(DISTRICTS[:2])]),
        required_certificates=draw.choice([["요양보호사"], ["요양보호사", "조리기능사"], []]),
        preferred_certificates=draw.choice([[], ["한식조리기능사"]]),
    )  # fmt: skip


def sketched(posting: Posting) -> Asked:
    """The posting as the page has it while it is typed."""
    fields = {name: getattr(posting, name) for name in WRITABLE}
    places = [row.site.place for row in posting.posting_sites.order_by("pk")]
    return sketches.sketch(posting.programme_year, posting.organisation, fields, places, on=NOW.date())


def published(posting: Posting, **fields) -> tuple[set[int], set[int]]:
    """Who passes once the posting is really so, and who is told of it."""
    for name, value in fields.items():
        setattr(posting, name, value)
    posting.state = Posting.State.PUBLISHED
    posting.save()
    everybody = list(Candidate.objects.all())
    passes = {
        person.pk
        for person in everybody
        if outcome(suggestions.verdicts(person, [posting], at=NOW)[posting.pk]) != NOT_MET
    }
    suggestions.refresh(posting_ids=[posting.pk], at=NOW)
    kind = Notice.objects.filter(kind=lists.KIND, params__postings__contains=[posting.pk])
    told = set(Candidate.objects.filter(user__in=kind.values("recipient")).values_list("pk", flat=True))
    return passes, told


@pytest.fixture
def year():
    made = make.programme_year(rules=False)
    make.rule_set(made, RULES)
    return made


@pytest.mark.parametrize("seed", range(6))
def test_counts_are_those_of_the_published_posting_and_of_each_really_changed_one(seed, year):
    draw = random.Random(seed)  # noqa: S311 - a made-up city
    for _ in range(60):
        agreed(anybody(draw))
    for _ in range(2):
        make.posting(None, year, title=" ".join(draw.choices(WORDS, k=2)), duties=" ".join(draw.choices(WORDS, k=6)))
    suggestions.refresh_all(at=NOW)
    packed()
    asked = sketched(draft(draw, year))
    changes = list(softenings.softened(asked))
    found = prospects.look([asked, *(one for *_named, one in changes)], at=NOW)
    row = Posting.objects.get(state="draft")
    sizes = set()

    for column, one in enumerate([asked, *(one for *_named, one in changes)]):
        fields = {name: getattr(one.posting, name) for name in WRITABLE}
        Notice.objects.all().delete()
        SuggestionList.objects.all().delete()  # nobody knows the posting as it was before
        passes, told = published(row, **fields)
        assert set(found.ids[found.passes[:, column]].tolist()) == passes
        assert set(found.ids[found.is_suitable[:, column]].tolist()) == told
        sizes.add((len(passes), len(told)))

    assert len(sizes) > 1  # the changes are not all alike


def test_count_says_what_each_condition_costs_the_dearest_first(year):
    for number in range(30):
        person = agreed(make.candidate(district="11410" if number < 24 else "11680", profile_step="finished"))
        if number < 7:
            make.certificate(person)
    packed()
    asked = sketched(make.posting(None, year, state="draft", required_certificates=["요양보호사"], districts=["11410"]))

    counted = softenings.count(asked, at=NOW)

    assert counted.size.may_apply == Number(7, False)
    (first, *_others) = counted.softenings
    assert (first.code, first.size.may_apply, first.gain) == ("certificate", Number(24, False), 17)
    assert "districts" not in {one.code for one in counted.softenings}  # nobody elsewhere has the certificate
    assert softening_words.change(first, counted) == (
        "‘요양보호사’ 자격증을 필수에서 우대로 바꾸면 지원할 수 있는 분이 7명에서 24명으로 늘어납니다."
    )


def test_small_numbers_are_not_told(year):
    for number in range(12):
        person = agreed(make.candidate(profile_step="finished"))
        if number < 3:
            make.certificate(person)
        elif number < 7:
            make.certificate(person, "조리기능사")
    packed()
    asked = sketched(make.posting(None, year, state="draft", required_certificates=["요양보호사"]))
    other = sketched(make.posting(None, year, state="draft", required_certificates=["요양보호사", "조리기능사"]))

    told = softening_words.told(softenings.count(asked, at=NOW))
    counted = softenings.count(other, at=NOW)

    assert told.may_apply == "5명 미만"
    assert told.changes[0].endswith("지원할 수 있는 분이 5명 미만에서 12명으로 늘어납니다.")
    assert counted.size.may_apply == Number(5, True)
    assert {one.code for one in counted.softenings} == {"certificates"}  # 4 and 3 more alone are too few to be told


def test_programme_rules_are_counted_apart(year):
    for number in range(20):
        agreed(make.candidate(district="26110" if number < 8 else "11410"))
    packed()

    counted = softenings.count(sketched(make.posting(None, year, state="draft")), at=NOW)

    assert counted.size.may_apply == Number(12, False)
    assert [(cost.kind, cost.people.people) for cost in counted.costs] == [("residence", 8)]
    (sentence,) = softening_words.told(counted).costs
    assert "8명" in sentence


def test_only_who_agreed_and_is_in_use_is_counted(year):
    people = [make.candidate() for _ in range(9)]
    for person in people[:8]:
        agreed(person)
    packed()
    asked = sketched(make.posting(None, year, state="draft"))

    assert prospects.look([asked], at=NOW).passes.sum() == 8
    Consent.objects.filter(user=people[0].user).update(withdrawn_at=NOW)
    assert prospects.look([asked], at=NOW).passes.sum() == 7
    people[1].user.is_active = False
    people[1].user.save()
    packed()
    assert prospects.look([asked], at=NOW).passes.sum() == 6


def test_who_changed_is_read_again(year):
    person = agreed(make.candidate())
    packed()
    asked = sketched(make.posting(None, year, state="draft"))
    assert prospects.look([asked], at=NOW).passes.sum() == 1

    make.candidate()
    agreed(Candidate.objects.exclude(pk=person.pk).get())
    packed()

    assert prospects.look([asked], at=NOW).passes.sum() == 2


def test_a_large_city_is_judged_by_some_of_its_people(year, monkeypatch):
    monkeypatch.setattr(prospects, "AT_ONCE", 50)
    for _ in range(120):
        agreed(make.candidate())
    packed()

    counted = softenings.count(sketched(make.posting(None, year, state="draft")), at=NOW)

    assert counted.step == 3
    assert counted.size.may_apply == Number(120, False)
    assert softening_words.told(counted).may_apply == "약 120명"


def test_a_year_without_rules_has_nobody():
    agreed(make.candidate())
    packed()

    counted = softenings.count(sketched(make.posting(None, make.programme_year(rules=False), state="draft")), at=NOW)

    assert not counted.has_rules
    assert counted.size.may_apply.is_small


def test_a_sample_stands_for_some_minutes_and_forgets_who_agrees_no_more(year, monkeypatch):
    monkeypatch.setattr(prospects, "AT_ONCE", 5)
    people = [agreed(make.candidate()) for _ in range(10)]
    packed()
    asked = sketched(make.posting(None, year, state="draft"))
    assert len(prospects.look([asked], at=NOW).ids) == 5

    for _ in range(10):
        agreed(make.candidate())
    packed_profiles.keep_up(at=NOW)
    seen = prospects.look([asked], at=NOW)
    assert (len(seen.ids), seen.step) == (5, 2)
    Consent.objects.filter(user=people[0].user).update(withdrawn_at=NOW)
    Consent.objects.filter(user=people[1].user).update(withdrawn_at=NOW)
    assert len(prospects.look([asked], at=NOW).ids) == 4

    later = prospects.look([asked], at=NOW + prospects.SAMPLED_FOR)
    assert later.step == 4
