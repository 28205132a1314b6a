"""A worker that keeps everybody warm finds the same people as one that reads everybody, whatever happened in between."""

import random
import time
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
import pytest
from django.db import OperationalError, connection, transaction

from jobs.models import OutsidePosting, Posting
from matching import city_runs, packed_profiles, runs, suggestions, touched, warm
from matching.models import PackedProfile, Run, SuggestionList
from profiles.models import Candidate
from tests import make
from tests.make import NOW
from tests.matching.who import outside

# With those of the demo, whose transaction lasts as long as they do: what was packed since is not over for anybody before it ends.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("demo")]
WORDS = [
    "돌봄",
    "어르신",
    "말벗",
    "식사",
    "도움",
    "학교",
    "안전",
    "급식",
    "청소",
    "도서관",
    "책",
    "정리",
    "안내",
    "상담",
    "컴퓨터",
    "강사",
    "공원",
    "나무",
    "박물관",
    "해설",
]
DISTRICTS = ("11410", "11440", "11680", "11710")
RULES = [
    ("birth_range", {"birth_from": "1961-01-01", "birth_to": "1976-12-31"}, "apply"),
    ("residence", {"districts": list(DISTRICTS[:3])}, "apply"),
    ("hours_share", {"percent": 70}, "apply"),
    ("double_participation", {"policy": "forbid"}, "apply"),
    ("credential", {"certificates": ["요양보호사"]}, "apply"),
]


class City:
    """A made-up city and what may happen to it, an hour apart."""

    def __init__(self, seed: int) -> None:
        self.draw, self.at = random.Random(seed), NOW  # noqa: S311 - a made-up city
        kinds = [RULES[:2], RULES[:3], RULES[:4], RULES[1:5], []]
        self.years = [make.programme_year(rules=False) for _ in kinds]
        for year, lines in zip(self.years, kinds, strict=True):
            make.rule_set(year, lines)
        self.people = [self.person() for _ in range(40)]
        for _ in range(14):
            self.posting()
        for number in range(5):
            self.outside(f"old {number}")
        suggestions.refresh_all(at=self.at)

    def words(self, count: int) -> str:
        return " ".join(self.draw.choices(WORDS, k=count))

    def person(self) -> Candidate:
        draw = self.draw
        found = make.candidate(
            birth_on=date(draw.randint(1958, 1978), 5, 5),
            district=draw.choice(DISTRICTS),
            dong="",
            skills=self.words(draw.choice([0, 3, 8])),
            hours_per_month=draw.choice([None, 40, 57, 120]),
            public_jobs_told_at=draw.choice([None, NOW]),
        )
        if draw.random() < 0.5:
            make.career(found)
        if draw.random() < 0.4:
            make.certificate(found)
        return found

    def posting(self) -> Posting:
        draw = self.draw
        return make.posting(
            None, draw.choice(self.years), title=self.words(2), duties=self.words(6),
            hours_per_month=draw.choice([40, 57]), required_certificates=draw.choice([[], ["요양보호사"]]),
            preferred_certificates=draw.choice([[], ["조리기능사"]]), keco=draw.choice(["5501", "", "2311"]),
        )  # fmt: skip

    def outside(self, key: str) -> OutsidePosting:
        return outside(source_key=key, district=self.draw.choice([*DISTRICTS, ""]), text=self.words(6))

    def later(self) -> object:
        self.at += timedelta(hours=1)
        return self.at


@pytest.fixture
def city() -> Iterator[City]:
    warm.forget()
    yield City(1)
    warm.forget()


def found(city: City, own: set[int], others: set[int]) -> tuple[set[int], set[int]]:
    """Those whom the postings touch, as a warm worker says and as a cold one."""
    offer, weights = city_runs.offered(city.at), runs.weights_of(runs.current_weights())
    assert warm.everyone() is not None
    told = touched.by(offer, own, others, weights, at=city.at)
    read = touched.read_everybody(offer, own, others, weights, at=city.at)
    return told, read


@pytest.mark.parametrize("seed", range(3))
def test_every_posting_touches_the_same_people(seed):
    warm.forget()
    city = City(seed)
    new, elsewhere = [city.posting() for _ in range(6)], [city.outside(f"new {n}") for n in range(3)]
    sizes = set()

    for row in [*new, *Posting.objects.all()[:4]]:
        told, read = found(city, {row.pk}, set())
        assert told == read
        sizes.add(len(read))
    for row in elsewhere:
        told, read = found(city, set(), {row.pk})
        assert told == read
        sizes.add(len(read))
    told, read = found(city, {row.pk for row in new}, {row.pk for row in elsewhere})
    assert told == read
    assert len(sizes) > 4  # the city tells them apart


def _a_person_changed(city):
    person = city.people[3]
    make.changed(person, skills=city.words(8), district="11410", hours_per_month=57)
    suggestions.refresh(candidate_ids=[person.pk], at=city.later())


def _a_person_was_packed_and_not_matched(city):
    make.changed(city.people[4], skills=city.words(8), birth_on=date(1965, 1, 1))
    packed_profiles.keep([city.people[4].pk], at=city.later())


def _people_came(city):
    city.people += [city.person(), city.person()]
    suggestions.refresh(candidate_ids=[row.pk for row in city.people[-2:]], at=city.later())


def _people_left(city):
    for person in city.people[5:8]:
        make.changed(person.user, is_active=False)
    packed_profiles.keep_up(at=city.later())


def _a_posting_was_matched(city):
    suggestions.refresh(posting_ids=[city.posting().pk], at=city.later())


def _postings_closed(city):
    ids = list(Posting.objects.order_by("pk").values_list("pk", flat=True)[:12])
    Posting.objects.filter(pk__in=ids).update(state="closed")
    suggestions.refresh(posting_ids=ids, at=city.later())


def _somebody_applied(city):
    for person in city.people[:6]:
        make.application(Posting.objects.order_by("-pk").first(), person)


def _somebody_is_at_work(city):
    for person in city.people[:6]:
        make.placement(make.application(make.posting(), person))


def _the_city_was_run(city):
    city.posting()
    suggestions.refresh_all(at=city.later())


def _what_was_written_was_taken_back(city):
    with transaction.atomic():
        make.changed(city.people[9], skills=city.words(8), birth_on=date(1965, 1, 1), district="11440")
        packed_profiles.keep([city.people[9].pk], at=city.later())
        warm.everyone()
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    "what",
    [
        _a_person_changed,
        _a_person_was_packed_and_not_matched,
        _people_came,
        _people_left,
        _a_posting_was_matched,
        _postings_closed,
        _somebody_applied,
        _somebody_is_at_work,
        _the_city_was_run,
        _what_was_written_was_taken_back,
    ],
)
def test_what_happened_since_is_seen(city, what):
    warm.everyone()

    what(city)

    for row in [*(city.posting() for _ in range(4)), *Posting.objects.order_by("pk")[:2]]:
        told, read = found(city, {row.pk}, set())
        assert told == read
    told, read = found(city, set(), {city.outside("later").pk})
    assert told == read


@pytest.fixture
def town() -> Iterator[list[Candidate]]:
    """A few people who are matched."""
    warm.forget()
    people = [make.candidate(skills="돌봄 말벗") for _ in range(4)]
    make.posting()
    suggestions.refresh_all(at=NOW)
    wait_until_settled()
    yield people
    warm.forget()


def wait_until_settled() -> None:
    """Until what was packed is over for everybody: transactions of other tests' databases count too."""
    for _ in range(3_000):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT max(packed_in) < pg_snapshot_xmin(pg_current_snapshot())::text::bigint FROM matching_packedprofile"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.1)
    raise AssertionError("a transaction lasts for five minutes")


def test_only_what_changed_is_read_again(town):
    first, *_rest = warm.everyone()

    make.changed(town[1], half_km=30)
    suggestions.refresh(candidate_ids=[town[1].pk], at=NOW + timedelta(hours=1))
    again, newest = warm.everyone()

    assert again is first
    assert newest.people.ids.tolist() == [town[1].pk]
    assert first.people.ids[~first.is_held].tolist() == [town[1].pk]
    assert newest.people.fields["half_km"].tolist() == [30]


def test_a_run_of_the_same_number_is_not_taken_for_the_one_that_was_read(town):
    first, *_rest = warm.everyone()
    made = Run.objects.latest("pk")

    make.changed(made, public_id=Run._meta.get_field("public_id").get_default())

    assert warm.everyone()[0] is not first


def test_many_changes_make_a_worker_read_everybody(town, monkeypatch):
    first, *_rest = warm.everyone()
    monkeypatch.setattr(warm, "MOST_CHANGED", 1)
    for person in town[:2]:
        make.changed(person, half_km=30)

    packed_profiles.keep([row.pk for row in town], at=NOW + timedelta(hours=1))
    wait_until_settled()

    again, newest = warm.everyone()
    assert again is not first
    assert len(newest.people.ids) == 0


def test_who_does_not_fit_is_read_each_time(town, settings):
    settings.WARM_PEOPLE_MB = 0
    posting = make.posting()

    assert warm.everyone() is None
    run = suggestions.refresh(posting_ids=[posting.pk], at=NOW)

    assert run.people == len(town)
    assert warm.held_bytes() == 0


def test_what_is_held_is_counted(town):
    warm.everyone()

    assert 4 * 200 < warm.held_bytes() < 4 * 2_000


def test_while_a_run_over_the_city_writes_nothing_is_taken_for_warm(town):
    warm.everyone()
    make.changed(Run.objects.get(), state="under_way", ended_at=None)

    assert warm.everyone() is None


def test_segments_of_any_size_say_the_same(city, monkeypatch):
    row = city.posting()
    told, _read = found(city, {row.pk}, set())
    monkeypatch.setattr(warm, "SEGMENT", 7)
    warm.forget()

    assert found(city, {row.pk}, set()) == (told, told)
    assert len(warm.everyone()) > 5


def test_an_error_half_way_leaves_nobody_out(town):
    warm.everyone()
    make.changed(town[1], half_km=30)
    with transaction.atomic():
        packed_profiles.keep({town[1].pk}, at=NOW + timedelta(hours=1))
    wait_until_settled()
    with connection.execute_wrapper(refuse_payloads), pytest.raises(OperationalError):
        warm.everyone()

    found = warm.join([warm.take(part.people, np.flatnonzero(part.is_held)) for part in warm.everyone()])

    assert found.ids.tolist() == sorted(person.pk for person in town)
    assert 30 in found.fields["half_km"].tolist()


def refuse_payloads(execute, sql, *rest):
    if "octet_length" in sql:
        raise OperationalError("server closed the connection unexpectedly")
    return execute(sql, *rest)


def test_a_shard_takes_the_memory_in_which_a_sweep_keeps_people(town):
    warm.everyone()
    run = city_runs.begin(at=NOW + timedelta(hours=1))

    suggestions.catch_up(at=NOW + timedelta(hours=1))

    run.refresh_from_db()
    assert (run.state, warm.held_bytes()) == ("ended", 0)


def test_a_run_names_whom_it_looked_at_unless_it_is_everybody(town):
    whole = Run.objects.get()

    one = suggestions.refresh(candidate_ids=[town[0].pk], at=NOW)

    assert (whole.matched_ids, one.matched_ids) == (None, [town[0].pk])
    assert SuggestionList.objects.count() == PackedProfile.objects.count() == 4
