"""Nothing that somebody types into an address or a form by hand breaks a page."""

from datetime import date

import pytest
from django.urls import reverse

from tests import make

pytestmark = pytest.mark.django_db
ENDLESS = "1" * 5000


@pytest.mark.parametrize("year", ["²", ENDLESS, "-1", "x"])
def test_public_pages_by_year(client, year):
    make.programme_year()

    assert client.get(reverse("jobs:public_programme_list"), {"year": year}).status_code == 200
    assert client.get(reverse("jobs:public_results"), {"year": year}).status_code == 200


@pytest.mark.parametrize("year", ["²", ENDLESS])
def test_city_pages_by_year(client, year):
    make.programme_year()
    client.force_login(make.city_user())

    assert client.get(reverse("jobs:staff_programme_list"), {"year": year}).status_code == 200
    assert client.get(reverse("jobs:staff_target"), {"year": year}).status_code == 200


@pytest.mark.parametrize("month", ["2026-13", "2026-²1", "0000-01", "abcdefg", ENDLESS])
def test_logs_by_month(client, month):
    client.force_login(make.member())

    assert client.get(reverse("jobs:operator_worklog_list"), {"month": month}).status_code == 200


@pytest.mark.parametrize("hours", ["²", ENDLESS, "-1"])
def test_training_attended(client, hours):
    placement = make.placement(state="preparing")
    client.force_login(make.member(placement.application.posting.organisation))
    form = {"verb": "record_training", "placement": placement.public_id, "hours": "10"}

    answer = client.post(
        reverse("jobs:operator_placement_step"), {**form, f"attended_{placement.public_id}": hours}, follow=True
    )

    placement.refresh_from_db()
    assert answer.status_code in (200, 400)
    assert placement.training_attended is None


@pytest.mark.parametrize("total", ["²", ENDLESS])
@pytest.mark.parametrize("button", ["more", "send"])
def test_rows_of_a_log(client, total, button):
    placement = make.placement(started_on=date(2026, 5, 4))
    client.force_login(placement.candidate.user)
    address = reverse("jobs:worklog", args=[placement.public_id, "2026-05"])

    answer = client.post(address, {"form-TOTAL_FORMS": total, "form-INITIAL_FORMS": "0", button: "yes"})

    assert answer.status_code in (200, 400, 404)


@pytest.mark.parametrize("box", ["²:morning", "0:²", f"{ENDLESS}:1", f"1:{ENDLESS}", "1:99"])
def test_boxes_of_a_week(client, box):
    client.force_login(make.candidate(profile_step="finished").user)

    for more in ({}, {"hours_mask_by_hour": "on", "hours_mask_hours": [box]}):
        answer = client.post(reverse("profiles:candidate_profile_step", args=["time"]), {"hours_mask": [box], **more})
        assert answer.status_code in (200, 302, 404)
