"""The ways to reach a person beside the inbox (which needs no channel: the notice itself is the row it shows)."""

from profiles.channels.email import Email

BY_NAME = {"email": Email}
DEFAULT = ("email",)  # until the person chooses
