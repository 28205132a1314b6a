"""E-mail through the city's SMTP server. The message's key is its Message-ID, so that a repeated mail can be known."""

import smtplib
import socket
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db.models import Q

from profiles.channels.base import Answer, ChannelDown, Message
from profiles.models import User

_NO_SERVER = (OSError, smtplib.SMTPConnectError, smtplib.SMTPHeloError, smtplib.SMTPAuthenticationError)


class Email:
    """One connection to the mail server, held for a batch."""

    REACHES = Q(email__isnull=False)

    def __init__(self) -> None:
        self._connection = get_connection()

    @staticmethod
    def is_on() -> bool:
        return True

    @staticmethod
    def address_of(person: User) -> str:
        return person.email or ""

    def __enter__(self) -> "Email":
        self._open()
        return self

    def __exit__(self, *error: object) -> None:
        self._close()

    def send(self, message: Message) -> Answer:
        """Hand the mail over. A server that hangs up may have taken it: the next try bears the same key."""
        self._open()
        try:
            self._mail(message).send()
        except smtplib.SMTPRecipientsRefused as refused:
            code, said = next(iter(refused.recipients.values()))
            return Answer(False, code >= 500, _line(code, said))
        except smtplib.SMTPSenderRefused as refused:
            return Answer(False, False, _line(refused.smtp_code, refused.smtp_error))
        except smtplib.SMTPResponseException as refused:
            return Answer(False, refused.smtp_code >= 500, _line(refused.smtp_code, refused.smtp_error))
        except (smtplib.SMTPException, OSError) as broken:
            self._close()
            return Answer(False, False, f"connection lost: {type(broken).__name__}"[:200])
        return Answer(True, True, "250 accepted")

    def _mail(self, message: Message) -> EmailMessage:
        return EmailMessage(
            subject=f"[다시] {message.title}",
            body=message.body,
            to=[message.recipient],
            connection=self._connection,
            headers={"Message-ID": f"<{message.key}@{_domain()}>", "Auto-Submitted": "auto-generated"},
        )

    def _open(self) -> None:
        try:
            self._connection.open()
        except _NO_SERVER as error:
            raise ChannelDown(f"mail server: {error}") from error

    def _close(self) -> None:
        try:
            self._connection.close()
        except (smtplib.SMTPException, OSError):
            self._connection.connection = None


def _domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or socket.gethostname()


def _line(code: int, said: bytes | str) -> str:
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(text.split())}"[:200]
