"""A person writes the month's log, is told what to mend, and mends what was sent back."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from jobs.models import Worklog
from profiles.templatetags.dasi import day as day_words
from tests import make
from tests.jobs.web.open_postings import text
from tests.jobs.web.test_candidate import page
from tests.jobs.web.working import day, first_of, log_page, typed, working


@pytest.mark.django_db
@pytest.mark.parametrize("month", ["2019-01", "2999-01", "2026-13", "today"])
def test_log_of_a_month_outside_the_placement_is_not_found(client, person, month: str) -> None:
    assert client.get(reverse("jobs:worklog", args=[working(person).public_id, month])).status_code == 404


@pytest.mark.django_db
def test_log_is_handed_in(client, person) -> None:
    placement, month = working(person), first_of(1)
    rows = [(day(month, 9), "3", "", "말벗"), (day(month, 2), "2", "30", "식사 도움"), (day(month, 3), "", "", "")]

    assert client.post(log_page(placement, month), typed(*rows, send="1")).url == page("placement", placement)

    log = Worklog.objects.get()
    assert (log.state, log.month, log.minutes) == ("submitted", month, 330)
    assert [entry["on"] for entry in log.entries] == [day(month, 2), day(month, 9)]


@pytest.mark.django_db
def test_log_offers_a_row_for_each_working_day(client, person) -> None:
    placement, month = working(person, hours_mask=[0b111 << 9, 0, 0, 0, 0, 0, 0]), first_of(1)

    rows = client.get(log_page(placement, month)).context["rows"]

    offered = [date.fromisoformat(row.initial["on"]) for row in rows if row.initial.get("on")]
    assert {found.weekday() for found in offered} == {0}
    assert len(offered) in (4, 5)


@pytest.mark.django_db
def test_calendar_says_in_words_which_days_are_agreed(client, person) -> None:
    placement, month = working(person, hours_mask=[0b111 << 9, 0, 0, 0, 0, 0, 0]), first_of(1)
    shown = client.get(log_page(placement, month))
    mondays = [cell.on for week in shown.context["weeks"] for cell in week if cell and cell.on.weekday() == 0]

    calendar = text(shown).split("data-log-calendar")[1].split("</table>")[0]

    assert calendar.count("예정") == len(mondays) + 1  # and once in what explains it
    assert "회색" not in calendar


@pytest.mark.django_db
def test_log_is_filled_by_the_agreed_week_around_what_was_typed(client, person) -> None:
    placement, month = working(person, hours_mask=[0b111 << 9] * 7, hours_per_month=14), first_of(1)
    rows = [(day(month, 2), "1", "30", "회의"), (day(month, 4), "", "", "산책"), ("", "2", "", "")]

    shown = client.post(log_page(placement, month), typed(*rows, fill="1", usual="말벗"))

    filled = [
        tuple(row.initial.get(name, "") for name in ("on", "hours", "minutes", "what"))
        for row in shown.context["rows"]
        if row.initial
    ]
    assert filled == [
        (day(month, 1), 3, 0, "말벗"),
        (day(month, 2), "1", "30", "회의"),
        (day(month, 3), 3, 0, "말벗"),
        (day(month, 4), 3, 0, "산책"),
        (day(month, 5), 1, 30, "말벗"),
        ("", "2", "", ""),
    ]
    assert "이 활동일지에 적은 시간: 14시간" in text(shown)
    assert "일정대로 채웠습니다. 아직 내지 않았습니다." in text(shown)
    assert not Worklog.objects.exists()


@pytest.mark.django_db
def test_log_is_filled_up_to_what_the_cap_leaves(client, person) -> None:
    placement, month = working(person, hours_mask=[0b111 << 9] * 7), first_of(1)
    make.worklog(working(person), month=month, minutes=55 * 60)

    shown = text(client.post(log_page(placement, month), typed(fill="1")))

    assert "이 활동일지에 적은 시간: 2시간" in shown


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("hours", "minutes", "kept"),
    [
        ("4시간", "", 240),
        ("4시간 30분", "", 270),
        ("4:30", "", 270),
        ("4.5", "0", 270),
        ("4:30", "30", 270),
        ("4", "30분", 270),
    ],
)
def test_log_takes_hours_as_people_type_them(client, person, hours: str, minutes: str, kept: int) -> None:
    placement, month = working(person), first_of(1)
    sent = typed((day(month, 9), hours, minutes, "말벗"))

    summed = text(client.post(log_page(placement, month), sent | {"sum": "1"}))
    client.post(log_page(placement, month), sent | {"send": "1"})

    assert f'value="{hours}"' in summed
    assert Worklog.objects.get().minutes == kept


@pytest.mark.django_db
def test_log_fills_around_hours_as_people_type_them(client, person) -> None:
    placement, month = working(person, hours_mask=[0b111 << 9] * 7, hours_per_month=6), first_of(1)

    shown = text(client.post(log_page(placement, month), typed((day(month, 2), "4시간 30분", "", "회의"), fill="1")))

    assert "이 활동일지에 적은 시간: 6시간<" in shown


@pytest.mark.django_db
def test_log_says_once_at_the_top_what_is_wrong_on_many_days(client, person) -> None:
    placement, month = working(person), first_of(1)
    rows = [(day(month, number), "3", "", "") for number in (2, 3, 4)] + [("", "2", "", "말벗")]

    shown = text(client.post(log_page(placement, month), typed(*rows, send="1")))

    days = ", ".join(day_words(month.replace(day=number)) for number in (2, 3, 4))
    top = shown[: shown.index("<form method")]
    assert f'<a href="#id_form-0-what">{days} 한 일: 그날 한 일을 적어 주세요.</a>' in top
    assert top.count('<a href="#id_form') == 2
    assert shown.count("그날 한 일을 적어 주세요.") == 4  # beside each box, too


@pytest.mark.django_db
def test_log_that_is_late_says_since_when(client, person) -> None:
    placement = working(person)
    late, written, begun = first_of(2), first_of(1), first_of(0)
    make.worklog(placement, month=written)
    said = f"내는 날이 지났습니다: {day_words(first_of(1))}"

    listed = text(client.get(page("placement", placement)))
    home = text(client.get("/"))

    assert said in text(client.get(log_page(placement, late)))
    assert listed.count("내는 날이 지났습니다") == listed.count("내는 날 지남") == 1
    assert said in listed
    assert said in home
    for month in (written, begun):
        assert "내는 날이 지났습니다" not in text(client.get(log_page(placement, month)))


@pytest.mark.django_db
def test_log_page_says_when_it_is_due_and_offers_the_week_for_a_new_log_alone(client, person) -> None:
    placement, month = working(person), first_of(0)

    shown = text(client.get(log_page(placement, month)))

    assert f"내는 날: {day_words((month + timedelta(days=32)).replace(day=1))}." in shown
    assert shown.count('name="fill"') == 1
    make.worklog(placement, month=month, state="returned", return_reason="시간이 다릅니다.")
    assert 'name="fill"' not in text(client.get(log_page(placement, month)))


@pytest.mark.django_db
def test_log_says_what_is_missing_and_keeps_the_rest(client, person) -> None:
    placement, month = working(person), first_of(1)
    rows = [("", "3", "", "말벗"), (day(month, 3), "", "", "식사 도움"), (day(month, 4), "2", "", "")]

    response = client.post(log_page(placement, month), typed(*rows, send="1"))

    assert [set(row.errors) for row in response.context["rows"]] == [{"on"}, {"hours"}, {"what"}]
    assert 'value="식사 도움"' in text(response)
    assert not Worklog.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ([], "활동한 날을 하루 이상 적어 주세요."),
        ([(2, "99", "", "말벗")], "시간은 0~12 사이의 숫자로 적어 주세요."),
        ([(2, "세", "", "말벗")], "시간은 0~12 사이의 숫자로 적어 주세요."),
        ([(2, "1", "60", "말벗")], "분은 0~59 사이의 숫자로 적어 주세요."),
        ([(2, "4.30", "", "말벗")], "예: 3, 3시간 30분, 3:30"),
        ([(2, "1시간 30분", "20", "말벗")], "분이 두 칸에 다르게 적혀 있습니다."),
        ([(2, "12", "30", "말벗")], "12시간까지"),
        ([(2, "3", "", "주민번호 620307-1234567")], "주민등록번호는 받지 않습니다."),
    ],
)
def test_log_that_breaks_a_rule_changes_nothing(client, person, rows: list, words: str) -> None:
    placement, month = working(person), first_of(1)
    cells = [(day(month, number), *rest) for number, *rest in rows]

    assert words in text(client.post(log_page(placement, month), typed(*cells, send="1")))
    assert not Worklog.objects.exists()


@pytest.mark.django_db
def test_log_says_at_the_top_what_to_mend_and_leads_there(client, person) -> None:
    placement, month = working(person), first_of(1)
    rows = [("", "3", "", "말벗"), (day(month, 3), "세 시간", "", ""), (day(month, 4), "2", "", "산책")]

    shown = text(client.post(log_page(placement, month), typed(*rows, send="1")))

    top = shown[: shown.index("<form method")]
    third = day_words(month.replace(day=3))
    for field, words in (
        ("form-0-on", "1번째 줄 날짜: 활동한 날짜를 골라 주세요."),
        ("form-1-hours", f"{third} 시간: 시간은 0~12 사이의 숫자로 적어 주세요. 예: 3, 3시간 30분, 3:30"),
        ("form-1-what", f"{third} 한 일: 그날 한 일을 적어 주세요."),
    ):
        assert f'<a href="#id_{field}">{words}</a>' in top
    assert top.count('<a href="#id_form') == 3
    assert shown.count("is-error") == 3
    assert '<li class="log-row">' in shown
    assert 'value="세 시간"' in shown


@pytest.mark.django_db
def test_log_with_a_day_twice_says_which_and_what_to_do(client, person) -> None:
    placement, month = working(person), first_of(1)
    rows = [(day(month, 9), "1", "", "회의"), (day(month, 2), "3", "", "말벗"), (day(month, 2), "x", "", "산책")]

    response = client.post(log_page(placement, month), typed(*rows, send="1"))

    said = (
        f"{day_words(month.replace(day=2))}을 두 번 적으셨습니다. "
        "2번째 줄에 시간을 더해 적고, 이 줄은 시간과 한 일을 지워 주세요."
    )
    assert [row.errors.get("on") for row in response.context["rows"]] == [None, None, [said]]
    assert response.context["faults"][0].field_id == "id_form-2-on"
    assert not Worklog.objects.exists()


@pytest.mark.django_db
def test_log_over_the_cap_of_all_placements_is_refused_in_words(client, person) -> None:
    placement, month = working(person), first_of(1)
    make.worklog(working(person), month=month, minutes=56 * 60)

    response = client.post(log_page(placement, month), typed((day(month, 2), "2", "", "말벗"), send="1"))

    assert response.status_code == 400
    assert "한 달에 57시간까지 활동할 수 있는데 모든 활동을 더하면 58시간 0분입니다." in text(response)
    assert "한 달 57시간까지인데 1시간 넘었습니다." in text(response)
    assert 'value="말벗"' in text(response)
    assert Worklog.objects.count() == 1


@pytest.mark.django_db
def test_log_adds_up_without_handing_in(client, person) -> None:
    placement, month = working(person), first_of(1)

    shown = text(client.post(log_page(placement, month), typed((day(month, 2), "2", "30", "말벗"), sum="1")))

    assert "이 활동일지에 적은 시간: 2시간 30분" in shown
    assert "한 달 57시간까지 적을 수 있고, 54시간 30분 남았습니다." in shown
    assert not Worklog.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("total", ["1", "x", "99999"])
def test_log_takes_more_rows_and_keeps_what_was_typed(client, person, total: str) -> None:
    placement, month = working(person), first_of(1)
    sent = typed(("", "3", "", "말벗"), more="1") | {"form-TOTAL_FORMS": total}

    response = client.post(log_page(placement, month), sent)

    assert response.status_code == 200
    assert ('value="말벗"' in text(response)) == (total != "x")


@pytest.mark.django_db
def test_log_sent_back_shows_why_and_is_mended(client, person) -> None:
    placement, month = working(person), first_of(1)
    entries = [{"on": day(month, 2), "minutes": 185, "what": "말벗"}]
    make.worklog(
        placement, month=month, state="returned", return_reason="2일은 쉬는 날입니다.", entries=entries, minutes=185
    )

    shown = client.get(log_page(placement, month))
    assert "2일은 쉬는 날입니다." in text(shown)
    assert shown.context["rows"].forms[0].initial == {"on": day(month, 2), "hours": 3, "minutes": 5, "what": "말벗"}
    client.post(log_page(placement, month), typed((day(month, 3), "3", "5", "말벗"), send="1"))

    log = Worklog.objects.get()
    assert (log.state, log.entries[0]["on"]) == ("submitted", day(month, 3))


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["site_confirmed", "confirmed"])
def test_log_that_was_confirmed_is_only_read(client, person, state: str) -> None:
    placement, month = working(person), first_of(1)
    entries = [{"on": day(month, 2), "minutes": 180, "what": "말벗과 산책"}]
    make.worklog(placement, month=month, state=state, entries=entries)

    for response in (
        client.get(log_page(placement, month) + "?mend=1"),
        client.post(log_page(placement, month), typed((day(month, 3), "9", "", "고침"), send="1")),
    ):
        assert "말벗과 산책" in text(response)
        assert response.context["rows"] is None
    assert Worklog.objects.get().minutes == 180


@pytest.mark.django_db
@pytest.mark.parametrize(("pay_kind", "said"), [("allowance", "활동비가 나갑니다."), ("wage", "급여가 나갑니다.")])
def test_log_sent_says_what_money_follows(client, person, pay_kind: str, said: str) -> None:
    placement = working(person, programme_year_=make.programme_year(pay_kind=pay_kind, ends_on=date(2027, 12, 31)))
    month = first_of(1)

    answer = client.post(log_page(placement, month), typed((day(month, 3), "3", "0", "말벗"), send="1"), follow=True)

    assert said in text(answer)
