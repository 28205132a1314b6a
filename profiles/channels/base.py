"""What every outside channel does: carry one message to one person, and say what the other side answered."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from django.db.models import Q

from profiles.models import User


class Part(NamedTuple):
    """One notice of a message, in words; the URL is whole."""

    kind: str
    title: str
    body: str
    url: str


class Message(NamedTuple):
    """What is to be carried. The key is the same at every try, so that the other side can know it again."""

    key: str
    recipient: str  # the address, looked up when the message leaves; "" when there is none
    title: str
    body: str
    language: str
    parts: Sequence[Part] = ()
    stop_url: str = ""  # where its reader can stop mails like it with one click; "" where they may not
    is_repeat: bool = False
    is_outside: bool = False  # to somebody without an account, who has no settings to change


class Answer(NamedTuple):
    """What came of a try: `is_final` says that another try can't help.

    `awaited_id` names a message whose arrival the other side still has to report; "" where nothing follows.
    """

    is_sent: bool
    is_final: bool
    text: str
    awaited_id: str = ""


class ChannelDown(Exception):
    """Nothing can be carried now, whoever it is for: no try counts, the rows wait."""


class Channel(Protocol):
    """One way to reach a person, used as a context manager: opened once a batch."""

    REACHES: Q  # which users it can reach

    @staticmethod
    def is_on() -> bool:
        """Tell whether this installation can send through it."""
        ...

    @staticmethod
    def address_of(person: User) -> str:
        """Return where the channel reaches the person now; "" when it can't."""
        ...

    def __enter__(self) -> "Channel": ...

    def __exit__(self, *error: object) -> None: ...

    def send(self, message: Message) -> Answer:
        """Carry the message. Raises ChannelDown; every other trouble is an answer."""
        ...


class Reporting(Channel, Protocol):
    """A channel whose other side says later whether a message that it took has arrived."""

    def report(self, awaited_id: str) -> Answer:
        """Say how the message stands: an answer that isn't final may still change. Raises ChannelDown."""
        ...
