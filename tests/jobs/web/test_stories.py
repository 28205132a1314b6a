"""A participant sends a story, the city takes it, everybody reads it, and it is gone once withdrawn."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from jobs.models import Story
from profiles.models import AccessEntry
from tests import make
from tests.jobs.stories import JPEG, story
from tests.jobs.test_stories import WORDS
from tests.jobs.web.open_postings import text
from tests.jobs.web.test_candidate import page

RESULTS = reverse("jobs:public_results")
LIST = reverse("jobs:staff_story_list")


def finished(person):
    year = make.programme_year(year=timezone.localdate().year)
    posting = make.posting(programme_year_=year)
    return make.placement(make.application(posting, person, state="placed"), state="completed")


@pytest.mark.django_db
def test_story_from_offer_to_withdrawal(client, person) -> None:
    placement, editor = finished(person), make.city_user()
    assert "참여자 이야기를 널리 알리는 데 대한 동의" in text(client.get(page("story", placement)))
    refused = client.post(page("story", placement), {"verb": "offer", **WORDS})
    assert refused.status_code == 400
    assert "동의해 주셔야 보낼 수 있습니다" in text(refused)
    assert WORDS["text"] in text(refused)
    sent = client.post(page("story", placement), {"verb": "offer", **WORDS, "agrees": "on"}, follow=True)
    assert "들려 주셔서 고맙습니다" in text(sent)
    assert WORDS["title"] not in text(client.get(RESULTS))

    client.force_login(editor)
    listed = text(client.get(LIST))
    assert WORDS["text"] in listed
    assert "김영수" not in listed
    assert AccessEntry.objects.latest("pk").subject_ids == [person.user_id]
    url = reverse("jobs:staff_story_decide", args=[Story.objects.get().public_id])
    client.post(url, {"verb": "accept"})
    shown = text(client.get(RESULTS))
    assert WORDS["title"] in shown
    assert "김*수" in shown
    assert "김영수" not in shown

    client.force_login(person.user)
    assert "이야기를 거두었습니다" in text(client.post(page("story", placement), {"verb": "withdraw"}, follow=True))
    assert WORDS["title"] not in text(client.get(RESULTS))
    client.force_login(editor)
    assert client.post(url, {"verb": "accept"}).status_code == 404


@pytest.mark.django_db
def test_story_is_of_those_who_finished(client, person) -> None:
    running = make.placement(make.application(candidate_=person, state="placed"))

    assert client.get(page("story", running)).status_code == 404


@pytest.mark.django_db
def test_unknown_decision_is_refused(client) -> None:
    made = story()
    client.force_login(make.city_user())

    assert client.post(reverse("jobs:staff_story_decide", args=[made.public_id]), {"verb": "x"}).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("items", [1, 3])
def test_list_asks_the_same_of_any_number(client, items: int, django_assert_max_num_queries) -> None:
    for _ in range(items):
        story()
    client.force_login(make.city_user())

    with django_assert_max_num_queries(12):
        assert len(client.get(LIST).context["page_obj"].object_list) == items


@pytest.mark.django_db
def test_picture_is_sent_shown_and_gone(client, person) -> None:
    placement = finished(person)
    sent = SimpleUploadedFile("IMG_1.jpg", JPEG, content_type="text/html")
    told = {"verb": "offer", **WORDS, "agrees": "on", "picture": sent, "description": "붉은 칸과 푸른 칸"}
    client.post(page("story", placement), told)
    made = Story.objects.get()
    url = reverse("jobs:story_picture", args=[made.public_id])
    assert f'src="{url}" alt="붉은 칸과 푸른 칸"' in text(client.get(page("story", placement)))
    assert client.get(url).status_code == 200
    client.logout()
    assert client.get(url).status_code == 404

    make.changed(made, state="accepted", decided_at=make.NOW)
    response = client.get(url)
    assert (response.content, response["Content-Type"], response["Cache-Control"]) == (JPEG, "image/jpeg", "no-store")
    assert url in text(client.get(RESULTS))

    client.force_login(person.user)
    client.post(page("story", placement), {"verb": "withdraw"})
    client.logout()
    assert client.get(url).status_code == 404


@pytest.mark.django_db
def test_wrong_picture_is_told_beside_its_field(client, person) -> None:
    placement = finished(person)
    sent = SimpleUploadedFile("cv.jpg", b"%PDF-1.7", content_type="image/jpeg")

    told = {"verb": "offer", **WORDS, "agrees": "on", "picture": sent, "description": "사진"}
    answer = client.post(page("story", placement), told)

    assert answer.status_code == 400
    assert "JPG나 PNG 사진만" in text(answer)
