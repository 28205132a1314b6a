"""Files from the operator's side: asked for in the form of a posting, read by whoever chooses, each look written down."""

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import Posting
from profiles.models import AccessEntry
from tests import make
from tests.jobs.attaching import ASKED, PDF, asking, attachment
from tests.jobs.web.open_postings import text
from tests.jobs.web.test_operator_postings import NEW, page, typed

pytestmark = pytest.mark.django_db


def rows(*titles: str, required: tuple[int, ...] = ()) -> dict[str, str]:
    """The boxes of the files asked for, as a browser sends them."""
    boxes = {f"asked_files_title_{number}": title for number, title in enumerate(titles, start=1)}
    return boxes | {f"asked_files_is_required_{number}": "on" for number in required}


@pytest.fixture
def sent(client):
    """A file with an application; its posting's officer is signed in."""
    operator = make.organisation()
    row = attachment(application=make.application(asking(organisation_=operator)), name="김영희 소개.pdf")
    client.force_login(make.member(operator))
    return row


def own(name: str, row) -> str:
    return reverse(f"jobs:{name}", args=[row.public_id])


def test_posting_asks_for_files(client) -> None:
    operator = make.organisation()
    site, year = make.site(operator), make.programme_year(year=2027, ends_on=timezone.localdate().replace(year=2027))
    client.force_login(make.member(operator))
    boxes = rows("자기소개 자료", "", "추천서", required=(1,)) | {"asked_files_help_1": "한두 쪽"}

    client.post(NEW, typed(site, programme_year=year.pk, **boxes))

    made = Posting.objects.get()
    assert made.asked_files == [
        {"title": "자기소개 자료", "help": "한두 쪽", "is_required": True},
        {"title": "추천서", "help": "", "is_required": False},
    ]
    shown = text(client.get(page("posting", made)))
    assert "자기소개 자료 (필수)" in shown
    assert "한두 쪽" in shown
    form = text(client.get(page("posting_edit", made)))
    assert 'name="asked_files_title_2" value="추천서"' in form
    assert form.count('name="asked_files_is_required_1" checked') == 1


def test_posting_form_says_what_is_wrong_beside_the_files(client) -> None:
    operator = make.organisation()
    site, year = make.site(operator), make.programme_year(year=2027, ends_on=timezone.localdate().replace(year=2027))
    client.force_login(make.member(operator))

    response = client.post(NEW, typed(site, programme_year=year.pk, **rows("같은 것", "같은 것")))

    assert list(response.context["form"].errors) == ["asked_files"]
    assert "같은 이름의 파일이 두 번 있습니다" in text(response)
    assert text(response).count('value="같은 것"') == 2
    assert not Posting.objects.exists()


def test_application_page_leads_to_the_file_without_the_name_its_person_gave(client, sent) -> None:
    shown = text(client.get(own("operator_application", sent.application)))

    assert own("operator_attachment", sent) in shown
    assert "PDF, 1쪽" in shown
    assert "김영희 소개" not in shown


def test_officer_reads_the_file_and_the_look_is_written_down(client, sent) -> None:
    answer = client.get(own("operator_attachment", sent))

    assert answer.content == PDF
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert sent.application.receipt_number in answer["Content-Disposition"]
    entry = AccessEntry.objects.get()
    assert (entry.page, entry.purpose) == ("jobs:operator_attachment", "지원 파일 보기: 자기소개 자료")
    assert entry.subject_ids == [sent.candidate.user_id]


def test_reviewer_of_the_posting_reads_it_and_another_does_not(client, sent) -> None:
    operator = sent.posting.organisation
    reviewer = make.member(operator, "reviewer")
    make.reviewer_assignment(sent.posting, reviewer)

    client.force_login(reviewer)
    assert own("operator_attachment", sent) in text(client.get(own("operator_application", sent.application)))
    assert client.get(own("operator_attachment", sent)).content == PDF
    for other in (make.member(operator, "reviewer"), make.member(make.organisation())):
        client.force_login(other)
        assert client.get(own("operator_attachment", sent)).status_code == 404


def test_what_is_still_being_written_is_the_person_s_alone(client, sent) -> None:
    writing = attachment(sent.posting)

    assert client.get(own("operator_attachment", writing)).status_code == 404


def test_the_city_s_page_shows_no_file(client, sent) -> None:
    client.force_login(make.city_user("editor"))

    shown = text(client.get(own("staff_application", sent.application)))

    assert sent.application.receipt_number in shown
    assert own("operator_attachment", sent) not in shown
    assert client.get(own("operator_attachment", sent)).status_code == 302


def test_page_of_an_application_asks_as_many_queries_for_three_files(client, django_assert_num_queries) -> None:
    operator = make.organisation()
    client.force_login(make.member(operator))
    counts = []
    for number in (1, 3):
        posting = asking(organisation_=operator, asked_files=[*ASKED, {**ASKED[1], "title": "셋"}])
        application = make.application(posting)
        for slot in range(1, number + 1):
            attachment(application=application, slot=slot)
        with django_assert_num_queries(100, exact=False) as asked:
            client.get(own("operator_application", application))
        counts.append(len(asked))

    assert counts[0] == counts[1]
