"""The count under the form of a posting: with what is typed so far, on the page and in the box."""

import numpy as np
import pytest
from django.urls import reverse

from matching.people_looks import shift_of
from tests import make
from tests.matching.agreed import agreed, packed

pytestmark = pytest.mark.django_db


@pytest.fixture
def year():
    return make.programme_year()


@pytest.fixture
def officer(client):
    user = make.member()
    client.force_login(user)
    return user


@pytest.fixture
def city():
    people = [agreed(make.candidate(profile_step="finished")) for _ in range(30)]
    for person in people[:9]:
        make.certificate(person)
    packed()
    return people


def figure(people) -> str:
    """How many these people are, as it is told."""
    told = len(people) + shift_of(np.array([person.pk for person in people]))
    assert told >= 5
    return f"{told}명"


def ask(client, typed, **headers) -> str:
    answer = client.post(reverse("matching:operator_people_count"), typed, headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_count_needs_the_programme_and_nothing_else(client, officer, city, year):
    assert "사업을 고르면 셀 수 있습니다" in ask(client, {"title": "돌봄"})
    assert f"<dd><strong>{figure(city)}</strong></dd>" in ask(client, {"programme_year": year.pk})


def test_count_as_a_page_says_that_nothing_is_saved(client, officer, city, year):
    shown = ask(client, {"programme_year": year.pk, "title": "급식 도우미", "required_certificates": "요양보호사"})

    assert "<h1>대상자는 얼마나 됩니까?</h1>" in shown
    assert "급식 도우미" in shown
    assert "적은 것은 저장하지 않았습니다" in shown
    change = f"지원할 수 있는 분이 {figure(city[:9])}에서 {figure(city)}으로 늘어납니다"
    assert f"필수에서 우대로 바꾸면 {change}" in shown


def test_count_in_the_box_is_a_part_of_a_page(client, officer, city, year):
    shown = ask(client, {"programme_year": year.pk}, X_Live="1")

    assert "<html" not in shown
    assert "지원할 수 있는 분" in shown


def test_count_takes_what_is_right_and_leaves_what_is_wrong(client, officer, city, year):
    typed = {
        "programme_year": year.pk,
        "hours_per_month": "많이",
        "starts_on": "언젠가",
        "required_certificates": "요양보호사",
    }

    assert f"<strong>{figure(city[:9])}</strong>" in ask(client, typed)


def test_count_of_one_step_knows_the_steps_before(client, officer, city, year):
    held = officer.current_memberships[0].organisation
    draft = make.posting_draft(held, typed={"programme_year": [str(year.pk)], "steps": ["work"]}, saved_by=officer)
    typed = {"shown": f"{draft.public_id}:1", "step": "who", "required_certificates": "요양보호사"}

    assert f"<strong>{figure(city[:9])}</strong>" in ask(client, typed)


def test_count_of_a_saved_draft_reads_what_the_step_does_not_show(client, officer, city, year):
    held = officer.current_memberships[0].organisation
    posting = make.posting(held, year, state="draft", required_certificates=["요양보호사"])

    typed = {"of": str(posting.public_id), "step": "hours", "version": "1"}

    assert f"<strong>{figure(city[:9])}</strong>" in ask(client, typed)


def test_a_published_posting_and_one_of_others_are_not_there(client, officer, city, year):
    held = officer.current_memberships[0].organisation
    for posting in (make.posting(held, year), make.posting(state="draft")):
        answer = client.post(reverse("matching:operator_people_count"), {"of": str(posting.public_id)})
        assert answer.status_code == 404


def test_form_has_the_box_and_the_button(client, officer):
    shown = client.get(reverse("jobs:operator_posting_new") + "?step=who").content.decode()

    assert 'data-people-url="/operator/postings/people/"' in shown
    assert "대상자 세어 보기" in shown


@pytest.mark.parametrize("certificates", [1, 3])
def test_count_asks_as_many_queries_for_many_conditions(
    client, officer, city, year, certificates, django_assert_max_num_queries
):
    names = "\n".join(["요양보호사", "조리기능사", "한식조리기능사"][:certificates])
    ask(client, {"programme_year": year.pk})

    with django_assert_max_num_queries(36):
        ask(client, {"programme_year": year.pk, "required_certificates": names})


def test_count_of_a_template_knows_the_steps_ahead(client, officer, city, year):
    held = officer.current_memberships[0].organisation
    content = {"title": "급식", "duties": "급식", "required_certificates": ["요양보호사"], "hours_per_month": 57}
    template = make.posting_template(held, year.programme, content=content)
    typed = {"template": str(template.public_id), "step": "work", "programme_year": year.pk}

    assert f"<strong>{figure(city[:9])}</strong>" in ask(client, typed)
