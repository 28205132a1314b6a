"""The ways to reach a person beside the inbox (which needs no channel: the notice itself is the row it shows)."""

from profiles.channels.base import Channel
from profiles.channels.email import Email
from profiles.channels.push import Push
from profiles.channels.sms import Sms

BY_NAME: dict[str, type[Channel]] = {"email": Email, "sms": Sms, "push": Push}


def names_on() -> list[str]:
    """Return the channels through which this installation can send."""
    return [name for name, channel in BY_NAME.items() if channel.is_on()]
