"""A person reads and saves their slip and their certificate; nobody else does."""

import pytest
from django.urls import reverse
from django.utils import timezone

from tests import make
from tests.jobs.certificates import certificate
from tests.jobs.web.open_postings import text
from tests.jobs.web.test_candidate import page
from tests.jobs.web.working import first_of, working


def paid(person):
    placement = working(person)
    log = make.worklog(placement, month=first_of(1), minutes=3420, state="confirmed")
    make.pay_line(log, gross_won=588_240, withheld_won=51_760, net_won=536_480, paid_at=timezone.now())
    return placement


def slip_of(placement, month: str = "", name: str = "slip") -> str:
    return reverse(f"jobs:{name}", args=[placement.public_id, month or f"{first_of(1):%Y-%m}"])


@pytest.mark.django_db
def test_slip_stands_beside_its_month(client, person) -> None:
    placement = paid(person)

    assert slip_of(placement) in text(client.get(page("placement", placement)))
    shown = text(client.get(slip_of(placement)))

    assert "536,480원" in shown
    assert "뗀 세금(8.8%)" in shown
    assert slip_of(placement, name="slip_pdf") in shown


@pytest.mark.django_db
@pytest.mark.parametrize("month", ["2031-01", "2026-13", "jan", "0000-00"])
def test_slip_of_a_month_without_pay_is_not_found(client, person, month: str) -> None:
    placement = paid(person)

    assert client.get(slip_of(placement, month)).status_code == 404
    assert client.get(slip_of(placement, month, "slip_pdf")).status_code == 404


@pytest.mark.django_db
def test_slip_is_given_as_a_file(client, person) -> None:
    response = client.get(slip_of(paid(person), name="slip_pdf"))

    assert response.content.startswith(b"%PDF-")
    assert response["Content-Type"] == "application/pdf"
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_certificate_is_offered_once_it_stands(client, person) -> None:
    placement = make.placement(make.application(candidate_=person, state="placed"), state="completed")
    assert "나오면 알려 드립니다" in text(client.get(page("placement", placement)))
    assert client.get(page("certificate_pdf", placement)).status_code == 404

    made = certificate(placement)
    shown = text(client.get(page("placement", placement)))

    assert made.shown_code in shown
    assert client.get(page("certificate_pdf", placement)).content.startswith(b"%PDF-")


@pytest.mark.django_db
def test_withdrawn_certificate_is_not_given(client, person) -> None:
    placement = make.placement(make.application(candidate_=person, state="placed"), state="completed")
    certificate(placement, withdrawn_at=make.NOW)

    assert client.get(page("certificate_pdf", placement)).status_code == 404
