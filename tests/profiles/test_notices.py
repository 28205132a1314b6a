"""Notices are written once, planned for the person's channels and hours, and taken back when they become untrue."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from profiles import events, notices
from profiles.models import ContactChoice, Delivery, Notice
from profiles.notices import Telling
from tests import make

pytestmark = pytest.mark.django_db


def telling(user, key: str = "one", **changes) -> Telling:
    params = {"month": date(2026, 5, 1), "posting": "어르신돌봄지원단", "reason": "시간을 고쳐 주세요"}
    return Telling(
        **{"recipient_id": user.pk, "kind": "jobs.log_returned", "unique_key": key, "params": params, "url": "/me/"}
        | changes
    )


def told(user, **changes) -> Notice:
    notices.tell([telling(user, **changes)], at=make.NOW)
    return Notice.objects.get(recipient=user)


def test_tell_writes_notice_and_a_delivery_a_channel():
    user = make.user(channels=["email"])

    assert notices.tell([telling(user)], at=make.NOW) == 1

    notice = Notice.objects.get()
    assert (notice.recipient, notice.url, notice.created_at, notice.read_at) == (user, "/me/", make.NOW, None)
    delivery = notice.deliveries.get()
    assert (delivery.channel, delivery.state, delivery.due_at) == ("email", "queued", make.NOW)


def test_tell_the_same_key_again_writes_nothing():
    user = make.user(channels=["email"])
    notices.tell([telling(user)], at=make.NOW)

    assert notices.tell([telling(user), telling(user)], at=make.NOW) == 0

    assert (Notice.objects.count(), Delivery.objects.count()) == (1, 1)


def test_tell_many_is_the_same_queries_for_one_and_three():
    counts = []
    for number in (1, 3):
        people = [make.user(channels=["email"]) for _ in range(number)]
        with CaptureQueriesContext(connection) as queries:
            notices.tell([telling(user, key=str(user.pk)) for user in people], at=make.NOW)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_tell_nothing_writes_nothing():
    assert notices.tell([], at=make.NOW) == 0


def test_tell_belongs_to_the_callers_transaction():
    user = make.user()
    with transaction.atomic():
        notices.tell([telling(user)], at=make.NOW)
        transaction.set_rollback(True)
    assert not Notice.objects.exists()


def test_tell_who_never_chose_gets_mail():
    user = make.user()
    ContactChoice.objects.all().delete()
    notices.tell([telling(user)], at=make.NOW)
    assert Delivery.objects.get().channel == "email"


@pytest.mark.parametrize("changes", [{"channels": []}, {"channels": ["email"], "is_active": False}])
def test_tell_only_the_inbox_of_who_wants_no_mail_or_left(changes):
    user = make.user(**changes)
    notices.tell([telling(user)], at=make.NOW)
    assert Notice.objects.filter(recipient=user).exists()
    assert not Delivery.objects.exists()


def test_tell_params_keep_days_money_and_times():
    user = make.user()
    params = {"on": date(2026, 5, 1), "at": make.NOW, "won": Decimal("12.5"), "list": (1, {"n": None})}

    notices.tell([telling(user, params=params)], at=make.NOW)

    assert Notice.objects.get().params == {
        "on": {"$day": "2026-05-01"},
        "at": {"$at": make.NOW.isoformat()},
        "won": "12.5",
        "list": [1, {"n": None}],
    }


def test_cancel_hides_unread_and_stops_what_waits():
    user = make.user(channels=["email"])
    notice = told(user, subject_type="worklog", subject_id=7)

    assert notices.cancel("worklog", [7], at=make.NOW) == 1

    assert not Notice.objects.visible_to(user).exists()
    assert notice.deliveries.get().state == "cancelled"


def test_cancel_leaves_what_was_read_and_what_is_of_another_kind():
    user = make.user()
    read = told(user, subject_type="worklog", subject_id=7)
    notices.mark_read(read, by=make.actor(user), at=make.NOW)
    notices.tell([telling(user, key="two", subject_type="worklog", subject_id=8)], at=make.NOW)

    notices.cancel("worklog", [7], at=make.NOW)
    assert notices.cancel("worklog", [8], kinds=["jobs.log_due"], at=make.NOW) == 0

    assert Notice.objects.visible_to(user).count() == 2


def test_mark_read_counts_the_first_time():
    user = make.user()
    notice = told(user)

    notices.mark_read(notice, by=make.actor(user), at=make.NOW)
    notices.mark_read(Notice.objects.get(), by=make.actor(user), at=make.NOW + timedelta(hours=1))

    assert Notice.objects.get().read_at == make.NOW


def test_mark_read_by_another_is_refused():
    notice = told(make.user())
    with pytest.raises(PermissionDenied):
        notices.mark_read(notice, by=make.actor(make.user()), at=make.NOW)


def test_mark_all_read_returns_how_many_were_new():
    user = make.user()
    notices.tell([telling(user, key="one"), telling(user, key="two")], at=make.NOW)
    assert notices.unread_count(user) == 2
    assert notices.mark_all_read(user, by=make.actor(user), at=make.NOW) == 2
    assert notices.unread_count(user) == 0


def test_mark_all_read_of_another_is_refused():
    with pytest.raises(PermissionDenied):
        notices.mark_all_read(make.user(), by=make.actor(make.user()), at=make.NOW)


def test_choose_language_is_stored_once():
    user = make.user()

    notices.choose_language(user, "en", by=make.actor(user), at=make.NOW)
    notices.choose_language(user, "en", by=make.actor(user), at=make.NOW)

    user.refresh_from_db()
    assert user.language == "en"
    assert events.of(user).get().params == {"language": "en"}


def test_choose_language_refuses_what_is_not_offered():
    user = make.user()
    with pytest.raises(ValidationError) as refused:
        notices.choose_language(user, "fr", by=make.actor(user), at=make.NOW)
    assert refused.value.code == "language_unknown"


def test_choose_language_for_another_is_refused():
    with pytest.raises(PermissionDenied):
        notices.choose_language(make.user(), "en", by=make.actor(make.user()), at=make.NOW)


def test_render_gives_title_and_body_in_words():
    rendered = notices.render(told(make.user()), "ko")

    assert rendered.title == "2026년 5월 활동일지를 고쳐 주세요"
    assert "어르신돌봄지원단" in rendered.body
    assert "시간을 고쳐 주세요" in rendered.body


def test_render_leaves_signs_as_they_are():
    params = {"month": date(2026, 5, 1), "posting": "A&B <돌봄>", "reason": "'왜'"}
    rendered = notices.render(told(make.user(), params=params), "ko")
    assert "A&B <돌봄>" in rendered.body


@pytest.mark.parametrize("text", ["2026-13-45", "2026-05-01", "2026-05-01T10:00+09:00"])
def test_render_leaves_text_that_looks_like_a_day_as_it_is(text):
    params = {"month": date(2026, 5, 1), "posting": text, "reason": text}
    assert f"고칠 점: {text}" in notices.render(told(make.user(), params=params), "ko").body


def test_words_of_a_broken_notice_are_an_excuse():
    broken = told(make.user(), params={"month": "내일"})
    assert notices.words_of(broken).title == "이 알림의 내용을 보여 드리지 못합니다. 아래 전화로 문의해 주세요."
