"""Beginning a posting from a template, step by step, and the pages of templates."""

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import Posting, PostingDraft, PostingTemplate
from tests import make

pytestmark = pytest.mark.django_db
NEW = "/operator/postings/new/"
LIST = "/operator/postings/templates/"


@pytest.fixture
def posting():
    return make.posting(
        title="급식 도우미 2025",
        duties="급식을 돕습니다.",
        required_certificates=["조리기능사"],
        seats=3,
        state="closed",
    )


@pytest.fixture
def officer(client, posting):
    user = make.member(posting.organisation)
    client.force_login(user)
    return user


@pytest.fixture
def template(client, officer, posting):
    page = reverse("jobs:operator_template_save", args=[posting.public_id])
    assert "급식 도우미 2025" in client.get(page).content.decode()
    client.post(page, {"name": "급식 평일"})
    return PostingTemplate.objects.get()


def test_new_posting_page_offers_the_templates(client, template):
    shown = client.get(NEW + "?step=work").content.decode()

    assert f"?step=work&amp;template={template.public_id}" in shown
    assert "급식 평일" in shown


def test_steps_begin_with_what_the_template_says_and_stay_with_it(client, template, posting):
    first = client.get(f"{NEW}?step=work&template={template.public_id}")
    assert f"급식 도우미 {timezone.localdate().year}" in first.content.decode()
    typed = {
        "template": template.public_id, "step": "work", "next": "1", "shown": first.context["shown"],
        "programme_year": posting.programme_year_id, "title": "급식 도우미 새로", "duties": "급식을 돕습니다.",
    }  # fmt: skip
    to_hours = client.post(NEW, typed)["Location"]
    assert "step=hours" in to_hours

    assert PostingDraft.objects.get().template == template
    draft = to_hours.partition("draft=")[2]
    assert 'value="57"' in client.get(to_hours).content.decode()
    seats = client.get(f"{NEW}?step=seats&draft={draft}").content.decode()
    assert 'value="3"' in seats
    assert "조리기능사" in client.get(f"{NEW}?step=who&draft={draft}").content.decode()
    assert not Posting.objects.filter(title="급식 도우미 새로").exists()


def test_autosave_keeps_the_template(client, template):
    first = client.get(f"{NEW}?step=work&template={template.public_id}")

    client.post(
        reverse("jobs:operator_posting_draft"),
        {"template": template.public_id, "step": "work", "shown": first.context["shown"], "title": "급식"},
    )

    assert PostingDraft.objects.get().template == template


def test_template_of_another_operator_is_not_there(client, officer):
    other = make.posting_template()

    assert client.get(f"{NEW}?step=work&template={other.public_id}").status_code == 404
    assert other.name not in client.get(LIST).content.decode()


def test_what_was_begun_from_a_template_goes_on_after_it_is_retired(client, template, officer):
    row = make.posting_draft(
        template.organisation, template=template, typed={"title": ["급식"], "steps": []}, saved_by=officer
    )
    step = reverse("jobs:operator_template_step", args=[template.public_id])

    client.post(step, {"verb": "retire"})

    assert "조리기능사" in client.get(f"{NEW}?step=who&draft={row.public_id}").content.decode()
    assert "급식 평일" not in client.get(NEW).content.decode()


def test_rename_and_a_name_that_is_taken(client, template):
    other = make.posting_template(template.organisation, name="돌봄 주말")
    step = reverse("jobs:operator_template_step", args=[template.public_id])

    client.post(step, {"verb": "rename", f"t{template.pk}-name": "급식 오전"})
    assert "급식 오전" in client.get(LIST).content.decode()
    answer = client.post(step, {"verb": "rename", f"t{template.pk}-name": other.name})

    assert answer.status_code == 400
    assert "같은 이름의 공고 틀이 있습니다" in answer.content.decode()
    assert client.post(step, {"verb": "publish"}).status_code == 400


def test_saving_without_a_name_says_so(client, officer, posting):
    page = reverse("jobs:operator_template_save", args=[posting.public_id])

    assert "공고 틀의 이름을 적어 주세요" in client.post(page, {"name": ""}).content.decode()
    assert not PostingTemplate.objects.exists()


@pytest.mark.parametrize("items", [1, 3])
def test_list_asks_the_same_of_any_number(client, officer, items, django_assert_max_num_queries):
    for _ in range(items):
        make.posting_template(officer.current_memberships[0].organisation)

    with django_assert_max_num_queries(12):
        assert client.get(LIST).status_code == 200
