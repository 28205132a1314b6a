"""Short messages and AlimTalk through SOLAPI, for those who read no mail.

A notice kind with a template of its own goes as AlimTalk, which falls back to a text; the rest goes as SMS, or as LMS above
90 bytes (KS X 1001, two bytes a syllable). The provider keeps no key of ours, so what may have been taken is looked up by the
key that each message carries before it is sent again, and later asked whether it arrived. Source: the provider's pages
"메시지 상태 코드" and "API Key 인증 방식" (github.com/solapi/documents: api-reference/message-status-codes.md,
authentication/api-key.md) and how its own SDKs read both (solapi-kotlin: MessageServiceHelper.kt, MessageStatusType.kt).
"""

import logging
from datetime import timedelta
from typing import Any

import httpx
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from solapi import SolapiMessageService
from solapi.error.MessageNotReceiveError import MessageNotReceivedError
from solapi.model import KakaoOption, MessageType, RequestMessage, SendRequestConfig
from solapi.model.request.messages.get_messages import GetMessagesRequest

from profiles.channels.base import Answer, ChannelDown, Message
from profiles.models import Identity, User
from profiles.models.identity import MOBILE

SMS_BYTES, SUBJECT_BYTES, LMS_BYTES = 90, 40, 2000
MOST_NAME = 60  # what a row keeps of what the provider calls a message; its own have 32
KEY = "key"  # the field of a message that the provider gives back unread
LOOK_BACK = timedelta(days=2)  # longer than all tries of a message take
# Error codes of a whole request, the first argument of the SDK's bare exceptions. One that isn't named here is tried again.
OUR_TROUBLE = {"InvalidAPIKey", "InvalidApiKey", "SignatureDoesNotMatch", "RequestTimeTooSkewed", "DuplicatedSignature"}
WRONG_MESSAGE = {"ValidationError"}
# Status codes of one message: 1xxx while it is taken, 2xxx in the provider's hands, 3xxx in those of the network.
NOT_OUR_OWN_ACCOUNT, NO_BALANCE, SENDER_NOT_REGISTERED, SERVER_ERROR = "1020", "1030", "1062", "1024"
UNDER_WAY, ARRIVED = {"2000", "3000"}, "4000"
FALLS_BACK = "31"  # KakaoTalk couldn't: the text that goes in its place has the same number
_log = logging.getLogger(__name__)
_NOT_REACHED = (httpx.ConnectError, httpx.ConnectTimeout)


class Sms:
    """One service object a batch; each message is a request of its own."""

    # Who isn't looked at yet counts as reached: `address_of` looks at the number itself.
    REACHES = Q(identity__phone_index__gt="") & (Q(identity__is_mobile=True) | Q(identity__is_mobile=None))

    def __init__(self) -> None:
        self._service = SolapiMessageService(settings.SOLAPI_API_KEY, settings.SOLAPI_API_SECRET)
        self._service.base_url = settings.SOLAPI_URL
        self._troubles = 0

    @staticmethod
    def is_on() -> bool:
        return bool(settings.SOLAPI_API_KEY)

    @staticmethod
    def address_of(person: User) -> str:
        identity = Identity.objects.filter(user=person).first()
        return identity.phone if identity and identity.phone.startswith(MOBILE) else ""

    def __enter__(self) -> "Sms":
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def send(self, message: Message) -> Answer:
        """Hand the message over, unless an earlier try did: what the provider answered to it may be lost."""
        try:
            if message.is_repeat and (found := self._found(message)):
                return Answer(True, True, "found at the provider", _name(found))
            taken = self._service.send(_request(message), SendRequestConfig(show_message_list=True))
        except MessageNotReceivedError as refused:
            return _refusal(refused)
        except _NOT_REACHED as error:
            raise ChannelDown(f"text messages: {type(error).__name__}") from error
        except httpx.HTTPError as error:
            return self._unclear(type(error).__name__)
        except ValueError:  # neither JSON nor what the SDK expects
            return self._unclear("answer not understood")
        except Exception as refused:  # noqa: BLE001 - the SDK raises nothing finer
            return self._answer(*refused.args)
        self._troubles = 0
        return Answer(True, True, "accepted", _name(taken.message_list[0].message_id) if taken.message_list else "")

    def report(self, awaited_id: str) -> Answer:
        """Ask the provider how a message stands that it took. One answer that isn't understood holds up no other. Raises ChannelDown."""
        try:
            found = self._service.get_messages(GetMessagesRequest(message_id=awaited_id)).message_list.get(awaited_id)
        except _NOT_REACHED as error:
            raise ChannelDown(f"text messages: {type(error).__name__}") from error
        except ValueError:  # neither JSON nor what the SDK expects
            return _no_report("answer not understood", awaited_id)
        except Exception as refused:
            code = str(refused.args[0]) if refused.args else type(refused).__name__
            self._troubles += 1
            if code in OUR_TROUBLE or self._troubles > 1:
                raise ChannelDown(f"text messages: {code}") from refused
            return _no_report(code, awaited_id)
        self._troubles = 0
        code = (found and found.status_code) or ""
        if code == ARRIVED:
            return Answer(True, True, "arrived")
        if not code or code in UNDER_WAY:
            return Answer(True, False, f"under way {code}".strip(), awaited_id)
        return Answer(False, not code.startswith(FALLS_BACK), f"not arrived {code}", awaited_id)

    def _found(self, message: Message) -> str:
        """Return the provider's name of the message when an earlier try reached it and may still arrive."""
        since = (timezone.now() - LOOK_BACK).isoformat(timespec="seconds")
        found = self._service.get_messages(GetMessagesRequest(to=message.recipient, start_date=since, limit=100))
        same = [name for name, row in found.message_list.items() if (row.custom_fields or {}).get(KEY) == message.key]
        return next((name for name in same if _may_arrive(found.message_list[name].status_code)), "")

    def _answer(self, code: object = "", said: object = "", *_more: object) -> Answer:
        if code in OUR_TROUBLE:
            raise ChannelDown(f"text messages: {code} {said}")
        if code in WRONG_MESSAGE:
            return Answer(False, True, f"{code}: {said}"[:200])
        return self._unclear("provider in trouble" if said else "answer not understood")

    def _unclear(self, what: str) -> Answer:
        """It may or may not have been taken. The second in a row is no trouble of this message alone. Raises ChannelDown."""
        self._troubles += 1
        if self._troubles > 1:
            raise ChannelDown(f"text messages: {what}")
        return Answer(False, False, f"unclear: {what}"[:200])


def text_of(message: Message) -> str:
    """Return what the person reads: the title and where to look, within what a text may hold."""
    last = message.parts[-1].url if message.parts else ""
    return fit(f"[다시] {message.title}\n{last}".strip(), LMS_BYTES)


def fit(text: str, most: int) -> str:
    """Return the text in characters that a Korean phone network carries, cut to so many bytes."""
    return text.encode("cp949", "replace")[:most].decode("cp949", "ignore")


def width(text: str) -> int:
    """Return how many bytes the text takes on a Korean phone network."""
    return len(text.encode("cp949", "replace"))


def _request(message: Message) -> RequestMessage:
    text = text_of(message)
    told: dict[str, Any] = {
        "from_": settings.SMS_SENDER,
        "to": message.recipient,
        "text": text,
        "custom_fields": {KEY: message.key},
        "auto_type_detect": False,
    }
    if template := _template(message):
        variables = {"제목": message.parts[0].title, "주소": message.parts[0].url}
        kakao = KakaoOption(pf_id=settings.ALIMTALK_CHANNEL, template_id=template, variables=variables)
        return RequestMessage(**told, type=MessageType.ATA, kakao_options=kakao)
    if width(text) <= SMS_BYTES:
        return RequestMessage(**told, type=MessageType.SMS)
    return RequestMessage(**told, type=MessageType.LMS, subject=fit(f"[다시] {message.title}", SUBJECT_BYTES))


def _template(message: Message) -> str:
    kinds = {part.kind for part in message.parts}
    return settings.ALIMTALK_TEMPLATES.get(kinds.pop(), "") if len(message.parts) == 1 else ""


def _no_report(why: str, awaited_id: str) -> Answer:
    _log.warning("no report on a text message: %s", why[:60])
    return Answer(True, False, "no report", awaited_id)


def _name(given: str | None) -> str:
    """What the provider calls a message; one too long to be kept is not asked about."""
    return given if given and len(given) <= MOST_NAME else ""


def _may_arrive(code: str | None) -> bool:
    return not code or code in UNDER_WAY or code == ARRIVED or code.startswith(FALLS_BACK)


def _refusal(refused: MessageNotReceivedError) -> Answer:
    failed = refused.failed_messages[0]
    if failed.status_code in (NOT_OUR_OWN_ACCOUNT, NO_BALANCE, SENDER_NOT_REGISTERED):
        raise ChannelDown(f"text messages: {failed.status_code} {failed.status_message}")
    is_final = failed.status_code != SERVER_ERROR
    return Answer(False, is_final, f"refused {failed.status_code}: {failed.status_message}"[:200])
