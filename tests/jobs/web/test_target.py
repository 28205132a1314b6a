"""The city's target page: published, planned and lived side by side; each figure opens to its rows, names masked, the look logged."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs import reports
from jobs.figures import FIGURES
from jobs.reports import Scope
from profiles.models import AccessEntry
from tests import make
from tests.jobs.expect import queries
from tests.make import NOW

pytestmark = pytest.mark.django_db
PAGE = reverse("jobs:staff_target")


def rows_of(code, **query):
    return reverse("jobs:staff_figure", args=[code], query=query)


@pytest.fixture
def editor(client):
    client.force_login(make.city_user())


def year_of(year, name, **columns):
    made = make.programme_year(make.programme(name=name), year=year, is_demo=year == 2019, **columns)
    make.target(made, 20, label="시연용 목표")
    return made


def started(programme_year, people=1, on=date(2019, 11, 18), **columns):
    posting = make.posting(programme_year_=programme_year, seats=people)
    return [
        make.placement(
            make.application(posting, make.candidate(name="박하나"), state="placed"), started_on=on, **columns
        )
        for _ in range(people)
    ]


def test_page_shows_published_planned_and_lived_side_by_side(client, editor):
    year = year_of(2019, "어르신돌봄지원단")
    started(year, 3)
    started(year, 2, on=date(2019, 11, 19))

    page = client.get(PAGE, {"year": 2019}).content.decode()

    assert "2019년에 제공한 일자리 5개" in page
    assert "<dd>2,863개</dd>" in page
    assert "서울시 발표 (2019년 11월 18일(월))" in page
    assert "같은 날까지 제공한 일자리 (2019년 11월 18일(월))" in page
    assert "<dd>3개</dd>" in page
    assert "뉴스1 3771077" in page
    assert "<dt>시연용 목표</dt><dd>20개</dd>" in page
    assert page.count('<span class="tag quiet">시연</span>') == 2


def test_funnel_counts_cases_and_says_why_they_may_grow(client, editor):
    started(year_of(2026, "어르신돌봄지원단"), 2)

    page = client.get(PAGE).content.decode()

    funnel = " ".join(page.partition("<h2>지원에서 수료까지</h2>")[2].partition("</table>")[0].split())
    assert "한 사람이 여러 번 지원하거나 빈자리에 다시 물으면 여러 건이 됩니다." in funnel
    assert "연인원" not in funnel
    assert (
        f'<th scope="row">활동 시작</th> <td class="num"><a href="{rows_of("person_places", year=2026)}">2건</a>'
        in funnel
    )


def test_target_of_the_demo_is_read_in_english_too(client, editor):
    year_of(2019, "어르신돌봄지원단")

    page = client.get(PAGE, {"year": 2019}, headers={"accept-language": "en"}).content.decode()

    assert "<dt>Target (demo)</dt>" in page


def total_of(page, heading):
    """The cells of the last row of the table under a heading."""
    row = page.partition(f"<h2>{heading}</h2>")[2].partition("</tfoot>")[0].rpartition("<tr>")[2]
    return re.findall(r"<td[^>]*>([^<]*)</td>", row)


def test_tables_end_with_the_totals_of_the_whole_city(client, editor):
    person = make.candidate()
    for name in ("어르신돌봄지원단", "50+강사단"):
        posting = make.posting(programme_year_=year_of(2019, name))
        make.placement(make.application(posting, person, state="placed"), started_on=date(2019, 5, 2))

    page = client.get(PAGE, {"year": 2019}).content.decode()

    assert total_of(page, "사업별") == ["40", "2", "5%", "1", "2", "0", "0"]  # one person, counted once
    assert total_of(page, "자치구별") == ["2", "", "1", "2"]


def test_page_of_a_year_of_real_people_calls_nothing_a_demo(client, editor):
    started(year_of(2026, "어르신돌봄지원단"))

    page = client.get(PAGE).content.decode().partition("<main")[2]

    assert "2026년에 제공한 일자리 1개" in page
    assert "2,863" not in page
    assert ">시연<" not in page


def test_page_shows_each_figure_with_its_definition_and_its_rows(client, editor):
    year = year_of(2026, "어르신돌봄지원단")
    started(year, 2)

    page = client.get(PAGE).content.decode()

    for code, figure in FIGURES.items():
        assert str(figure.definition) in page
        assert f'href="{rows_of(code, year=2026)}"' in page
    assert f'href="{rows_of("persons", year=2026, programme=year.public_id).replace("&", "&amp;")}"' in page
    assert f'href="{rows_of("jobs_provided", year=2026, district="11410").replace("&", "&amp;")}"' in page


def test_page_chooses_the_newest_year_unless_another_is_asked_for(client, editor):
    for year in (2019, 2026):
        year_of(year, f"사업 {year}")

    assert "2026년에 제공한" in client.get(PAGE).content.decode()
    assert "2019년에 제공한" in client.get(PAGE, {"year": "2019"}).content.decode()
    assert "2026년에 제공한" in client.get(PAGE, {"year": "어제"}).content.decode()


def test_page_opens_with_the_year_that_runs_not_with_one_that_is_prepared(client, editor):
    year_of(2026, "올해 사업", starts_on=timezone.localdate() - timedelta(days=30))
    year_of(2027, "내년 사업", starts_on=timezone.localdate() + timedelta(days=1))

    assert "2026년에 제공한" in client.get(PAGE).content.decode()


def test_page_says_how_much_of_the_target_is_reached(client, editor):
    started(year_of(2019, "보람"), people=3)

    assert "<dt>달성</dt><dd>15%</dd>" in client.get(PAGE).content.decode()


def test_page_of_an_empty_city_says_so(client, editor):
    assert "아직 시작한 활동이 없습니다" in client.get(PAGE).content.decode()


def test_page_asks_the_same_of_any_number(client, editor):
    found = []
    for number in (1, 3):
        for extra in range(number):
            started(year_of(2026, f"사업 {number}{extra}"), number)
        client.get(PAGE)
        found.append(queries(lambda: client.get(PAGE)))
    assert found[0] == found[1]


@pytest.mark.parametrize("code", sorted(FIGURES))
def test_every_figure_opens(client, editor, code):
    started(year_of(2026, "어르신돌봄지원단"))

    response = client.get(rows_of(code, year=2026))

    assert response.status_code == 200
    assert response.context["value"] == reports.value(FIGURES[code], Scope(2026))


def test_rows_are_those_counted_masked_and_logged(client, editor):
    year = year_of(2026, "어르신돌봄지원단")
    rows = started(year, 2)
    started(year_of(2026, "다른 사업"))

    response = client.get(rows_of("jobs_provided", year=2026, programme=year.public_id))

    page = response.content.decode()
    assert response.context["value"] == response.context["page_obj"].paginator.count == 2
    assert page.count("박*나") == 2
    assert "박하나" not in page
    assert "다른 사업" not in page
    entry = AccessEntry.objects.get()
    assert (entry.page, entry.subject_ids) == ("jobs:staff_figure", sorted(row.candidate.user_id for row in rows))


@pytest.mark.parametrize(
    ("code", "name", "day"),
    [
        ("jobs_provided", "활동을 시작한 날", "2026년 5월 11일(월)"),
        ("placed", "배치한 날", "2026년 4월 20일(월)"),
        ("completed", "활동을 마친 날", "2026년 9월 30일(수)"),
        ("applications", "접수한 날", "2026년 4월 15일(수)"),
        ("minutes_confirmed", "활동한 달", "2026년 5월"),
        ("net_won", "지급한 날", "2026년 6월 2일(화)"),
    ],
)
def test_a_row_names_the_day_that_counts_and_leads_to_all_that_stands_of_it(client, editor, code, name, day):
    (row,) = started(
        year_of(2026, "어르신돌봄지원단"),
        on=date(2026, 5, 11),
        state="completed",
        placed_at=NOW.replace(day=20),
        finished_on=date(2026, 9, 30),
    )
    log = make.worklog(row, state="confirmed")
    paid_at = NOW.replace(month=6, day=2)
    make.pay_line(log, gross_won=30_960, withheld_won=0, net_won=30_960, paid_at=paid_at)

    head, _, page = client.get(rows_of(code, year=2026)).content.decode().partition("</table>")[0].partition("<tbody>")

    application, number = row.application, row.application.receipt_number
    assert f'<th scope="col">{name}</th>' in head
    assert f"날짜로 나눌 때는 ‘{name}’로 셉니다." in head
    assert f'<td data-label="{name}">{day}</td>' in page
    assert application.posting.organisation.name in page
    assert f'href="{reverse("jobs:staff_posting", args=[application.posting.public_id])}"' in page
    assert f'href="{reverse("jobs:staff_application", args=[application.public_id])}">{number}</a>' in page
    assert f'href="{reverse("jobs:staff_event_list", query={"receipt": number})}"' in page


def test_a_row_of_somebody_whose_name_was_destroyed_keeps_the_receipt_number(client, editor):
    (row,) = started(year_of(2026, "어르신돌봄지원단"))
    make.destroyed(row.candidate.user.identity)

    page = client.get(rows_of("persons", year=2026)).content.decode()

    assert page.count(f">{row.application.receipt_number}</a>") == 1
    assert f"{row.application.receipt_number} <a" not in page


def test_rows_without_people_lead_to_the_programme(client, editor):
    year = year_of(2026, "어르신돌봄지원단")

    target, programmes = (client.get(rows_of(code, year=2026)).content.decode() for code in ("target", "programmes"))

    assert "목표를 정한 날" in target
    assert "사업 기간" in programmes
    for page in (target, programmes):
        assert f'href="{reverse("jobs:staff_programme_year", args=[year.public_id])}"' in page
        assert "운영기관" not in page.partition("<table")[2].partition("</table>")[0]


def test_rows_without_people_are_no_access(client, editor):
    year_of(2026, "어르신돌봄지원단")

    page = client.get(rows_of("target", year=2026)).content.decode()

    assert "목표 20개" in page
    assert AccessEntry.objects.count() == 0


def test_rows_stay_hidden_from_a_viewer_who_sees_the_number(client):
    client.force_login(make.city_user("viewer"))
    started(year_of(2026, "어르신돌봄지원단"))

    response = client.get(rows_of("persons", year=2026))

    page = response.content.decode()
    assert response.context["value"] == 1
    assert "박*나" not in page
    assert "사업 담당과 감사 담당만 볼 수 있습니다" in page
    assert AccessEntry.objects.count() == 0


def test_rows_come_in_pages(client, editor):
    started(year_of(2026, "어르신돌봄지원단"), 21)

    first, second = (client.get(rows_of("jobs_provided", year=2026, page=number)) for number in (1, 2))

    assert [len(response.context["page_obj"].object_list) for response in (first, second)] == [20, 1]


def test_rows_narrowed_by_nonsense_are_not_narrowed(client, editor):
    started(year_of(2026, "어르신돌봄지원단"))

    response = client.get(rows_of("jobs_provided", year=2026, programme="없음", kind="none", district="00000"))

    assert response.context["value"] == 1
    assert response.context["narrowed"] == []


def test_rows_narrowed_by_kind_and_district_say_so(client, editor):
    started(year_of(2026, "어르신돌봄지원단"))

    response = client.get(rows_of("jobs_provided", year=2026, kind="meaningful_work", district="11410"))

    assert response.context["narrowed"] == ["보람일자리", "서대문구"]


@pytest.mark.parametrize("code", ["jobs_provided", "applications", "offers", "minutes_confirmed", "net_won"])
def test_rows_ask_the_same_of_any_number(client, editor, code):
    found = []
    for number in (1, 3):
        for row in started(year_of(2026, f"사업 {number}"), number):
            log = make.worklog(row, state="confirmed")
            make.offer(row.application, state="accepted")
            make.pay_line(log, minutes=180, gross_won=30_960, withheld_won=0, net_won=30_960)
        client.get(rows_of(code, year=2026))
        found.append(queries(lambda: client.get(rows_of(code, year=2026))))
    assert found[0] == found[1]


def test_an_unknown_figure_is_not_found(client, editor):
    assert client.get(rows_of("happiness")).status_code == 404


@pytest.mark.parametrize("url", [PAGE, rows_of("jobs_provided")])
def test_only_the_city_stands_here(client, url):
    for user in (make.candidate().user, make.member(), make.member(make.organisation("host"))):
        client.force_login(user)
        assert client.get(url).status_code == 404
    client.logout()
    assert client.get(url).status_code == 302
