"""E-mail through the city's SMTP server. The message's key is its Message-ID, so that a repeated mail can be known.

Sources: RFC 2369 and RFC 8058 (List-Unsubscribe, one click), RFC 3834 (Auto-Submitted).
"""

import smtplib
import socket
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import translation

from profiles.channels.base import Answer, ChannelDown, Message
from profiles.models import User

ONE_CLICK = "one-click/"  # under the page that asks first (RFC 8058)
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

    def _mail(self, message: Message) -> EmailMultiAlternatives:
        headers = {"Message-ID": f"<{message.key}@{_domain()}>", "Auto-Submitted": "auto-generated"}
        if message.stop_url:
            headers["List-Unsubscribe"] = f"<{message.stop_url}{ONE_CLICK}>"
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        mail = EmailMultiAlternatives(
            subject=f"[다시] {message.title}",
            body=message.body,
            to=[message.recipient],
            connection=self._connection,
            headers=headers,
        )
        mail.attach_alternative(_html(message), "text/html")
        return mail

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


def _html(message: Message) -> str:
    """The same words with a button each: no pictures, nothing from elsewhere, nothing that tells us it was read."""
    with translation.override(message.language):
        return render_to_string("profiles/notices/mail.html", {"message": message, "home_url": settings.PUBLIC_URL})


def _domain() -> str:
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1].partition("@")[2] or socket.gethostname()


def _line(code: int, said: bytes | str) -> str:
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(text.split())}"[:200]
