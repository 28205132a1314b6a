"""Batches on an officer's pages: the texts before they go, the minutes to put all back, the page of what became of each notice."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs import applications, moves
from jobs.models import Application, Move
from jobs.web.operator_applicants import PER_PAGE
from profiles.models import AccessEntry, Notice
from profiles.templatetags.dasi import moment
from tests import make

pytestmark = pytest.mark.django_db
MOVE = reverse("jobs:operator_application_move")


def named(name: str, row) -> str:
    return reverse(f"jobs:operator_{name}", args=[row.public_id])


@pytest.fixture
def posting():
    return make.posting()


@pytest.fixture
def officer(client, posting):
    user = make.member(posting.organisation)
    client.force_login(user)
    return user


def moved(officer, *rows: Application, verb: str = "pass_eligibility") -> Move:
    moves.make(verb, rows, by=make.actor(officer), at=timezone.now())
    return Move.objects.latest("pk")


def test_the_look_before_shows_the_very_text_and_for_how_long_it_is_held(client, posting, officer) -> None:
    rows = [make.application(posting) for _ in range(3)]

    page = client.post(MOVE, {"verb": "pass_eligibility", "application": [row.public_id for row in rows]})

    (text,) = page.context["texts"]
    assert text.people == 3
    assert text.said.title == f"서류심사를 시작합니다: {posting.title}"
    shown = page.content.decode()
    assert "자격 확인을 통과했습니다. 지금 하실 일은 없습니다." in shown
    assert "10분 동안 되돌릴 수 있습니다." in shown
    assert not Notice.objects.exists()


def test_the_look_before_writes_down_those_it_shows_and_moves_all(client, posting, officer) -> None:
    rows = [make.application(posting) for _ in range(PER_PAGE + 2)]

    page = client.post(MOVE, {"verb": "pass_eligibility", "application": [row.public_id for row in rows]})

    shown = {one.application.candidate.user_id for one in page.context["applicants"]}
    assert len(shown) == PER_PAGE
    assert set(AccessEntry.objects.get().subject_ids) == shown
    assert len(page.context["chosen"].split()) == PER_PAGE + 2


def test_the_text_of_a_refusal_holds_the_reason_as_it_is_typed(client, posting, officer) -> None:
    row = make.application(posting)

    first = client.post(MOVE, {"verb": "reject", "application": row.public_id})
    again = client.post(MOVE, {"verb": "reject", "application": row.public_id, "reason": "자리가 찼습니다."})

    assert "(아래에 적으시는 이유)" in first.context["texts"][0].said.body
    assert "자리가 찼습니다." in again.context["texts"][0].said.body


def test_each_posting_has_its_own_text(client, posting, officer) -> None:
    rows = [make.application(posting), make.application(make.posting(posting.organisation))]

    page = client.post(MOVE, {"verb": "pass_eligibility", "application": [row.public_id for row in rows]})

    assert [text.people for text in page.context["texts"]] == [1, 1]


def test_a_batch_stands_above_the_list_until_it_is_told_and_goes_back_by_one_press(client, posting, officer) -> None:
    row = make.application(posting, make.candidate(name="박하나"))
    client.post(MOVE, {"verb": "pass_eligibility", "chosen": str(row.public_id), "confirmed": "yes"})
    batch = Move.objects.get()
    listed = client.get(reverse("jobs:operator_applicants", args=[posting.public_id])).content.decode()
    assert named("move_undo", batch) in listed
    assert "되돌릴 수 있고, 그때까지 아무에게도 알리지 않습니다." in listed

    answer = client.post(named("move_undo", batch), follow=True).content.decode()

    row.refresh_from_db()
    assert row.state == "received"
    assert "1명을 되돌렸습니다. 알림은 가지 않았습니다." in answer
    assert "되돌림, 알림을 보내지 않음" in answer
    assert "박*나" in answer
    assert "박하나" not in answer
    assert named("move_undo", batch) not in answer
    again = client.post(named("move_undo", batch), follow=True).content.decode()
    assert "이미 되돌린 일입니다." in again


def test_whoever_withdrew_is_named_as_left(client, posting, officer) -> None:
    rows = [make.application(posting) for _ in range(2)]
    batch = moved(officer, *rows)
    applications.withdraw([rows[0]], by=make.actor(rows[0].candidate.user), at=timezone.now())

    answer = client.post(named("move_undo", batch), follow=True).content.decode()

    assert "1명을 되돌렸습니다." in answer
    assert "1명은 그사이 상태가 바뀌어 그대로 두었습니다." in answer


def test_moving_somebody_who_has_just_withdrawn_moves_nobody_and_says_why(client, posting, officer) -> None:
    rows = [make.application(posting) for _ in range(2)]
    applications.withdraw([rows[0]], by=make.actor(rows[0].candidate.user), at=timezone.now())
    chosen = " ".join(str(row.public_id) for row in rows)

    shown = client.post(MOVE, {"verb": "pass_eligibility", "chosen": chosen, "confirmed": "yes"}).content.decode()

    assert "아직 옮기지 않았습니다" in shown
    assert "‘지원 취소’ 상태여서 할 수 없습니다." in shown
    rows[1].refresh_from_db()
    assert rows[1].state == "received"


def test_told_before_its_time_it_stays(client, posting, officer) -> None:
    row = make.application(posting)
    batch = moved(officer, row)

    told = client.post(named("move_tell", batch), follow=True).content.decode()

    assert "알림을 보냈습니다." in told
    assert Notice.objects.filter(recipient=row.candidate.user, kind="jobs.stage_moved").count() == 1
    undone = client.post(named("move_undo", batch), follow=True).content.decode()
    assert "되돌릴 수 있는 시간이 지났습니다." in undone


def test_after_its_time_the_page_offers_nothing(client, posting, officer) -> None:
    row = make.application(posting)
    batch = moved(officer, row)
    Move.objects.update(held_until=timezone.now(), moved_at=timezone.now() - timedelta(minutes=11))

    shown = client.get(named("move", batch)).content.decode()

    assert named("move_undo", batch) not in shown
    assert "되돌릴 수 있는 시간이 지났습니다." in shown


def test_a_batch_of_another_operator_is_not_found(client, officer) -> None:
    other = make.posting()
    batch = moved(make.member(other.organisation), make.application(other))

    assert client.get(named("move", batch)).status_code == 404
    assert client.post(named("move_undo", batch)).status_code == 404
    assert client.post(named("move_tell", batch)).status_code == 404


def test_the_person_reads_nothing_of_a_move_that_is_held(client, posting, officer) -> None:
    row = make.application(posting)
    moved(officer, row)
    client.force_login(row.candidate.user)

    shown = client.get(reverse("jobs:application", args=[row.public_id])).content.decode()

    assert "접수 완료" in shown
    assert "서류심사 중" not in shown
    assert "서류심사로 넘어갔습니다" not in shown


def confirmed(client, verb: str, *rows: Application, **typed: str) -> str:
    form = {"verb": verb, "chosen": " ".join(str(row.public_id) for row in rows), "confirmed": "yes", **typed}
    return client.post(MOVE, form, follow=True).content.decode()


def test_after_a_batch_one_reads_until_when_it_can_be_put_back(client, posting, officer) -> None:
    first, second = (make.application(posting, state="paper_review") for _ in range(2))

    shown = confirmed(client, "pass_paper", first, second)

    until = moment(Move.objects.get().held_until)
    assert f"2명을 옮겼습니다. {until}까지 되돌릴 수 있습니다." in shown
    other = make.application(posting, state="selected")
    back = confirmed(client, "take_back", other, reason="다른 분입니다.")
    assert "1명을 옮겼습니다." in back
    assert "1명을 옮겼습니다. " not in back


def test_the_look_before_says_once_when_people_are_told(client, officer, posting) -> None:
    out = make.posting(posting.organisation, results_released_at=timezone.now())
    hidden, now = make.application(posting), make.application(out)

    def said(*rows: Application) -> str:
        form = {"verb": "reject", "application": [row.public_id for row in rows]}
        return client.post(MOVE, form).content.decode()

    nobody, at_once, each = said(hidden), said(now), said(hidden, now)

    assert "지금은 아무에게도 알리지 않습니다." in nobody
    assert "이미 결과를 발표한 공고입니다. 누르는 즉시 알립니다." in at_once
    assert "이미 발표한 공고의 1명에게는 바로 알리고, 나머지 분에게는 결과를 발표할 때 알립니다." in each
    assert "지금은 아무에게도" not in at_once + each
    assert all("불합격 이유는 지원하신 분이 그대로 읽습니다." in text for text in (nobody, at_once, each))
