"""Searches that people keep: ten at most, their own, and each new posting told once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from jobs import saved_searches, tasks
from jobs.models import SavedSearch
from jobs.search import NEWEST, Terms
from profiles import actors
from profiles.models import Event, Notice
from tests import make
from tests.jobs.expect import queries, refusal, told
from tests.jobs.keeping import saved_search
from tests.make import NOW

pytestmark = pytest.mark.django_db
NEXT = NOW + timedelta(days=1)
CARE = "q=%EB%8F%8C%EB%B4%84"


def keep(user, terms=Terms(words="돌봄"), **changed):  # noqa: B008
    asked = {"name": "돌봄 일자리", "has_alerts": True, "by": make.actor(user), "at": NOW}
    return saved_searches.keep(user, terms, **{**asked, **changed})


def new_posting(**columns):
    """A posting that was published after NOW."""
    dates = {"published_at": NOW + timedelta(hours=2), "apply_from": NOW - timedelta(days=1)}
    return make.posting(**{**dates, **columns})


def tell(at=NEXT, by=None):
    return saved_searches.tell_new(by=by or actors.system(), at=at)


# Keeping --------------------------------------------------------------------------------------------------------------
def test_keep_stores_what_is_looked_for_and_not_how_it_is_listed():
    user = make.candidate().user

    row = keep(user, Terms(words="돌봄", sort=NEWEST, with_closed=True))

    assert (row.query, row.told_at, row.saved_by) == (CARE, NOW, user)
    assert not Event.objects.exists()  # what somebody looks for is no history


def test_keep_takes_ten_and_not_the_same_twice():
    user = make.candidate().user
    keep(user)

    with refusal("saved_search_once"):
        keep(user, Terms(words="돌봄", sort=NEWEST))
    for number in range(9):
        keep(user, Terms(words=f"말 {number}"))
    with refusal("too_many"):
        keep(user, Terms(words="열한 번째"))
    keep(make.candidate().user)


@pytest.mark.parametrize(
    ("name", "code"), [(" ", "name_missing"), ("가" * 41, "max_length"), ("620307-1234567", "resident_number")]
)
def test_keep_refuses_a_name_that_is_none(name, code):
    with refusal(code):
        keep(make.candidate().user, name=name)


def test_keep_refuses_words_that_are_a_number_of_somebody():
    with refusal("resident_number"):
        keep(make.candidate().user, Terms(words="620307-1234567"))


def test_another_may_do_nothing_with_it():
    row, by = saved_search(), make.actor(make.candidate().user)

    for verb, more in ((saved_searches.rename, {"name": "나"}), (saved_searches.set_alerts, {"on": False})):
        with pytest.raises(PermissionDenied):
            verb(row, **more, by=by, at=NOW)
    with pytest.raises(PermissionDenied):
        saved_searches.remove(row, by=by, at=NOW)
    with pytest.raises(PermissionDenied):
        keep(row.user, by=by)
    assert not SavedSearch.objects.visible_to(by.user).exists()


def test_rename_calls_it_otherwise():
    row = saved_search()

    saved_searches.rename(row, name=" 집 근처 ", by=make.actor(row.user), at=NOW)

    row.refresh_from_db()
    assert row.name == "집 근처"


# Telling --------------------------------------------------------------------------------------------------------------
def test_tell_names_what_is_new_and_fits_in_one_notice():
    row = saved_search(query=CARE)
    for number in range(4):
        new_posting(title=f"돌봄 {number}", published_at=NOW + timedelta(hours=number + 1))
    new_posting(title="학교 안전", duties="등굣길을 지킵니다.")
    make.posting(title="돌봄 옛 공고")
    new_posting(title="돌봄 쓰는 중", state="draft")

    assert tell() == 1

    notice = Notice.objects.get()
    assert notice.recipient == row.user
    assert notice.params == {"name": "돌봄 일자리", "count": 4, "titles": ["돌봄 3", "돌봄 2", "돌봄 1"]}
    assert str(row.public_id) in notice.url


def test_tell_twice_tells_once_and_the_next_day_only_what_is_new():
    saved_search(query=CARE)
    new_posting(title="돌봄 하나")

    assert [tell(), tell(), tell(NEXT + timedelta(hours=1))] == [1, 0, 0]
    new_posting(title="돌봄 둘", published_at=NEXT + timedelta(hours=3), apply_until=NOW + timedelta(days=6))
    assert tell(NEXT + timedelta(days=1)) == 1
    assert [notice.params["titles"] for notice in Notice.objects.order_by("pk")] == [["돌봄 하나"], ["돌봄 둘"]]


def test_tell_does_not_miss_what_was_published_before_the_look_and_seen_after_it():
    saved_search(query=CARE)
    assert tell() == 0
    new_posting(title="돌봄", published_at=NEXT - timedelta(seconds=2), apply_until=NOW + timedelta(days=6))

    assert [tell(NEXT + timedelta(days=1)), tell(NEXT + timedelta(days=2))] == [1, 0]


def test_tell_leaves_what_has_just_begun_to_the_next_day_and_tells_it_once():
    saved_search(query=CARE)
    new_posting(title="돌봄", published_at=NEXT - timedelta(minutes=1), apply_until=NOW + timedelta(days=6))

    assert [tell(NEXT + timedelta(days=days)) for days in range(3)] == [0, 1, 0]


def test_tell_measures_kilometres_from_where_the_person_lives_now():
    person = make.candidate(dong="1141064000")
    saved_search(person.user, query="km=3")
    new_posting(title="가까운 일", sites=[make.site(district="11410", dong="1141064000")])
    new_posting(title="먼 일", sites=[make.site(district="11740", dong="")])

    tell()

    assert Notice.objects.get().params["titles"] == ["가까운 일"]


def test_tell_looks_up_where_everybody_lives_at_once():
    new_posting()
    saved_search(query="km=3")
    one = queries(lambda: tell(NEXT))
    for _ in range(2):
        saved_search(query="km=3", told_at=NOW - timedelta(days=9))
    new_posting(published_at=NEXT)

    # each further search: a savepoint and its end, the look
    assert queries(lambda: tell(NEXT + timedelta(days=1))) - one <= 2 * 3


def test_tell_waits_until_a_posting_takes_applications():
    saved_search(query=CARE)
    new_posting(title="돌봄", apply_from=NEXT + timedelta(hours=5))

    assert [tell(), tell(NEXT + timedelta(days=1))] == [0, 1]


def test_tell_leaves_out_what_closed_meanwhile_and_whoever_stopped_or_left():
    saved_search(query=CARE, has_alerts=False)
    gone = saved_search(query=CARE)
    make.changed(gone.user, is_active=False)
    new_posting(title="돌봄")
    assert tell() == 0

    saved_search(query=CARE)
    assert tell(NEXT + timedelta(days=60)) == 0


def test_tell_of_a_broken_query_holds_nobody_up():
    odd, sound = saved_search(query="district=nowhere&closed=perhaps&x=%"), saved_search(query="")
    new_posting(title="돌봄")

    assert tell() == 1
    assert (told(odd.user), told(sound.user)) == ([], ["jobs.search_found"])


def test_tell_goes_on_after_the_first_batch(monkeypatch):
    monkeypatch.setattr(saved_searches, "BATCH", 2)
    for _ in range(5):
        saved_search()
    new_posting()

    assert [tell(), tell()] == [5, 0]


def test_tell_is_the_systems_alone():
    with pytest.raises(PermissionDenied):
        tell(by=make.actor(make.city_user()))


def test_stopping_takes_back_what_was_not_read_and_beginning_again_starts_anew():
    row = saved_search(query=CARE)
    by = make.actor(row.user)
    new_posting(title="돌봄 하나")
    tell()

    saved_searches.set_alerts(row, on=False, by=by, at=NEXT)
    assert told(row.user) == []

    new_posting(title="돌봄 둘", published_at=NEXT + timedelta(hours=3))
    later = NEXT + timedelta(days=2)
    saved_searches.set_alerts(row, on=True, by=by, at=later)
    assert tell(later + timedelta(days=1)) == 0  # what came meanwhile is on the list


def test_remove_takes_back_what_was_not_read():
    row = saved_search()
    new_posting()
    tell()

    saved_searches.remove(row, by=make.actor(row.user), at=NEXT)

    assert told(row.user) == []
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("items", [1, 3])
def test_a_day_without_anything_new_asks_the_same_of_any_number(items):
    for _ in range(items):
        saved_search(query=CARE)

    assert queries(tell) == 8


def test_task_tells():

    now = timezone.now()
    row = saved_search(told_at=now - timedelta(days=2))
    make.posting(
        published_at=now - timedelta(hours=5),
        apply_from=now - timedelta(hours=4),
        apply_until=now + timedelta(days=5),
        results_at=now + timedelta(days=9),
    )

    for _ in range(2):
        tasks.tell_saved_searches()

    assert told(row.user) == ["jobs.search_found"]
