"""What nobody should have to fear typing: clear words beside the field, and what was typed is still there."""

import unicodedata

import pytest
from django.urls import reverse

from profiles import drafts
from profiles.models import Identity
from profiles.models.sealing import blind_index
from tests import make

pytestmark = pytest.mark.django_db
BASICS = {
    "name": "김영수",
    "phone": "010-1234-5678",
    "birth_on_year": "1962",
    "birth_on_month": "3",
    "birth_on_day": "7",
}
DECOMPOSED = unicodedata.normalize("NFD", "김영수")


def step(key: str) -> str:
    return reverse("profiles:candidate_profile_step", args=[key])


def refusals(client, key: str, told: dict) -> dict[str, list[str]]:
    """Send a step by its button, then as a page saves by itself; both must say the same of it."""
    form = client.post(step(key), told).context["form"]
    saved = client.post(step(key), told, headers={"X-Autosave": "1"})
    assert saved.status_code == 422
    assert saved.json()["wrong"] == {name: list(errors) for name, errors in form.errors.items()}
    return {name: list(errors) for name, errors in form.errors.items()}


@pytest.mark.parametrize(
    ("name", "signs"), [("김영수\U0001f600", "\U0001f600"), ("김영수 \u2764\ufe0f", "\u2764\ufe0f"), ("₩김영수", "₩")]
)
def test_name_with_a_picture_in_it(client, newcomer, name, signs):
    said = f"이름에 쓸 수 없는 기호가 있습니다: {signs} 기호를 지우고 글자로만 적어 주세요."

    assert refusals(client, "basics", {**BASICS, "name": name}) == {"name": [said]}
    assert not Identity.objects.filter(user=newcomer.user).exists()
    assert client.get(step("basics")).context["form"]["name"].value() == name


@pytest.mark.parametrize("name", ["김영수", "남궁 영수", "Nguyễn Thị Hoa", "O'Neill", "마리아-루이사", "田中さくら"])
def test_name_of_any_letters(client, newcomer, name):
    client.post(step("basics"), {**BASICS, "name": name})
    assert Identity.objects.get(user=newcomer.user).name == name


def test_name_in_decomposed_hangul_is_the_same_person(client, newcomer):
    assert DECOMPOSED != "김영수"
    client.post(step("basics"), {**BASICS, "name": DECOMPOSED})

    identity = Identity.objects.get(user=newcomer.user)
    assert (identity.name, identity.name_index) == ("김영수", blind_index("김영수"))
    assert client.post(step("basics"), BASICS).status_code == 302
    assert newcomer.user.pk in Identity.objects.filter(name_index=blind_index(DECOMPOSED)).values_list("pk", flat=True)


def test_name_in_decomposed_hangul_is_counted_as_it_reads(client, newcomer):
    name = "김" * 40
    client.post(step("basics"), {**BASICS, "name": unicodedata.normalize("NFD", name)})
    assert Identity.objects.get(user=newcomer.user).name == name


def test_all_that_is_wrong_in_a_step_is_said_at_once_and_nothing_is_kept(client, newcomer):
    said = refusals(client, "basics", {**BASICS, "name": "김새봄😀", "birth_on_year": "1850"})

    assert set(said) == {"name", "birth_on"}
    assert said["birth_on"] == ["태어난 해를 확인해 주세요. 예: 1962년 3월 7일"]
    page = client.post(step("basics"), {**BASICS, "name": "김새봄😀"})
    assert set(page.context["form"].errors) == {"name"}
    newcomer.refresh_from_db()
    assert newcomer.birth_on is None  # it would have been kept, had the name been sound


@pytest.mark.parametrize("year", ["1850", "1900"])
def test_birth_in_another_century(client, newcomer, year):
    told = {**BASICS, "birth_on_year": year}

    assert refusals(client, "basics", told) == {"birth_on": ["태어난 해를 확인해 주세요. 예: 1962년 3월 7일"]}
    newcomer.refresh_from_db()
    assert newcomer.birth_on is None
    page = client.get(step("basics"))
    assert f'name="birth_on_year" value="{year}"' in page.content.decode()
    assert "아직 저장하지 못한 칸입니다" in page.content.decode()


def test_skills_of_3000_letters_are_counted_and_kept_on_the_page(client, newcomer):
    text = "가" * 3000
    said = ["1,000자까지 적을 수 있습니다. 지금 3,000자입니다. 2,000자를 줄여 주세요."]

    assert refusals(client, "skills", {"skills": text}) == {"skills": said}
    assert client.get(step("skills")).context["form"]["skills"].value() == text
    assert "maxlength" not in client.get(step("skills")).content.decode().partition('name="skills"')[2][:200]


def test_skills_with_a_resident_number_are_kept_nowhere(client, newcomer):
    text = "제 번호는 620307-1234567 입니다"

    said = ["주민등록번호는 받지 않습니다. 번호만 지우시면 됩니다."]
    assert refusals(client, "skills", {"skills": text}) == {"skills": said}
    assert drafts.of(newcomer, "skills").values == {}
    assert text in client.post(step("skills"), {"skills": text}).content.decode()


@pytest.mark.parametrize("text", ["\x00", "가\x00나"])
def test_text_with_a_null_is_refused_in_words(client, newcomer, text):
    form = client.post(step("skills"), {"skills": text}).context["form"]
    assert list(form.errors) == ["skills"]


def test_names_with_a_null_are_kept_without_it(client, newcomer):
    client.post(step("skills"), {"trainings": "안전\x00교육", "certificates": "마을\x00 자격"})

    newcomer.refresh_from_db()
    assert (newcomer.trainings, newcomer.certificates.get().name) == (["안전 교육"], "마을 자격")


def test_too_many_certificates_are_said_beside_the_field(client, newcomer):
    names = [f"마을 자격 {number}" for number in range(31)]

    assert refusals(client, "skills", {"certificates": names}) == {
        "certificates": ["자격증은 30개까지 적을 수 있습니다."]
    }
    assert client.get(step("skills")).context["form"]["certificates"].value().splitlines() == names


def test_half_a_date_comes_back_after_a_sign_out(client, newcomer):
    client.post(step("basics"), {**BASICS, "birth_on_day": ""}, headers={"X-Autosave": "1"})
    client.logout()
    client.force_login(newcomer.user)

    page = client.get(reverse("landing"), follow=True)

    assert page.request["PATH_INFO"] == step("basics")
    assert page.context["form"]["name"].value() == "김영수"
    assert 'name="birth_on_month" value="3"' in page.content.decode()
    client.post(step("basics"), BASICS)
    assert drafts.of(newcomer, "basics") == drafts.NOTHING


def test_skipping_keeps_what_is_sound_and_drafts_the_rest(client, newcomer):
    answer = client.post(step("basics"), {**BASICS, "birth_on_year": "1850", "skip": "1"})

    assert answer["Location"] == step("home")
    assert Identity.objects.get(user=newcomer.user).name == "김영수"
    assert drafts.of(newcomer, "basics").values["birth_on_year"] == ["1850"]


def test_autosave_moves_the_bookmark_to_where_the_person_types(client, newcomer):
    client.post(step("facts"), {"near_poor": "yes"}, headers={"X-Autosave": "1"})
    newcomer.refresh_from_db()
    assert newcomer.profile_step == "facts"


def test_correcting_an_earlier_step_moves_nobody_back(client, newcomer):
    make.changed(newcomer, profile_step="time")
    client.post(step("basics"), {**BASICS, "name": "김영주"}, headers={"X-Autosave": "1"})
    client.post(step("basics"), BASICS)

    newcomer.refresh_from_db()
    assert newcomer.profile_step == "time"
    assert client.get(reverse("profiles:candidate_profile_begin"))["Location"] == step("time")


def test_autosave_of_somebody_who_is_through_moves_no_bookmark(client):
    candidate = make.candidate(profile_step="finished")
    client.force_login(candidate.user)
    client.post(step("facts"), {"near_poor": "yes"}, headers={"X-Autosave": "1"})
    candidate.refresh_from_db()
    assert candidate.profile_step == "finished"
