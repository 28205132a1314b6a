"""Text messages against a provider at the wire: what is said, what is final, what waits, and what is never sent twice."""

import json
from importlib import import_module

import pytest
from django.apps import apps

from profiles import channels, contacts, sender
from profiles.channels.base import Answer, ChannelDown, Message, Part
from profiles.channels.sms import Sms, fit, text_of, width
from profiles.models import Identity
from tests import make
from tests.make import NOW
from tests.profiles.mailing import DEAD, QUEUED, SENT, tell, tries_of

pytestmark = pytest.mark.django_db
LINK = "https://dasi.example/me/inbox/"
KIND = "jobs.offer_made"


def message(title="자리를 제안받으셨습니다", **columns):
    part = Part(KIND, title, "내용", LINK)
    told = {"key": "k1", "recipient": "01012345678", "title": title, "body": "내용", "language": "ko", "parts": (part,)}
    return Message(**{**told, **columns})


def send(*messages):
    with Sms() as channel:
        return [channel.send(one)._replace(awaited_id="") for one in messages]


def person_with_phone(phone="01012345678"):
    user = make.user(channels=["sms"])
    make.candidate(user, phone=phone)
    return user


def problem(code, sentence="안 됩니다."):
    return 400, json.dumps({"errorCode": code, "errorMessage": sentence})


def test_short_message_goes_as_sms_with_its_link(sms_server):
    assert send(message()) == [Answer(True, True, "accepted")]

    (text,) = sms_server.texts
    assert (text["type"], text["from"], text["to"]) == ("SMS", "0212345678", "01012345678")
    assert text["text"] == f"[다시] 자리를 제안받으셨습니다\n{LINK}"
    assert (text["customFields"], text.get("subject"), text.get("kakaoOptions")) == ({"key": "k1"}, None, None)


@pytest.mark.parametrize(("letters", "kind"), [(26, "SMS"), (27, "LMS")])
def test_ninety_bytes_are_the_most_of_an_sms(sms_server, letters, kind):
    title = "가" * letters  # 7 + 2 a syllable + 1 + 30 of the link

    send(message(title))

    assert width(text_of(message(title))) == 38 + 2 * letters
    assert [text["type"] for text in sms_server.texts] == [kind]


def test_lms_has_a_subject_of_forty_bytes(sms_server):
    send(message("가나다라마바사아자차카타파하" * 3))

    assert sms_server.texts[0]["subject"] == "[다시] 가나다라마바사아자차카타파하가나"


def test_fit_keeps_what_the_network_carries():
    assert fit("똠방각하 😀 é", 100) == "똠방각하 ? ?"
    assert fit("가나다", 5) == "가나"


def test_kind_with_a_template_goes_as_alimtalk(sms_server, settings):
    settings.ALIMTALK_CHANNEL, settings.ALIMTALK_TEMPLATES = "@dasi", {KIND: "KA01"}

    send(message())

    (text,) = sms_server.texts
    assert text["type"] == "ATA"
    assert text["kakaoOptions"] == {
        "pfId": "@dasi",
        "templateId": "KA01",
        "variables": {"#{제목}": "자리를 제안받으셨습니다", "#{주소}": LINK},
        "disableSms": False,
    }
    assert text["text"].endswith(LINK)  # what falls back


def test_refused_number_is_final(sms_server):
    sms_server.refusals["01012345678"] = "1060 차단된 수신번호"

    assert send(message()) == [Answer(False, True, "refused 1060: 차단된 수신번호")]


def test_wrong_message_is_final(sms_server):
    sms_server.troubles.append(problem("ValidationError"))

    assert send(message()) == [Answer(False, True, "ValidationError: 안 됩니다.")]


@pytest.mark.parametrize("code", ["InvalidApiKey", "RequestTimeTooSkewed"])
def test_trouble_of_our_account_holds_everything(sms_server, code):
    sms_server.troubles.append(problem(code))

    with pytest.raises(ChannelDown, match=code):
        send(message())


@pytest.mark.parametrize("refusal", ["1020 등록된 계정이 아님", "1030 잔액 부족", "1062 발신번호 미등록"])
def test_trouble_of_our_account_told_with_the_message_holds_everything(sms_server, refusal):
    sms_server.refusals["01012345678"] = refusal

    with pytest.raises(ChannelDown, match=refusal):
        send(message())


def test_trouble_of_the_provider_told_with_the_message_is_tried_again(sms_server):
    sms_server.refusals["01012345678"] = "1024 서버 오류"

    assert send(message()) == [Answer(False, False, "refused 1024: 서버 오류")]


def test_wrong_secret_holds_everything(sms_server):
    sms_server.secret = "another"

    with pytest.raises(ChannelDown, match="SignatureDoesNotMatch"):
        send(message())
    assert sms_server.texts == []


@pytest.mark.parametrize(
    ("trouble", "answer"),
    [
        ((500, "oops"), "unclear: provider in trouble"),
        ((502, "<html>bad gateway</html>"), "unclear: provider in trouble"),
        ((400, "<html>"), "unclear: answer not understood"),
        ((200, "{not json"), "unclear: answer not understood"),
        ((200, '{"groupInfo": 1}'), "unclear: answer not understood"),
        ((0, ""), "unclear: RemoteProtocolError"),
        (problem("Whatever"), "unclear: provider in trouble"),
    ],
)
def test_unclear_answer_is_tried_again_and_two_in_a_row_hold_the_rest(sms_server, trouble, answer):
    sms_server.troubles += [trouble, trouble]

    with Sms() as channel:
        assert channel.send(message()) == Answer(False, False, answer)
        with pytest.raises(ChannelDown):
            channel.send(message(key="k2"))


def test_one_trouble_between_others_is_of_that_message(sms_server):
    with Sms() as channel:
        for number in range(3):
            sms_server.troubles.append((500, "oops"))
            assert not channel.send(message(key=f"bad{number}")).is_sent
            assert channel.send(message(key=f"good{number}")).is_sent


def test_slow_provider_is_unclear(sms_server):
    sms_server.delay_s = 5.5  # the SDK waits for 5

    assert send(message()) == [Answer(False, False, "unclear: ReadTimeout")]


def test_provider_away_holds_everything(sms_server):
    sms_server.stop()

    with pytest.raises(ChannelDown, match="ConnectError"):
        send(message())


@pytest.mark.parametrize("lost", [(0, ""), (500, "oops"), (200, "{not json")])
def test_what_was_taken_is_not_sent_twice_though_the_answer_was_lost(sms_server, lost):
    sms_server.lost.append(lost)

    assert not send(message())[0].is_sent
    assert send(message(is_repeat=True)) == [Answer(True, True, "found at the provider")]

    assert len(sms_server.texts) == 1


def test_repeat_of_what_was_not_taken_is_sent(sms_server):
    send(message(key="another"))

    assert send(message(is_repeat=True)) == [Answer(True, True, "accepted")]

    assert [text["customFields"]["key"] for text in sms_server.texts] == ["another", "k1"]


def test_repeat_of_what_could_not_be_brought_is_sent(sms_server):
    send(message())
    sms_server.texts[0]["statusCode"] = "3043"

    assert send(message(is_repeat=True)) == [Answer(True, True, "accepted")]


def test_off_without_keys(settings):
    settings.SOLAPI_API_KEY = ""

    assert channels.names_on() == ["email"]


def test_sender_carries_to_the_number_of_the_moment(sms_server):
    user = person_with_phone()
    delivery = tell(user)
    identity = Identity.objects.get(user=user)
    identity.phone = "01099998888"
    identity.save()

    assert sender.send_due(at=NOW) == 1

    assert [text["to"] for text in sms_server.texts] == ["01099998888"]
    assert tries_of(delivery) == (SENT, 1, [True])


def test_sender_is_done_with_who_has_no_number(sms_server):
    user = person_with_phone()
    delivery = tell(user)
    make.changed(user.identity, phone_sealed=None, phone_index="")

    sender.send_due(at=NOW)

    assert tries_of(delivery) == (DEAD, 1, [False])
    assert delivery.attempts.get().answer == "no address"
    assert sms_server.requests == 0


def test_address_is_a_mobile_number_alone():
    assert Sms.address_of(person_with_phone("0212345678")) == ""


@pytest.mark.parametrize(("phone", "names"), [("0212345678", ["email"]), ("01012345678", ["email", "sms"])])
def test_who_has_a_landline_alone_is_not_reached_by_texts(sms_server, phone, names):
    user = person_with_phone(phone)

    assert contacts.ways_of([user.pk])[user.pk].reachable == names

    make.changed(user.identity, is_mobile=None)  # written before the number was looked at
    assert "sms" in contacts.ways_of([user.pk])[user.pk].reachable


def test_numbers_that_stand_are_looked_at_once():
    landline, mobile, none = person_with_phone("0212345678"), person_with_phone(), person_with_phone()
    for user in (landline, mobile):
        make.changed(user.identity, is_mobile=None)
    make.changed(none.identity, phone_sealed=None, phone_index="", is_mobile=None)

    import_module("profiles.migrations.0017_which_phones_are_mobile").look(apps, None)

    told = dict(Identity.objects.values_list("user", "is_mobile"))
    assert told == {landline.pk: False, mobile.pk: True, none.pk: None}


def test_sender_looks_up_what_it_tried_before(sms_server):
    sms_server.lost.append((500, "oops"))
    delivery = tell(person_with_phone())

    sender.send_due(at=NOW)
    assert tries_of(delivery) == (QUEUED, 1, [False])
    sender.send_due(at=delivery.due_at)

    assert tries_of(delivery) == (SENT, 2, [False, True])
    assert len(sms_server.texts) == 1


def test_sender_counts_no_try_while_the_purse_is_empty(sms_server):
    sms_server.refusals["01012345678"] = "1030 잔액 부족"
    delivery = tell(person_with_phone())

    assert sender.send_due(at=NOW) == 0

    assert tries_of(delivery) == (QUEUED, 0, [])
