"""The builders build what the database accepts."""

import pytest

from tests import make


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["received", "paper_review", "selected", "waiting", "not_selected", "withdrawn"])
def test_application_in_state(state: str) -> None:
    made = make.application(state=state)

    made.full_clean()
    assert made.wishes.get().posting_site.seats.count() == 2


@pytest.mark.django_db
def test_offers_hold_different_seats() -> None:
    posting = make.posting(seats=2)

    offers = [make.offer(make.application(posting, state="offered")) for _ in range(2)]

    assert len({offer.seat_id for offer in offers}) == 2


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["preparing", "active", "completed", "ended_early"])
def test_placement_in_state(state: str) -> None:
    make.placement(state=state).full_clean()


@pytest.mark.django_db
def test_worklog_belongs_to_its_placement() -> None:
    worklog = make.worklog(state="confirmed")

    worklog.full_clean()
    assert list(worklog.placement.worklogs.all()) == [worklog]


@pytest.mark.django_db
def test_city_is_one() -> None:
    editor, auditor = make.city_user(), make.city_user("auditor")

    assert editor.current_memberships[0].organisation == auditor.current_memberships[0].organisation
