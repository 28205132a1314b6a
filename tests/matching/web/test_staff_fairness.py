"""The page of fairness and the command: the figures with their definitions, small groups hidden, nothing divided by zero."""

import csv
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from matching import fairness_words, fairness_years, suggestions
from tests import make

pytestmark = pytest.mark.django_db
NOW = make.NOW
PAGE = "/city/fairness/?year=2026"


def applied(count: int, sex: str, **columns) -> None:
    for number in range(count):
        person = make.candidate(**columns)
        make.voluntary_statement(person, sex)
        make.application(candidate_=person, state="selected" if sex == "male" or number < 5 else "not_selected")


def read(client) -> str:
    fairness_years.keep_up(at=timezone.now())
    client.force_login(make.city_user("viewer"))
    return " ".join(client.get(PAGE).content.decode().split())


def test_page_shows_ratios_alarms_and_definitions(client):
    applied(10, "female")
    applied(10, "male", birth_on=date(1968, 1, 1))

    page = read(client)

    assert "살펴볼 경보 2건" in page  # women, and the band that they all are of
    assert '<a href="#sex">성별 · 합격</a>: 여성 0.50 (10명 가운데 5명)</li>' in page
    assert "우연일 수 있는 경보" not in page
    assert "95% 구간 0.27~0.93 · 이 차이는 우연으로 보기 어렵습니다." in page
    assert '<span class="tag bad">경보 0.50</span>' in page
    assert all(
        str(definition) in page for _label, definition in fairness_words.DEFINITIONS if "'" not in str(definition)
    )
    assert "style=" not in page.partition("<main")[2].partition("</main>")[0]


def test_page_folds_away_what_chance_may_have_made(client):
    for sex, selected in (("female", 5), ("male", 7)):
        for number in range(12):
            person = make.candidate()
            make.voluntary_statement(person, sex)
            make.application(candidate_=person, state="selected" if number < selected else "not_selected")

    page = read(client)

    assert "우연으로 보기 어려운 경보가 없습니다" in page
    folded = page.partition("<summary>우연일 수 있는 경보 1건</summary>")[2].partition("</details>")[0]
    assert "여성 0.71 (12명 가운데 5명)" in folded


def test_page_prints_months_without_figures_and_stands_under_target(client):
    applied(10, "male")

    page = read(client)

    months = page.partition("달마다: 지원</h2>")[2].partition("</table>")[0]
    assert '<th scope="row">2026년 1월</th> <td class="num">0명</td>' in months
    assert f'<a href="{reverse("jobs:staff_target")}" aria-current="page">' in page


def test_page_hides_small_groups(client):
    applied(10, "male")
    applied(4, "female")

    page = read(client)

    women, men = (page.partition(f'<th scope="row">{sex}</th>')[2].partition("</tr>")[0] for sex in ("여성", "남성"))
    assert (women.count("가림"), men.count("가림")) == (3, 3)  # nobody was shown anything, or placed
    assert "명" not in women + men.replace("(0명)", "")
    assert "명)" in page


def test_page_of_an_empty_city_says_so(client):
    assert "아직 센 것이 없습니다." in read(client)


def test_page_draws_the_runs(client):
    for _ in range(6):
        make.candidate()
    make.posting()
    applied(1, "male")
    suggestions.refresh_all(at=NOW)
    suggestions.refresh_all(at=NOW + timedelta(minutes=1))

    page = read(client)

    assert page.count('data-label="목록에 실린 일자리의 쏠림 (지니계수)"') == 2
    assert page.count("<dt>본 일자리의 쏠림 (지니계수)</dt>") == 2  # the figure, and what it means


@pytest.mark.parametrize("count", [1, 3])
def test_page_asks_few_queries_however_many_people(client, count):
    applied(count, "male")
    read(client)

    with CaptureQueriesContext(connection) as asked:
        client.get(PAGE)

    assert len(asked) < 20
    assert not any(table in query["sql"] for query in asked for table in ("jobs_application", "matching_exposure"))


def test_command_tells_the_same_as_the_page(tmp_path):
    applied(10, "female")
    applied(10, "male")
    told, file = StringIO(), tmp_path / "fair.csv"

    call_command("fairness_report", "--from", "2026-01-01", "--until", "2026-04-15", "--csv", str(file), stdout=told)

    assert "합격 5 (50.0%, 0.50!!) 이 차이는 우연으로 보기 어렵습니다." in told.getvalue()
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.DictReader(opened))
    (row,) = [row for row in rows if (row["group"], row["step"]) == ("female", "selected")]
    assert row == {
        "dimension": "sex",
        "group": "female",
        "step": "selected",
        "people": "5",
        "rate": "0.5000",
        "ratio": "0.50",
        "level": "alarm",
        "p": "0.03251",
        "ratio_low": "0.2690",
        "ratio_high": "0.9293",
        "by_chance": "no",
    }


def test_command_writes_nothing_of_small_groups(tmp_path):
    applied(10, "female")
    applied(3, "male")
    told, file = StringIO(), tmp_path / "fair.csv"

    call_command("fairness_report", "--from", "2026-01-01", "--until", "2026-04-15", "--csv", str(file), stdout=told)

    rows = [line for line in file.read_text("utf-8-sig").splitlines() if line.startswith("sex,male")]
    steps = ("pool", "applied", "selected")
    assert [row for row in rows if "hidden" in row] == [f"sex,male,{step},,,,hidden,,,," for step in steps]
    assert "남성: 추천 대상 가림" in told.getvalue()


def test_command_on_an_empty_city_says_so():
    told = StringIO()

    call_command("fairness_report", stdout=told)

    assert "견줄 것이 없습니다" in told.getvalue()


def test_command_refuses_days_the_wrong_way_round():
    with pytest.raises(CommandError):
        call_command("fairness_report", "--from", "2026-04-15", "--until", "2026-04-14")


def test_target_and_results_lead_here(client):
    client.force_login(make.city_user("auditor"))

    assert f'href="{reverse("matching:staff_fairness")}"' in client.get(reverse("jobs:staff_target")).content.decode()
