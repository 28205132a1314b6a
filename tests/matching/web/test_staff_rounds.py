"""The city runs a round from its page: what each state shows, who sees whom, and what a press does."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobs.models import Application
from matching import round_tables, rounds
from matching.models import Allocation, AllocationRound
from profiles.models import AccessEntry
from tests import make
from tests.jobs.expect import queries
from tests.jobs.holidays import holiday
from tests.matching.allocating import SEED, applied, posting, published_row, terms_of

pytestmark = pytest.mark.django_db
LIST, NEW = reverse("matching:staff_round_list"), reverse("matching:staff_round_new")


def page(name: str, row: AllocationRound) -> str:
    return reverse(f"matching:staff_{name}", args=[row.public_id])


def over() -> dict:
    """Times of a posting whose results may be told while the test runs."""
    now = timezone.now()
    days = {"apply_from": -20, "apply_until": -10, "results_at": -1}
    return {name: now + timedelta(days=number) for name, number in days.items()}


@pytest.fixture
def year():
    return make.programme_year()


@pytest.fixture
def editor(client) -> Client:
    client.force_login(make.city_user())
    return client


@pytest.fixture
def other() -> Client:
    """Another editor of the city."""
    found = Client()
    found.force_login(make.city_user())
    return found


@pytest.fixture
def row(year, city) -> AllocationRound:
    return rounds.draft(year, 1, seed=SEED, by=city, at=timezone.now())


def simulated(row, city, name="처음 조건") -> Allocation:
    now = timezone.now()
    return rounds.simulate(row, terms_of(row, now), name=name, by=city, at=now)


def press(client, row, verb, **fields) -> str:
    """Press a button and return the page that it leads to."""
    row.refresh_from_db()
    shown = {"shown": row.allocation.public_id} if row.allocation else {}
    return client.post(page("round_step", row), {"verb": verb, **shown, **fields}, follow=True).content.decode()


def test_a_round_goes_from_its_beginning_to_its_results(year, editor, other):
    to = posting(year, seats=1, title="어르신돌봄", **over())
    best, next_best = applied(to, 90), applied(to, 80)
    assert "새 일괄 배치 시작하기" in editor.get(LIST).content.decode()

    editor.post(NEW, {"which": f"{year.public_id}:1", "seed": ""})
    row = AllocationRound.objects.get()
    assert len(row.seed) == 16
    form = editor.get(page("round_terms", row)).context["form"]
    sent = {box.html_name: box.value() for box in form if box.value() is not None}
    editor.post(page("round_terms", row), {**sent, "name": "처음 조건"})
    shown = editor.get(page("round", row)).content.decode()
    assert "처음 조건" in shown
    assert "어르신돌봄" in shown

    assert "이어서 검산해 주세요" in press(editor, row, "run_round", simulation=row.allocations.get().public_id)
    waiting = press(editor, row, "verify_round")
    assert "다른 담당자에게 확정해 달라고 알렸습니다" in waiting
    assert 'value="confirm_round"' not in waiting
    assert "배치를 한 사람은 확정할 수 없습니다" in press(editor, row, "confirm_round")
    assert "이 결과를 확정하시겠습니까?" in press(other, row, "confirm_round")
    assert "확정했습니다" in press(other, row, "confirm_round", confirmed="yes")
    assert "이 결과를 발표하시겠습니까?" in press(editor, row, "publish_round")
    told = press(editor, row, "publish_round", confirmed="yes")

    assert "결과를 발표하고 참여 의사를 물었습니다" in told
    assert f"replay_round {row.public_id}" in told
    states = dict(Application.objects.values_list("pk", "state"))
    assert (states[best.pk], states[next_best.pk]) == ("offered", "waiting")


def test_page_of_a_draft_counts_who_stays_out_and_says_why(year, editor, row):
    to = posting(year, **over())
    applied(to, 90, make.candidate(make.user(is_active=False)))
    for _ in range(2):
        person = make.candidate()
        make.hold(make.application(make.posting(programme_year_=year), person, state="accepted"))
        applied(to, 80, person)
    applied(to, 70)

    assert [line.people for line in round_tables.postings(row, at=timezone.now())] == [1]
    shown = editor.get(page("round", row)).content.decode()

    assert re.search(r"이 사업에 이미 정해진 자리가 있는 분의 지원 <span class=.quiet.>2건", shown)
    assert re.search(r"이용을 마친 회원의 지원 <span class=.quiet.>1건", shown)


def test_who_stays_out_is_said_before_somebody_confirms(year, editor, other, city, row):
    to = posting(year, **over())
    applied(to, 90)
    applied(to, 80, make.candidate(make.user(is_active=False)))
    rounds.run(row, simulated(row, city), by=city, at=timezone.now())
    rounds.verify(row, by=city, at=timezone.now())

    asked = other.post(page("round_step", row), {"verb": "confirm_round"}).content.decode()

    assert "이용을 마친 회원의 지원" in editor.get(page("round", row)).content.decode()
    assert "이 결과를 확정하시겠습니까?" in asked
    assert "이용을 마친 회원의 지원" in asked


def test_a_button_confirms_the_result_of_its_own_page_alone(year, editor, other, city, row):
    to = posting(year, seats=1, **over())
    applied(to, 90)
    applied(to, 80)
    simulation = simulated(row, city)
    press(editor, row, "run_round", simulation=simulation.public_id)
    press(editor, row, "verify_round")
    row.refresh_from_db()
    old = row.allocation.public_id
    press(editor, row, "reopen_round", reason="점수가 바뀜")
    press(editor, row, "run_round", simulation=simulation.public_id)
    press(editor, row, "verify_round")

    refused = press(other, row, "confirm_round", confirmed="yes", shown=old)

    assert "그사이 내용이 바뀐 것이 있습니다" in refused
    row.refresh_from_db()
    assert row.state == "verified"
    assert "그사이 내용이 바뀐 것이 있습니다" in press(other, row, "confirm_round", confirmed="yes", shown="")
    assert "확정했습니다" in press(other, row, "confirm_round", confirmed="yes")


def test_two_simulations_stand_side_by_side(year, editor, city, row):
    to = posting(year, seats=2, **over())
    applied(to, 90)
    applied(to, 80)
    first = simulated(row, city, "두 자리")
    form = editor.get(f"{page('round_terms', row)}?from={first.public_id}").context["form"]
    sent = {box.html_name: box.value() for box in form if box.value() is not None}
    sent |= {"name": "한 자리", f"places_{to.posting_sites.get().public_id}": "1"}
    editor.post(page("round_terms", row), sent)
    second = row.allocations.exclude(pk=first.pk).get()

    shown = editor.get(page("round_compare", row), {"a": first.public_id, "b": second.public_id})

    seated = next(line for line in shown.context["sums"] if line.label == "자리가 정해진 사람")
    assert (seated.first, seated.second, seated.change) == (2, 1, -1)
    text = shown.content.decode()
    assert ">1명 줄어듦</span>" in text
    assert "마지막 점수 80점" in text
    assert text.index(">두 자리</th>") < text.index(">한 자리</th>")
    again = editor.get(page("round_compare", row), {"a": first.public_id, "b": first.public_id}, follow=True)
    assert "두 가지 골라 주세요" in again.content.decode()


def test_who_is_not_ready_is_named_masked_and_the_look_is_logged(year, editor, row):
    missing = applied(posting(year, **over()), None, make.candidate(name="김영수"))

    shown = editor.get(page("round", row)).content.decode()

    assert "준비되지 않은 지원이 1건 있습니다" in shown
    assert "김*수" in shown
    assert "김영수" not in shown
    entry = AccessEntry.objects.get()
    assert (entry.page, entry.subject_ids) == ("matching:staff_round", [missing.candidate.user_id])


def test_viewers_see_how_many_are_not_ready_and_nobody_by_name(year, client, row):
    applied(posting(year, **over()), None, make.candidate(name="김영수"))
    client.force_login(make.city_user("viewer"))

    shown = client.get(page("round", row)).content.decode()

    assert "준비되지 않은 지원이 1건 있습니다" in shown
    assert "김*수" not in shown
    assert not AccessEntry.objects.exists()


def test_a_simulation_with_somebody_unready_says_whom_beside_the_form(year, editor, row):
    to = posting(year, **over())
    missing = applied(to, None, make.candidate(name="김영수"))
    form = editor.get(page("round_terms", row)).context["form"]
    sent = {box.html_name: box.value() for box in form if box.value() is not None}

    shown = editor.post(page("round_terms", row), {**sent, "name": "처음"}).content.decode()

    assert "김*수 님" in shown
    assert missing.receipt_number in shown
    assert AccessEntry.objects.get().page == "matching:staff_round_terms"
    assert not Allocation.objects.exists()


def test_terms_that_make_no_sense_are_said_beside_the_form(year, editor, row):
    to = posting(year, seats=2, reserved=1, **over())
    applied(to, 90)
    form = editor.get(page("round_terms", row)).context["form"]
    sent = {box.html_name: box.value() for box in form if box.value() is not None}

    capped = editor.post(page("round_terms", row), {**sent, "name": "상한", "cap_all": "1"}).content.decode()
    blank = editor.post(page("round_terms", row), {**sent, "name": "", "cap_all": "-1"}).content.decode()

    assert "우선 자리가 있는 활동처에는 상한을 함께 둘 수 없습니다" in capped
    assert "아래 내용을 고쳐 주세요" in blank


def sent_terms(client, row) -> dict:
    form = client.get(page("round_terms", row)).context["form"]
    return {box.html_name: box.value() for box in form if box.value() is not None}


def test_a_reserve_above_its_places_is_said_in_its_cell(year, editor, row):
    to = posting(year, seats=2, **over())
    applied(to, 90)
    name = f"reserve_{to.posting_sites.get().public_id}"
    sent = sent_terms(editor, row) | {"name": "우선 자리 늘림", name: "9"}

    shown = editor.post(page("round_terms", row), sent)

    assert shown.context["form"].errors == {
        name: ["우선 자리 9자리가 모집인원 2명보다 많습니다. 모집인원까지만 적어 주세요."]
    }
    assert f'id="id_{name}_error"' in shown.content.decode()
    assert not Allocation.objects.exists()


def test_a_simulation_of_more_than_is_free_is_marked_and_cannot_be_chosen(year, editor, city, row):
    to = posting(year, seats=2, **over())
    applied(to, 90)
    fits = simulated(row, city)
    assert "빈자리는 2자리입니다" in editor.get(page("round_terms", row)).content.decode()
    sent = sent_terms(editor, row) | {"name": "많이", f"places_{to.posting_sites.get().public_id}": "3"}
    editor.post(page("round_terms", row), sent)
    many = row.allocations.exclude(pk=fits.pk).get()

    shown = editor.get(page("round", row)).content.decode()

    assert shown.count("빈자리보다 많음 (배치할 수 없음)") == 1
    choices = shown.partition('id="run-simulation"')[2].partition("</select>")[0]
    assert '<option value="">조건을 골라 주세요</option>' in choices
    assert f'<option value="{many.public_id}" disabled>' in choices
    assert f'<option value="{fits.public_id}">' in choices
    assert "배치할 조건을 골라 주세요" in press(editor, row, "run_round", simulation="")
    assert "빈자리는 2자리입니다" in press(editor, row, "run_round", simulation=many.public_id)


def test_terms_are_not_asked_once_it_was_run(year, editor, city, row):
    applied(posting(year, **over()), 90)
    rounds.run(row, simulated(row, city), by=city, at=timezone.now())

    sent_back = editor.get(page("round_terms", row), follow=True)

    assert sent_back.redirect_chain == [(page("round", row), 302)]
    assert "‘조건부터 다시 하기’를 먼저 눌러 주세요" in sent_back.content.decode()


def test_going_back_asks_why(year, editor, city, row):
    applied(posting(year, **over()), 90)
    rounds.run(row, simulated(row, city), by=city, at=timezone.now())

    refused = press(editor, row, "reopen_round")
    assert '<details class="more" open>' in refused
    error = refused.partition('id="reopen-error"')[2].partition("</div>")[0]
    assert "다시 하는 이유를 적어 주세요. 처리 기록에 남습니다." in error
    shown = press(editor, row, "reopen_round", reason="한 분이 취소했습니다.")

    assert "조건을 정하는 단계로 돌아왔습니다" in shown
    assert "그만둔 배치가 1번 있습니다" in shown


def test_postings_that_still_take_people_are_named(year, editor, row):
    now = timezone.now()
    later = {"apply_from": now, "apply_until": now + timedelta(days=3), "results_at": now + timedelta(days=9)}
    posting(year, title="아직 받는 공고", **later)

    shown = editor.get(page("round", row)).content.decode()

    assert "아직 지원을 받고 있어" in shown
    assert "아직 받는 공고" in shown
    assert 'value="run_round"' not in shown


def test_odd_input_is_refused_plainly(year, editor, city, row):
    applied(posting(year, **over()), 90)
    simulated(row, city)

    assert editor.post(page("round_step", row), {"verb": "delete"}).status_code == 400
    assert editor.post(page("round_step", row), {"verb": "run_round", "simulation": "x"}).status_code == 404
    assert editor.get(page("round_compare", row), {"a": "x", "b": "y"}).status_code == 404
    assert editor.get(f"{page('round_terms', row)}?from=x").status_code == 404
    assert editor.post(NEW, {"which": "x:1"}).status_code == 200


def test_the_list_asks_the_database_no_more_for_three(editor, client):
    published_row(make.programme_year())
    one = queries(lambda: client.get(LIST))
    for _ in range(2):
        published_row(make.programme_year())

    assert queries(lambda: client.get(LIST)) == one


def test_the_page_asks_the_database_no_more_for_three(year, editor, city, row):
    applied(posting(year, **over()), 90)
    applied(posting(year, **over()), None)
    one = queries(lambda: editor.get(page("round", row)))
    for _ in range(2):
        applied(posting(year, **over()), 90)
        applied(posting(year, **over()), None)

    assert queries(lambda: editor.get(page("round", row))) == one


def test_rounds_that_wait_stand_on_the_first_page_of_who_may_act(year, editor, other, city, row):
    applied(posting(year, **over()), 90)
    holiday()  # a running year without any waits for the city, too
    home = reverse("jobs:staff_home")

    def shown(client) -> str:
        return " ".join(client.get(home).content.decode().split())

    def line(label: str) -> str:
        return f'<dt>{label}</dt><dd><a href="{page("round", row)}">1<small>건</small></a></dd>'

    assert "기다리는 일이 없습니다" in shown(editor)
    rounds.run(row, simulated(row, city), by=city, at=timezone.now())
    assert line("검산할 일괄 배치") in shown(editor)
    assert "기다리는 일이 없습니다" not in shown(editor)
    rounds.verify(row, by=city, at=timezone.now())
    runner = Client()
    runner.force_login(city.user)
    assert "확정할 일괄 배치" not in shown(runner)  # who ran it doesn't confirm it
    assert line("확정할 일괄 배치") in shown(other)
