"""The local mailbox: shows the mails that this machine's SMTP sink kept instead of sending. Routed only when settings.LOCAL."""

import email
import email.policy
import email.utils
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

_SHOWN = 200


class Mail(NamedTuple):
    """One kept mail, as the page prints it."""

    name: str
    sent_at: datetime | None
    recipient: str
    subject: str
    text: str


@login_not_required
@require_safe
def mail_list(request: HttpRequest) -> HttpResponse:
    """Show the newest mails, or those to one address (?to=)."""
    address = request.GET.get("to", "").strip()
    names = sorted((path for path in folder().glob("*.eml")), reverse=True)
    mails = [mail for mail in map(_read, names[:_SHOWN]) if address in mail.recipient]
    return render(request, "config/mailbox.html", {"mails": mails, "address": address})


@login_not_required
@require_safe
def mail_detail(request: HttpRequest, name: str) -> HttpResponse:
    """Show one mail."""
    path = folder() / f"{Path(name).name}.eml"
    if not path.is_file():
        raise Http404
    return render(request, "config/mailbox_mail.html", {"mail": _read(path)})


def folder() -> Path:
    """Return where the sink keeps its mails."""
    return settings.VAR_DIR / "mail"


def _read(path: Path) -> Mail:
    message: EmailMessage = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    body = message.get_body(("plain", "html"))
    date = message["Date"]
    return Mail(
        name=path.stem,
        sent_at=_moment(date) if date else None,
        recipient=message["To"] or "",
        subject=message["Subject"] or "",
        text=body.get_content() if body else "",
    )


def _moment(date: str) -> datetime:
    """When a mail says it was sent; -0000 (RFC 5322: a UTC time that tells no zone) is UTC."""
    sent_at = email.utils.parsedate_to_datetime(date)
    return sent_at if sent_at.tzinfo else sent_at.replace(tzinfo=UTC)
