"""The city reads its programmes and rules; its editors write new rules and targets, its readers can't."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jobs.models import Posting, Target
from tests import make

PROGRAMMES = reverse("jobs:staff_programme_list")
POSTINGS = reverse("jobs:staff_posting_list")
STEP = reverse("jobs:staff_posting_step")
EVENTS = reverse("jobs:staff_event_list")
READERS = ("viewer", "auditor")


def of_year(name: str, year) -> str:
    return reverse(f"jobs:staff_{name}", args=[year.public_id])


def page_of(posting: Posting) -> str:
    return reverse("jobs:staff_posting", args=[posting.public_id])


def waiting(**columns) -> Posting:
    """A posting that waits for approval and opens tomorrow."""
    now = timezone.now()
    times = {"apply_from": now + timedelta(days=1), "apply_until": now + timedelta(days=9)}
    return make.posting(state="in_review", **{**times, "results_at": now + timedelta(days=12), **columns})


def queries(client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def typed(**changes) -> dict:
    """A whole rule set as a browser sends it: an age rule, and Seoul."""
    form = {
        "valid_from_year": "2026",
        "valid_from_month": "1",
        "valid_from_day": "1",
        "source": "2026년 모집공고",
        "birth_range_0-is_used": "on",
        "birth_range_0-birth_from_year": "1959",
        "birth_range_0-birth_from_month": "1",
        "birth_range_0-birth_from_day": "1",
        "birth_range_0-birth_to_year": "1986",
        "birth_range_0-birth_to_month": "12",
        "birth_range_0-birth_to_day": "31",
        "residence_0-is_used": "on",
        "residence_0-seoul": "on",
        "residence_0-is_assumed": "on",
        "residence_0-source": "2022년 안내",
    }
    return {**form, **changes}


@pytest.fixture
def editor(client):
    client.force_login(make.city_user())
    return client


# Who may stand here ---------------------------------------------------------------------------------------------------
@pytest.mark.django_db
@pytest.mark.parametrize("role", READERS)
def test_readers_of_the_city_see_every_page_without_a_button_to_act(client, role: str) -> None:
    year, posting = make.programme_year(), waiting()
    client.force_login(make.city_user(role))

    for url in (PROGRAMMES, of_year("programme_year", year), POSTINGS, page_of(posting), EVENTS):
        shown = client.get(url)
        assert shown.status_code == 200
        main = shown.content.decode().partition("<main")[2].partition("</main>")[0]
        assert 'method="post"' not in main
        assert "rules/new" not in main


@pytest.mark.django_db
@pytest.mark.parametrize("role", READERS)
def test_readers_of_the_city_may_not_act(client, role: str) -> None:
    year, posting = make.programme_year(), waiting()
    client.force_login(make.city_user(role))

    for url, sent in (
        (STEP, {"verb": "approve", "posting": posting.public_id}),
        (of_year("rule_set_new", year), typed()),
        (of_year("target_set", year), {"places": "5", "definition": "자리"}),
    ):
        assert client.post(url, sent).status_code == 403
    posting.refresh_from_db()
    assert (posting.state, year.rule_sets.count(), Target.objects.count()) == ("in_review", 1, 0)


@pytest.mark.django_db
def test_others_find_nothing_here(client) -> None:
    posting = waiting()
    for user in (
        make.candidate().user,
        make.member(posting.organisation, "manager"),
        make.member(role="reviewer"),
        make.city_user("administrator"),
    ):
        client.force_login(user)
        for url in (PROGRAMMES, of_year("programme_year", posting.programme_year), POSTINGS, page_of(posting), EVENTS):
            assert client.get(url).status_code == 404


# Programmes -----------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_programmes_are_listed_by_year_with_their_figures(editor) -> None:
    old = make.programme_year(make.programme(name="옛 사업"), year=2019, rules=False)
    year = make.programme_year(make.programme(name="새 사업"))
    make.rule_set(year)
    make.target(year, 2273)
    make.posting(programme_year_=year, seats=7)
    waiting(programme_year_=year, seats=5)

    newest = editor.get(PROGRAMMES).content.decode()
    older = editor.get(PROGRAMMES, {"year": 2019}).content.decode()

    assert "새 사업" in newest
    assert "옛 사업" not in newest
    assert "2,273" in newest
    assert "제2판" in newest
    assert ">7</td>" in newest  # seats that were approved
    assert "<strong>1</strong>" in newest  # waits for approval
    assert old.programme.name in older
    assert "규칙 없음" in older


@pytest.mark.django_db
def test_the_programme_list_asks_the_same_queries_for_one_and_for_three(editor) -> None:
    make.posting()
    queries(editor, PROGRAMMES)
    one = queries(editor, PROGRAMMES)
    for _ in range(2):
        make.posting()

    assert queries(editor, PROGRAMMES) == one


@pytest.mark.django_db
def test_a_programme_year_says_its_rules_in_sentences_with_their_sources(editor) -> None:
    year = make.programme_year(rules=False)
    rule_set = make.rule_set(year, [], source="모집공고")
    make.rule(rule_set, "birth_range", {"birth_to": "1986-12-31"}, source="공고 3쪽")
    make.rule(rule_set, "residence", {"seoul": True}, is_assumed=True, source="2022년 안내")

    shown = editor.get(of_year("programme_year", year)).content.decode()

    assert "1986년 12월 31일까지 태어난 분" in shown
    assert "근거: 공고 3쪽" in shown
    assert shown.count("추정") == 1
    assert "588,240원" in shown  # 57 x 10,320
    assert "8.8%" in shown


@pytest.mark.django_db
def test_an_older_version_of_the_rules_can_be_read(editor) -> None:
    year = make.programme_year()
    make.rule_set(year, [("birth_range", {"birth_to": "1970-12-31"}, "apply")])

    newest = editor.get(of_year("programme_year", year)).content.decode()
    first = editor.get(of_year("programme_year", year), {"version": 1}).content.decode()

    assert "1970년 12월 31일까지" in newest
    assert "1970년 12월 31일까지" not in first
    assert "지금 쓰는 규칙이 아님" in first


@pytest.mark.django_db
def test_a_programme_year_asks_the_same_queries_for_one_and_for_three_postings(editor) -> None:
    year = make.programme_year()
    make.posting(programme_year_=year)
    queries(editor, of_year("programme_year", year))
    one = queries(editor, of_year("programme_year", year))
    for _ in range(2):
        make.posting(programme_year_=year)

    assert queries(editor, of_year("programme_year", year)) == one


# Rules ----------------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_new_version_is_written_and_the_old_one_stays(editor) -> None:
    year = make.programme_year()

    answer = editor.post(of_year("rule_set_new", year), typed())

    assert answer.url == of_year("programme_year", year)
    made = year.rule_sets.get(version=2)
    assert (made.valid_from, made.source) == (date(2026, 1, 1), "2026년 모집공고")
    assert list(made.rules.order_by("pk").values_list("kind", "params", "is_assumed", "source")) == [
        ("birth_range", {"birth_from": "1959-01-01", "birth_to": "1986-12-31"}, False, ""),
        ("residence", {"seoul": True}, True, "2022년 안내"),
    ]


@pytest.mark.django_db
def test_every_kind_of_rule_can_be_written(editor) -> None:
    year = make.programme_year(rules=False)
    more = {
        "birth_range_0-status": "near_poor",
        "birth_range_0-status_to_year": "1990",
        "birth_range_0-status_to_month": "12",
        "birth_range_0-status_to_day": "31",
        "residence_0-districts": ["11410", "11440"],
        "employment_0-is_used": "on",
        "employment_0-allow": "outside_working_hours",
        "employment_0-is_overridable": "on",
        "double_participation_0-is_used": "on",
        "double_participation_0-policy": "no_time_overlap",
        "repeat_participation_0-is_used": "on",
        "repeat_participation_0-years": "2",
        "repeat_participation_0-window_years": "3",
        "benefit_wait_0-is_used": "on",
        "benefit_wait_0-days": "0",
        "credential_0-is_used": "on",
        "credential_0-certificates": "요양보호사\n운전면허",
        "credential_0-need": "any",
        "credential_0-applies_at": "place",
        "hours_share_0-is_used": "on",
        "hours_share_0-percent": "70",
        "hours_share_0-of_hours": "57",
        "schedule_0-is_used": "on",
        "schedule_0-percent": "80",
        "training_attendance_0-is_used": "on",
        "training_attendance_0-percent": "80",
        "status_exclusion_0-is_used": "on",
        "status_exclusion_0-statuses": ["long_term_care"],
    }

    editor.post(of_year("rule_set_new", year), typed(**more))

    rules = year.rule_sets.get().rules.order_by("pk")
    assert list(rules.values_list("kind", "params", "applies_at", "is_overridable")) == [
        (
            "birth_range",
            {
                "birth_from": "1959-01-01",
                "birth_to": "1986-12-31",
                "by_status": [{"status": "near_poor", "birth_to": "1990-12-31"}],
            },
            "apply",
            False,
        ),
        ("residence", {"seoul": True, "districts": ["11410", "11440"]}, "apply", False),
        ("employment", {"allow": "outside_working_hours"}, "apply", True),
        ("double_participation", {"policy": "no_time_overlap"}, "apply", False),
        ("repeat_participation", {"years": 2, "window_years": 3}, "apply", False),
        ("benefit_wait", {"days": 0}, "apply", False),
        ("credential", {"certificates": ["요양보호사", "운전면허"], "need": "any"}, "place", False),
        ("hours_share", {"percent": 70, "of_hours": 57}, "apply", False),
        ("schedule", {"percent": 80}, "apply", False),
        ("training_attendance", {"percent": 80}, "place", False),
        ("status_exclusion", {"statuses": ["long_term_care"]}, "apply", False),
    ]


@pytest.mark.django_db
def test_the_form_begins_with_the_newest_version_and_loses_nothing_of_it(editor) -> None:
    year = make.programme_year(rules=False)
    others = [{"status": "near_poor", "birth_to": "1990-12-31"}, {"status": "long_term_care", "birth_to": "1980-12-31"}]
    lines = [
        ("birth_range", {"birth_to": "1970-12-31", "by_status": others}, "apply"),
        ("credential", {"certificates": ["요양보호사"]}, "apply", True),
        ("credential", {"trainings": ["안전교육"]}, "place"),
    ]
    make.rule_set(year, lines)

    form = editor.get(of_year("rule_set_new", year)).context
    sent = {f"{box.html_name}": box.value() for rule in form["rules"] for box in rule if box.value() not in (None, "")}
    for name in [name for name, value in sent.items() if value is False]:
        del sent[name]
    for name in ("birth_to", "status_to"):
        year_, month, day = sent.pop(f"birth_range_0-{name}").split("-")
        sent |= {
            f"birth_range_0-{name}_{part}": value
            for part, value in zip(("year", "month", "day"), (year_, month, day), strict=True)
        }
    editor.post(of_year("rule_set_new", year), {**sent, **{k: v for k, v in typed().items() if k.startswith("valid")}})

    again = year.rule_sets.get(version=2).rules.order_by("pk")
    assert [(rule.kind, rule.params, rule.applies_at, rule.is_overridable) for rule in again] == [
        ("birth_range", lines[0][1], "apply", False),
        ("credential", {"certificates": ["요양보호사"], "need": "all"}, "apply", True),
        ("credential", {"trainings": ["안전교육"], "need": "all"}, "place", False),
    ]


@pytest.mark.django_db
def test_a_rule_set_without_an_age_rule_is_refused_beside_its_box(editor) -> None:
    year = make.programme_year()
    sent = typed()
    del sent["birth_range_0-is_used"]

    answer = editor.post(of_year("rule_set_new", year), sent)

    said = "나이 규칙이 없습니다. 태어난 날의 범위를 정한 규칙을 하나 넣어 주세요."
    assert said in answer.content.decode()
    age = answer.context["rules"][0]
    assert (age.kind, age.errors) == ("birth_range", {"is_used": [said]})
    assert year.rule_sets.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "kind", "box", "said"),
    [
        ({"birth_range_0-birth_to_year": "1958"}, "birth_range", "birth_to", "태어난 날의 끝이 처음보다 빠릅니다."),
        ({"birth_range_0-birth_to_month": "13"}, "birth_range", "birth_to", "월은 1~12 사이의 숫자로 적어 주세요."),
        ({"birth_range_0-status": "near_poor"}, "birth_range", "status_from", "태어난 날의 처음과 끝 가운데"),
        ({"residence_0-seoul": ""}, "residence", "is_used", "사는 곳 규칙이 비어 있습니다."),
        ({"schedule_0-is_used": "on"}, "schedule", "percent", "칸이 비어 있습니다."),
        (
            {"schedule_0-is_used": "on", "schedule_0-percent": "101"},
            "schedule",
            "percent",
            "1부터 100까지의 숫자를 적어 주세요.",
        ),
        ({"employment_0-is_used": "on"}, "employment", "allow", "칸이 비어 있습니다."),
        (
            {
                "repeat_participation_0-is_used": "on",
                "repeat_participation_0-years": "4",
                "repeat_participation_0-window_years": "3",
            },
            "repeat_participation",
            "years",
            "살펴보는 햇수(3년)보다 클 수 없습니다.",
        ),
        ({"credential_0-is_used": "on"}, "credential", "certificates", "이름을 하나는 적어 주세요."),
        ({"status_exclusion_0-is_used": "on"}, "status_exclusion", "statuses", "칸이 비어 있습니다."),
    ],
)
def test_a_bad_rule_is_refused_beside_its_box(editor, changes: dict, kind: str, box: str, said: str) -> None:
    year = make.programme_year()

    answer = editor.post(of_year("rule_set_new", year), typed(**changes))

    rule = next(form for form in answer.context["rules"] if form.kind == kind)
    assert list(rule.errors) == [box]
    assert said in rule.errors[box][0]
    assert said in answer.content.decode()
    assert year.rule_sets.count() == 1


@pytest.mark.django_db
def test_what_is_typed_into_an_unused_rule_is_left_alone(editor) -> None:
    year = make.programme_year()

    editor.post(of_year("rule_set_new", year), typed(**{"schedule_0-percent": "a lot"}))

    assert list(year.rule_sets.get(version=2).rules.order_by("pk").values_list("kind", flat=True)) == [
        "birth_range",
        "residence",
    ]


# Targets --------------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_a_target_is_set_and_changed(editor) -> None:
    year = make.programme_year()
    sent = {"district": "11410", "places": "30", "definition": "처음 시작한 자리", "label": "시연용 목표"}

    answer = editor.post(of_year("target_set", year), sent)
    editor.post(of_year("target_set", year), {**sent, "places": "40"})

    target = Target.objects.get()
    assert answer.url == of_year("programme_year", year)
    assert (target.programme_year, target.district, target.places, target.label) == (year, "11410", 40, "시연용 목표")
    shown = editor.get(of_year("programme_year", year)).content.decode()
    assert "서대문구" in shown
    assert "40개" in shown


@pytest.mark.django_db
def test_a_target_that_is_no_number_is_refused_beside_its_box(editor) -> None:
    year = make.programme_year()

    answer = editor.post(of_year("target_set", year), {"places": "-1", "definition": ""})

    assert set(answer.context["form"].errors) == {"places", "definition"}
    assert not Target.objects.exists()
