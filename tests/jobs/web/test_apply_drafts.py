"""The apply form goes on where the person left off: on another device, after a sign-out, with and without a script."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobs.models import Application, ApplicationDraft
from tests import make
from tests.jobs.expect import queries
from tests.jobs.web.open_postings import open_posting, text
from tests.jobs.web.test_candidate import MINE, form, page
from tests.profiles import proxying

pytestmark = pytest.mark.django_db
AUTOSAVE = {"X-Autosave": "1"}
LOADED = "쓰시던 내용을 불러왔습니다"
MOTIVE = "어르신을 돕고 싶습니다."


def another_device(person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def typed_in(client, posting, **changed):
    """What the boxes of the page hold once it is opened and written into."""
    opened = client.get(page("apply", posting)).context
    token = str(opened["form"]["form_token"].value())
    return form(posting, seen=opened["draft"].seen, form_token=token, **changed)


def test_words_saved_by_themselves_are_there_on_another_device(client, person) -> None:
    operator = make.organisation()
    posting = open_posting(operator, sites=[make.site(operator) for _ in range(3)], question="운전을 하십니까?")
    first, second, _third = [str(row.pk) for row in posting.posting_sites.order_by("pk")]
    assert LOADED not in text(client.get(page("apply", posting)))

    saved = client.post(
        page("apply", posting), typed_in(client, posting, answer="네", wish=[second, first]), headers=AUTOSAVE
    )

    assert (saved.status_code, saved.json()["wrong"]) == (200, {})
    shown = another_device(person).get(page("apply", posting))
    assert LOADED in text(shown)
    assert [shown.context["form"][box].value() for box in ("motive", "answer", "wish")] == [
        MOTIVE,
        "네",
        [second, first],
    ]
    assert not Application.objects.exists()


@pytest.mark.parametrize("button", ["check", "mend", "arrange", "detach"])
def test_any_button_keeps_the_words_without_a_script(client, person, button: str) -> None:
    operator = make.organisation()
    posting = open_posting(operator, sites=[make.site(operator) for _ in range(2)])
    site = str(posting.posting_sites.first().pk)
    value = f"in {site}" if button == "arrange" else "1"

    client.post(page("apply", posting), typed_in(client, posting, **{button: value}))

    assert ApplicationDraft.objects.get().typed == {
        "motive": MOTIVE,
        "answer": "",
        "wish": [site] if button == "arrange" else [],
    }


def test_opening_the_page_keeps_nothing(client, person) -> None:
    posting = open_posting()

    client.get(page("apply", posting), form(posting), headers=AUTOSAVE)

    assert not ApplicationDraft.objects.exists()


def test_sending_forgets_the_draft(client, person) -> None:
    posting = open_posting()
    typed = typed_in(client, posting)
    client.post(page("apply", posting), typed, headers=AUTOSAVE)

    client.post(page("apply", posting), {**typed, "send": "1"})
    late = client.post(page("apply", posting), typed, headers=AUTOSAVE)

    assert Application.objects.get().motive == MOTIVE
    assert not ApplicationDraft.objects.exists()
    assert (late.status_code, late.json()["said"]) == (409, "이 공고에는 이미 지원했습니다.")


def test_second_window_is_told_and_chooses(client, person) -> None:
    posting, phone = open_posting(), another_device(person)
    here, there = typed_in(client, posting, motive="이 창의 글"), typed_in(phone, posting, motive="저 창의 글")
    phone.post(page("apply", posting), there, headers=AUTOSAVE)

    refused = client.post(page("apply", posting), here, headers=AUTOSAVE)
    asked = client.post(page("apply", posting), {**here, "send": "1"})

    assert refused.status_code == 409
    assert "먼저 고친 내용이 있어" in refused.json()["said"]
    assert "저 창의 글" in text(asked)
    assert 'data-autosave="/' not in text(asked)  # only a button puts these words in place of the others
    assert asked.context["form"]["motive"].value() == "이 창의 글"
    assert not Application.objects.exists()
    again = {**here, "seen": asked.context["draft"].seen}
    client.post(page("apply", posting), {**again, "check": "1"})
    assert ApplicationDraft.objects.get().typed["motive"] == "이 창의 글"
    client.post(page("apply", posting), {**again, "send": "1"})
    assert Application.objects.get().motive == "이 창의 글"


@pytest.mark.parametrize("headers", [AUTOSAVE, {}])
def test_resident_number_is_named_beside_its_box_and_not_kept(client, person, headers) -> None:
    posting = open_posting(question="운전을 하십니까?")
    typed = typed_in(client, posting, motive="620307-1234567", answer="네")

    answer = client.post(page("apply", posting), {**typed, "check": "1"}, headers=headers)

    wrong = answer.json()["wrong"] if headers else answer.context["form"].errors
    assert list(wrong) == ["motive"]
    assert "주민등록번호는 받지 않습니다" in wrong["motive"][0]
    assert ApplicationDraft.objects.get().typed == {"motive": "", "answer": "네", "wish": []}


@pytest.mark.parametrize("headers", [AUTOSAVE, {}])
def test_resident_number_typed_over_words_leaves_the_words_that_were_kept(client, person, headers) -> None:
    posting = open_posting()
    typed = typed_in(client, posting)
    client.post(page("apply", posting), typed, headers=AUTOSAVE)

    answer = client.post(page("apply", posting), {**typed, "motive": "620307-1234567", "check": "1"}, headers=headers)

    assert list(answer.json()["wrong"] if headers else answer.context["form"].errors) == ["motive"]
    assert ApplicationDraft.objects.get().typed["motive"] == MOTIVE


@pytest.mark.parametrize("token", ["", "x"])
def test_form_without_its_token_is_told_that_nothing_was_kept(client, person, token: str) -> None:
    posting = open_posting()

    answer = client.post(page("apply", posting), form(posting, form_token=token), headers=AUTOSAVE)

    assert answer.status_code == 409
    assert "이 창의 지원서는 저장하지 못했습니다." in answer.json()["said"]
    assert not ApplicationDraft.objects.exists()


@pytest.mark.parametrize(
    "button", [{"check": "1"}, {"arrange": "0:down"}, {"send": "1"}], ids=["check", "arrange", "send"]
)
@pytest.mark.parametrize("token", ["", "x"])
def test_form_without_its_token_says_so_on_the_form_whichever_button_is_pressed(
    client, person, token: str, button
) -> None:
    posting = open_posting()

    answer = client.post(page("apply", posting), form(posting, form_token=token, **button))

    assert list(answer.context["form"].errors) == ["__all__"]
    assert text(answer).count("이 창의 지원서는 저장하지 못했습니다.") == 1
    assert MOTIVE in text(answer)


@pytest.mark.parametrize("items", [1, 3])
def test_list_asks_the_same_of_any_number_of_begun_applications(client, person, items: int) -> None:
    for _ in range(items):
        posting = open_posting()
        client.post(page("apply", posting), typed_in(client, posting), headers=AUTOSAVE)

    assert queries(lambda: client.get(MINE)) == 13
    assert len(client.get(MINE).context["begun"]) == items


def test_list_leads_back_to_what_is_begun_while_it_may_be_sent(client, person) -> None:
    posting, closing = open_posting(title="도서관 지킴이"), open_posting(title="마감된 일")
    for row in (posting, closing):
        client.post(page("apply", row), typed_in(client, row), headers=AUTOSAVE)
    make.changed(closing, apply_until=timezone.now() - timedelta(seconds=1))

    shown = text(client.get(MINE))

    assert "쓰다 만 지원서" in shown
    assert page("apply", posting) in shown
    assert "마감된 일" not in shown
    assert "쓰다 만 지원서" not in text(another_device(make.candidate()).get(MINE))


def test_counsellor_goes_on_with_it_and_the_person_sees_that(client, person) -> None:
    proxy = proxying.entrusted(person, given_at=timezone.now())
    posting, helper = open_posting(), Client()
    client.post(page("apply", posting), typed_in(client, posting, motive="제 글"), headers=AUTOSAVE)
    helper.force_login(proxy.taken_by)
    helper.post(reverse("profiles:counsellor_person_act", args=[proxy.public_id]))

    assert helper.get(page("apply", posting)).context["form"]["motive"].value() == "제 글"
    helper.post(page("apply", posting), typed_in(helper, posting, motive="함께 고친 글"), headers=AUTOSAVE)

    shown = client.get(page("apply", posting))
    assert shown.context["form"]["motive"].value() == "함께 고친 글"
    assert "대신 돕는 상담사가 적은 내용이 있습니다." in text(shown)
    assert "상담사가 적은" not in text(helper.get(page("apply", posting)))


def test_window_behind_is_told_that_it_was_the_counsellor_and_the_counsellor_that_it_was_the_person(
    client, person
) -> None:
    proxy = proxying.entrusted(person, given_at=timezone.now())
    posting, helper = open_posting(), Client()
    helper.force_login(proxy.taken_by)
    helper.post(reverse("profiles:counsellor_person_act", args=[proxy.public_id]))
    own, theirs = typed_in(client, posting, motive="제 글"), typed_in(helper, posting, motive="상담사의 글")
    helper.post(page("apply", posting), theirs, headers=AUTOSAVE)

    refused = client.post(page("apply", posting), own, headers=AUTOSAVE)
    asked = client.post(page("apply", posting), {**own, "check": "1"})

    assert (refused.status_code, refused.json()["said"].partition(" 저장")[0]) == (
        409,
        "대신 돕는 상담사가 먼저 고친 내용이 있어",
    )
    assert "대신 돕는 상담사가 이 지원서를 먼저 고쳤습니다." in text(asked)
    client.post(page("apply", posting), {**own, "seen": asked.context["draft"].seen, "check": "1"})
    assert "본인이 이 지원서를 먼저 고쳤습니다." in text(helper.post(page("apply", posting), {**theirs, "check": "1"}))
    assert "본인이 적은 내용입니다." in text(helper.get(page("apply", posting)))


@pytest.mark.django_db
def test_who_withdrew_applies_again_with_what_they_wrote(client, person) -> None:
    posting = open_posting()
    row = make.application(posting, person, state="withdrawn", motive="어르신을 돕고 싶습니다.")
    again = reverse("jobs:application_again", args=[row.public_id])
    assert f'action="{again}"' in text(client.get(page("application", row)))

    form = text(client.post(again, follow=True))

    assert "어르신을 돕고 싶습니다." in form


@pytest.mark.django_db
def test_who_withdrew_is_not_led_back_once_the_posting_is_closed(client, person) -> None:
    row = make.application(make.posting(), person, state="withdrawn")

    assert "다시 지원하기" not in text(client.get(page("application", row)))


@pytest.mark.parametrize(("choice", "kept"), [("mine", "이 창의 글"), ("theirs", "저 창의 글")])
def test_both_contents_are_shown_box_by_box_and_the_chosen_one_is_read_over(client, person, choice, kept) -> None:
    posting, phone = open_posting(question="운전을 하십니까?"), another_device(person)
    here = typed_in(client, posting, motive="이 창의 글", answer="네")
    there = typed_in(phone, posting, motive="저 창의 글", answer="네")
    phone.post(page("apply", posting), there, headers=AUTOSAVE)

    warned = client.post(page("apply", posting), here, headers=AUTOSAVE).json()
    asked = client.post(page("apply", posting), {**here, "both": "1"})

    assert list(warned["elsewhere"]) == ["motive"]
    assert "다음: 확인하기" in warned["elsewhere"]["motive"]
    (dispute,) = asked.context["disputes"]
    assert (dispute.name, dispute.theirs, dispute.mine) == ("motive", "저 창의 글", "이 창의 글")
    boxes = {**dict(asked.context["typed"]), "seen": asked.context["draft"].seen, "disputed": "motive", "check": "1"}
    again = client.post(page("apply", posting), boxes)
    assert again.context["is_asked_again"]
    read_over = client.post(page("apply", posting), {**boxes, "choose-motive": choice})
    assert "아직 내지 않았습니다. 읽어 보시고" in text(read_over)
    assert ApplicationDraft.objects.get().typed["motive"] == kept
