"""What every outside channel does: carry one message to one person, and say what the other side answered."""

from typing import NamedTuple, Protocol


class Message(NamedTuple):
    """What is to be carried. The key is the same at every try, so that the other side can know it again."""

    key: str
    recipient: str  # the address, looked up when the message leaves
    title: str
    body: str
    language: str


class Answer(NamedTuple):
    """What came of a try: `is_final` says that another try can't help."""

    is_sent: bool
    is_final: bool
    text: str


class ChannelDown(Exception):
    """Nothing can be carried now, whoever it is for: no try counts, the rows wait."""


class Channel(Protocol):
    """One way to reach a person, used as a context manager: opened once a batch."""

    def __enter__(self) -> "Channel": ...

    def __exit__(self, *error: object) -> None: ...

    def send(self, message: Message) -> Answer:
        """Carry the message. Raises ChannelDown; every other trouble is an answer."""
        ...
