"""Two windows on one profile: the second is told, sees both answers, and chooses; nothing is overwritten unseen."""

import json
import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from profiles import drafts
from profiles.models import Identity
from tests import make
from tests.browser import Browser

pytestmark = pytest.mark.django_db
AUTOSAVE = {"X-Autosave": "1"}
BASICS = {"name": "김영수", "phone": "01012345678"}
BORN = {"birth_on_year": "1962", "birth_on_month": "3", "birth_on_day": "7"}


class Window:
    """A signed-in browser that holds what it was shown of one step."""

    def __init__(self, candidate, step: str) -> None:
        self.client, self.url = Browser(), reverse("profiles:candidate_profile_step", args=[step])
        self.client.force_login(candidate.user)
        self.shown = self._shown(self.client.get(self.url))

    def sends(self, told, **more):
        return self.client.post(self.url, {"shown": self.shown, **told}, **more)

    def chooses(self, page, **choices):
        """Fill in the page of both answers and send it."""
        boxes = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.content.decode())
        told = {}
        for name, text in boxes:
            told.setdefault(unescape(name), []).append(unescape(text))
        del told["csrfmiddlewaretoken"]
        return self.client.post(self.url, {**told, **{f"choose-{name}": one for name, one in choices.items()}})

    def _shown(self, page) -> str:
        return page.context["shown"]


def both(candidate, step: str) -> tuple[Window, Window]:
    return Window(candidate, step), Window(candidate, step)


@pytest.fixture
def candidate():
    return make.candidate(name="김영수", phone="01012345678", skills="텃밭", birth_on=date(1964, 3, 7))


def test_second_window_sees_both_answers_and_nothing_is_overwritten(candidate):
    first, second = both(candidate, "skills")
    first.sends({"skills": "바둑"})

    page = second.sends({"skills": "사진"})

    assert page.status_code == 200
    text = page.content.decode()
    assert "다른 창에서 먼저 바꾸셨습니다" in text
    (dispute,) = page.context["disputes"]
    assert (dispute.name, dispute.theirs, dispute.mine) == ("skills", "바둑", "사진")
    candidate.refresh_from_db()
    assert candidate.skills == "바둑"


@pytest.mark.parametrize(("choice", "kept"), [("mine", "사진"), ("theirs", "바둑")])
def test_second_window_keeps_what_the_person_chose(candidate, choice, kept):
    first, second = both(candidate, "skills")
    first.sends({"skills": "바둑", "certificates": "요양보호사"})
    page = second.sends({"skills": "사진", "trainings": "심폐소생술"})

    answer = second.chooses(page, skills=choice)

    assert answer["Location"] == reverse("profiles:candidate_profile")
    candidate.refresh_from_db()
    assert (candidate.skills, candidate.trainings) == (kept, ["심폐소생술"])
    assert [one.name for one in candidate.certificates.all()] == ["요양보호사"]  # only the other window touched it
    assert drafts.of(candidate, "skills") == drafts.NOTHING


def test_second_window_without_a_choice_is_asked_again(candidate):
    first, second = both(candidate, "skills")
    first.sends({"skills": "바둑"})
    page = second.sends({"skills": "사진"})

    again = second.chooses(page)

    assert "둘 가운데 하나를 골라 주세요." in again.content.decode()
    candidate.refresh_from_db()
    assert candidate.skills == "바둑"
    assert second.chooses(again, skills="mine").status_code == 302
    candidate.refresh_from_db()
    assert candidate.skills == "사진"


def test_second_window_chosen_against_a_third_change_is_asked_anew(candidate):
    first, second = both(candidate, "skills")
    first.sends({"skills": "바둑"})
    third = Window(candidate, "skills")
    page = second.sends({"skills": "사진"})
    third.sends({"skills": "낚시"})

    again = second.chooses(page, skills="mine")

    (dispute,) = again.context["disputes"]
    assert (dispute.theirs, dispute.mine) == ("낚시", "사진")


def test_second_window_does_not_tell_again_what_it_only_showed(candidate):
    first, second = both(candidate, "basics")
    first.sends({**BASICS, **BORN, "phone": "010-9999-8888"})

    answer = second.sends({**BASICS, "name": "김영숙", **BORN})

    assert answer["Location"] == reverse("profiles:candidate_profile")
    identity = Identity.objects.get(user=candidate.user)
    assert (identity.name, identity.phone) == ("김영숙", "01099998888")


def test_second_window_with_the_same_answer_is_asked_nothing(candidate):
    first, second = both(candidate, "skills")
    first.sends({"skills": "바둑"})

    assert second.sends({"skills": "바둑"}).status_code == 302


def test_same_window_saving_twice_is_no_other_window(candidate):
    window = Window(candidate, "skills")
    kept = window.sends({"skills": "바둑"}, headers=AUTOSAVE)
    window.shown = kept.json()["shown"]

    assert window.sends({"skills": "바둑과 장기"}).status_code == 302
    candidate.refresh_from_db()
    assert candidate.skills == "바둑과 장기"


def test_autosave_of_the_second_window_is_told_and_keeps_the_rest(candidate):
    first, second = both(candidate, "skills")
    first.sends({"skills": "바둑"}, headers=AUTOSAVE)

    answer = second.sends({"skills": "사진", "trainings": "안전교육"}, headers=AUTOSAVE)

    assert answer.status_code == 409
    assert answer.json()["said"].startswith("다른 창에서 먼저 바꾸신 칸이 있습니다: 잘하는 일.")
    candidate.refresh_from_db()
    assert (candidate.skills, candidate.trainings) == ("바둑", ["안전교육"])
    second.shown = answer.json()["shown"]  # as the page does: the dispute stands
    page = second.sends({"skills": "사진", "trainings": "안전교육"})
    assert [one.name for one in page.context["disputes"]] == ["skills"]


def test_disputed_answer_comes_back_after_a_sign_out_and_is_still_disputed(candidate):
    first, second = both(candidate, "skills")
    first.sends({"skills": "바둑"})
    second.sends({"skills": "사진"}, headers=AUTOSAVE)

    later = Window(candidate, "skills")
    page = later.client.get(later.url)

    assert page.context["form"]["skills"].value() == "사진"
    assert [field.name for field in page.context["unsaved"]] == ["skills"]
    assert [one.theirs for one in later.sends({"skills": "사진"}).context["disputes"]] == ["바둑"]


@pytest.mark.parametrize(
    ("step", "first", "second", "words"),
    [
        ("home", {"district": "11440"}, {"district": "11680"}, ("마포구", "강남구")),
        ("work", {"employment": "employed"}, {"employment": "part_time"}, ("전일제로 일함", "시간제로 일함")),
        ("facts", {"has_benefit": "yes"}, {"has_benefit": "no"}, ("예", "아니요")),
        ("time", {"hours_mask": ["0:morning"]}, {}, ("월 오전 9시~낮 12시", "비어 있음")),
        ("wishes", {"half_km": "3", "kinds_wished": "internship"}, {"half_km": "3"}, ("50+인턴십", "비어 있음")),
    ],
)
def test_both_answers_stand_in_words(candidate, step, first, second, words):
    one, other = both(candidate, step)
    one.sends(first)

    (dispute,) = other.sends(second).context["disputes"]

    assert (dispute.theirs, dispute.mine) == words


@pytest.mark.parametrize("marks", ["nonsense", "[1]", json.dumps({"skills": 1, "x": None})])
def test_marks_that_are_nonsense_lose_nothing(candidate, marks):
    window = Window(candidate, "skills")
    window.shown = marks

    assert window.sends({"skills": "바둑"}).status_code in (200, 302)
