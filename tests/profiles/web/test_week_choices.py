"""The week to tick: quick choices stand for their cells, with a script or without, and leave the table by the hour alone."""

import pytest
from django.http import QueryDict
from django.urls import reverse

from profiles.web.fields import WeekMaskField

pytestmark = pytest.mark.django_db
MORNING, AFTERNOON = 7 << 9, 63 << 12


def read(query: str) -> list[int]:
    field = WeekMaskField(required=False)
    return field.clean(field.widget.value_from_datadict(QueryDict(query), {}, "week"))


@pytest.mark.parametrize(
    ("query", "days"),
    [
        ("week_quick=weekday_mornings", [MORNING] * 5 + [0, 0]),
        ("week_quick=weekday_afternoons&week_quick=weekday_mornings", [MORNING | AFTERNOON] * 5 + [0, 0]),
        ("week_quick=weekend&week=0:morning", [MORNING, 0, 0, 0, 0, MORNING | AFTERNOON, MORNING | AFTERNOON]),
        ("week_quick=nonsense", [0] * 7),
        ("week_by_hour=1&week_quick=weekend&week_hours=0:9", [1 << 9] + [0] * 6),
    ],
)
def test_quick_choices_stand_for_their_cells(query, days):
    assert read(query) == days


def test_quick_choice_is_kept_without_a_script(client, newcomer):
    path = reverse("profiles:candidate_profile_step", args=["time"])
    client.post(path, {"hours_mask_quick": "weekday_mornings"})

    newcomer.refresh_from_db()
    assert newcomer.hours_mask == [MORNING] * 5 + [0, 0]
    page = client.get(path).content.decode()
    assert 'value="4:morning" checked' in page
    assert "checked" not in page.partition('class="week-quick"')[2].partition("</div>")[0]
