"""The log page keeps what is typed, shows it again, and marks the days to mend."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import WorklogDraft
from tests import make
from tests.jobs.web.open_postings import text
from tests.jobs.web.working import day, first_of, log_page, typed, working


def keep_url(placement, month) -> str:
    return reverse("jobs:worklog_draft", args=[placement.public_id, f"{month:%Y-%m}"])


@pytest.mark.django_db
def test_what_was_typed_is_there_again(client, person) -> None:
    placement, month = working(person), first_of(1)

    assert client.post(keep_url(placement, month), typed((day(month, 9), "세", "", "말벗"))).status_code == 204
    shown = client.get(log_page(placement, month))

    assert "쓰시던 내용을 불러왔습니다" in text(shown)
    assert shown.context["rows"].forms[0].initial == {"on": day(month, 9), "hours": "세", "minutes": "", "what": "말벗"}


@pytest.mark.django_db
def test_filling_by_the_week_is_kept_without_a_script(client, person) -> None:
    placement, month = working(person), first_of(1)

    client.post(log_page(placement, month), typed((day(month, 9), "2", "", "말벗"), sum="1"))

    assert WorklogDraft.objects.get().typed["rows"][0]["what"] == "말벗"


@pytest.mark.django_db
def test_rows_filled_by_the_week_are_there_on_coming_back(client, person) -> None:
    placement, month = working(person, hours_mask=[0b111 << 9] * 7, hours_per_month=57), first_of(1)

    filled = client.post(log_page(placement, month), typed(fill="1", usual="말벗"))
    back = client.get(log_page(placement, month))

    assert "채운 내용을 저장했습니다." in text(filled)
    assert filled.context["minutes_here"] == back.context["minutes_here"] == 57 * 60
    assert "쓰시던 내용을 불러왔습니다" in text(back)


@pytest.mark.django_db
def test_what_is_filled_but_may_not_be_kept_is_not_said_to_be_saved(client, person) -> None:
    placement, month = working(person, hours_mask=[0b111 << 9] * 7, hours_per_month=57), first_of(1)

    filled = client.post(log_page(placement, month), typed(fill="1", usual="620307-1234567"))

    assert "채운 내용을 저장했습니다." not in text(filled)


@pytest.mark.django_db
def test_a_day_of_rest_stays_one_when_filled_again(client, person) -> None:
    placement, month = working(person, hours_mask=[0b111 << 9] * 7, hours_per_month=57), first_of(1)
    rows = typed((day(month, 2), "", "", ""), **{"form-0-rest": "on"})

    client.post(keep_url(placement, month), rows)
    filled = client.post(log_page(placement, month), {**rows, "fill": "1"})
    back = client.get(log_page(placement, month))

    for page in (filled, back):
        cells = {cell.on.day: cell for week in page.context["weeks"] for cell in week if cell}
        assert (cells[2].is_rest, cells[2].minutes, cells[3].minutes) == (True, 0, 180)
    assert "쉼" in text(back).split("data-log-calendar")[1].split("</caption>")[1].split("</table>")[0]


@pytest.mark.django_db
def test_hours_on_a_day_of_rest_are_asked_about(client, person) -> None:
    placement, month = working(person), first_of(1)
    rows = typed((day(month, 2), "3", "", "말벗"), **{"form-0-rest": "on"}, send="1")

    shown = client.post(log_page(placement, month), rows)

    assert "쉬었다고 하신 날에 시간이나 한 일이 적혀 있습니다." in text(shown)
    assert not placement.worklogs.exists()


@pytest.mark.django_db
def test_what_may_not_be_kept_is_named_and_the_rest_is_kept(client, person) -> None:
    placement, month = working(person), first_of(1)

    rows = typed((day(month, 8), "2", "", "산책"), (day(month, 9), "2", "", "620307-1234567"))

    answer = client.post(keep_url(placement, month), rows)

    told = answer.json()
    assert (answer.status_code, list(told["wrong"])) == (422, ["form-1-what"])
    assert "2번째 줄 한 일" in told["said"]
    assert "주민등록번호는 받지 않습니다" in told["wrong"]["form-1-what"][0]
    assert [row["what"] for row in WorklogDraft.objects.get().typed["rows"]] == ["산책", ""]


@pytest.mark.django_db
def test_draft_of_a_log_that_is_closed_is_refused(client, person) -> None:
    placement, month = working(person), first_of(1)
    make.worklog(placement, month=month, state="confirmed")

    assert client.post(keep_url(placement, month), typed()).status_code == 409


@pytest.mark.django_db
def test_draft_older_than_the_log_is_not_shown(client, person) -> None:
    placement, month = working(person), first_of(1)
    client.post(keep_url(placement, month), typed((day(month, 9), "2", "", "옛것")))
    entries = [{"on": day(month, 2), "minutes": 180, "what": "말벗"}]
    later = timezone.now() + timedelta(minutes=1)
    make.worklog(placement, month=month, state="returned", entries=entries, submitted_at=later)

    assert "옛것" not in text(client.get(log_page(placement, month)))


@pytest.mark.django_db
def test_days_to_mend_are_marked(client, person) -> None:
    placement, month = working(person), first_of(1)
    entries = [{"on": day(month, number), "minutes": 180, "what": "말벗"} for number in (2, 3)]
    returned = {"state": "returned", "return_reason": "3일을 고쳐 주세요.", "return_days": [day(month, 3)]}
    make.worklog(placement, month=month, entries=entries, **returned)

    response = client.get(log_page(placement, month))

    cells = {cell.on.day: cell for week in response.context["weeks"] for cell in week if cell}
    assert [number for number, cell in cells.items() if cell.is_to_mend] == [3]
    assert (cells[2].minutes, cells[2].field_id) == (180, "id_form-0-hours")
    assert text(response).count("고칠 날") == 2  # at the top and at the day


@pytest.mark.django_db
def test_officer_names_the_days_to_mend(client, person) -> None:
    placement, month = working(person), first_of(1)
    entries = [{"on": day(month, number), "minutes": 180, "what": "말벗"} for number in (2, 3)]
    log = make.worklog(placement, month=month, entries=entries)
    client.force_login(make.member(placement.application.posting.organisation))
    form = {"verb": "send_back", "one": "yes", "worklog": log.public_id, "reason": "확인해 주세요."}

    assert 'name="day"' in text(client.get(reverse("jobs:operator_worklog", args=[log.public_id])))
    client.post(reverse("jobs:operator_worklog_step"), {**form, "day": [day(month, 3), "2019-01-01", "x"]})

    log.refresh_from_db()
    assert (log.state, log.return_days) == ("returned", [day(month, 3)])


@pytest.mark.django_db
def test_usual_work_comes_from_the_last_log(client, person) -> None:
    placement = working(person)
    words = ("말벗", "산책", "말벗")
    entries = [{"on": day(first_of(2), n), "minutes": 60, "what": what} for n, what in enumerate(words, start=1)]
    make.worklog(placement, month=first_of(2), entries=entries)

    shown = client.get(log_page(placement, first_of(1)))

    assert shown.context["usual"] == "말벗"
