"""A document asked of one applicant, on both sides: the officer asks and sees it arrive, the person reads what and hands it in."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from jobs import errand_counts
from jobs.models import InfoRequest
from profiles.models import AccessEntry
from tests import make
from tests.jobs import attaching, choosing
from tests.jobs.web.open_postings import text

pytestmark = pytest.mark.django_db


def page(name: str, row) -> str:
    return reverse(f"jobs:{name}", args=[row.public_id])


@pytest.fixture
def row():
    return make.application(state="paper_review")


@pytest.fixture
def officer(client, row):
    user = make.member(row.posting.organisation)
    client.force_login(user)
    return user


def typed(**changed) -> dict[str, str]:
    due = timezone.localtime() + timedelta(days=5)
    told = {"title": "경력증명서", "note": "돌봄 경력을 확인하려고 합니다."}
    return {**told, "due_at_day": f"{due:%Y-%m-%d}", "due_at_time": "18:00", **changed}


def test_officer_asks_and_reads_what_is_wrong_beside_its_box(client, officer, row) -> None:
    assert "서류 하나 요청하기" in text(client.get(page("operator_application", row)))
    wrong = text(client.post(page("operator_info_ask", row), typed(title="", note="650101-1234567")))
    assert 'id="info_title_error"' in wrong
    number = text(client.post(page("operator_info_ask", row), typed(note="650101-1234567")))
    assert "650101-1234567" in number
    assert not InfoRequest.objects.exists()

    done = text(client.post(page("operator_info_ask", row), typed(), follow=True))

    assert "서류를 요청했습니다." in done
    assert "기다리는 동안 답해야 하는 기한이 멈춥니다." in done
    client.post(page("operator_info_withdraw", InfoRequest.objects.get()))
    assert InfoRequest.objects.get().state == "withdrawn"


def test_person_reads_what_is_asked_and_hands_it_in(client, row) -> None:
    asked = choosing.asked(row, asked_at=timezone.now(), asked_by=make.member(row.posting.organisation))
    client.force_login(row.candidate.user)
    shown = text(client.get(page("application", row)))
    assert "서류를 하나 더 내 주세요" in shown
    assert "돌봄 경력을 확인하려고 합니다." in shown
    assert page("info_answer", asked) in shown

    assert "서류 내기: 경력증명서" in text(client.get("/"))
    assert errand_counts.of(row.candidate.user, at=timezone.now()).of_applications == 1

    nothing = text(client.post(page("info_answer", asked), {}))
    assert "파일을 골라 주세요." in nothing
    odd = text(client.post(page("info_answer", asked), {"file": SimpleUploadedFile("a.exe", b"MZ" + b"0" * 90)}))
    assert "PDF, JPG, PNG" in odd
    asked.refresh_from_db()
    assert asked.state == "open"
    done = text(
        client.post(page("info_answer", asked), {"file": SimpleUploadedFile("경력.pdf", attaching.PDF)}, follow=True)
    )

    assert "서류를 냈습니다." in done
    assert "서류를 하나 더 내 주세요" not in done
    assert errand_counts.of(row.candidate.user, at=timezone.now()).of_applications == 0
    assert "서류를 내셨습니다." in text(client.get(page("info_answer", asked)))


def test_officer_sees_it_arrive_and_the_look_is_written_down(client, officer, row) -> None:
    asked = choosing.asked(row, state="answered", ended_at=timezone.now())
    file = attaching.attachment(application=row, info_request=asked)

    shown = text(client.get(page("operator_application", row)))
    assert page("operator_attachment", file) in shown
    answer = client.get(page("operator_attachment", file))

    assert answer.content == attaching.PDF
    assert AccessEntry.objects.latest("pk").purpose == "지원 파일 보기: 경력증명서"


def test_another_persons_request_is_not_found_and_a_late_one_takes_nothing(client, row) -> None:
    asked = choosing.asked(row, asked_at=timezone.now() - timedelta(days=9), due_at=timezone.now())
    client.force_login(make.candidate().user)
    assert client.get(page("info_answer", asked)).status_code == 404
    client.force_login(row.candidate.user)

    late = text(client.post(page("info_answer", asked), {"file": SimpleUploadedFile("경력.pdf", attaching.PDF)}))

    assert "서류를 받는 기한이 지났습니다." in late
    asked.refresh_from_db()
    assert asked.state == "open"
