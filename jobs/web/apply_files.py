"""Files in the apply form: each is looked at and kept as soon as it comes, so that nobody chooses it twice, whatever else is wrong with the form."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from jobs import asked_files, attachments
from jobs.asked_files import AskedFile
from jobs.models import Attachment, Posting
from jobs.submissions import file_missing
from profiles import actors, uploads
from profiles.models import Candidate
from profiles.web.fields import whole

ACCEPT = ".pdf,.jpg,.jpeg,.png,application/pdf,image/jpeg,image/png"


class Files(NamedTuple):
    """What the apply form knows of files. kept, refused : by slot; is_needed : whether those that are required have to be there"""

    asked: list[AskedFile]
    kept: Mapping[int, Attachment]
    refused: Mapping[int, ValidationError]
    is_needed: bool = True


NO_FILES = Files([], {}, {})


class AttachmentInput(forms.FileInput):
    """What is kept already, with a button that takes it out, and a box for another."""

    template_name = "jobs/widgets/attachment.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["kept"] = value if isinstance(value, Attachment) else None
        return context


class AttachmentField(forms.FileField):
    """A file that was looked at before the form is: kept, refused or missing."""

    widget = AttachmentInput

    def __init__(self, asked: AskedFile, files: Files) -> None:
        super().__init__(
            label=asked.title,
            required=asked.is_required and files.is_needed,
            initial=files.kept.get(asked.slot),
            help_text=_help(asked, files),
        )
        self.refused = files.refused.get(asked.slot)
        self.error_messages["required"] = file_missing(asked).messages[0]
        self.widget.attrs |= {
            "accept": ACCEPT,
            "data-most-bytes": uploads.MOST_BYTES,
            "data-too-large": uploads.too_large().messages[0],
        }

    def clean(self, data: Any, initial: Any = None) -> Any:
        if self.refused:
            raise self.refused
        return super().clean(None, initial)


def fields(files: Files) -> dict[str, AttachmentField]:
    """Return the boxes of the files asked for, by their names."""
    return {asked.field: AttachmentField(asked, files) for asked in files.asked}


def take(request: HttpRequest, posting: Posting, person: Candidate, *, is_needed: bool) -> Files:
    """Take out what a button names, keep what was chosen, and return how the files stand then."""
    asked = asked_files.of(posting)
    refused: dict[int, ValidationError] = {}
    if asked and request.method == "POST" and posting.is_open(request.received_at):
        _detach(request, posting, person)
        for one in asked:
            if one.field in request.FILES:
                try:
                    _keep(request, posting, person, one)
                except ValidationError as wrong:
                    refused[one.slot] = wrong
    kept = attachments.by_slot(posting, person)
    if "too_large" in request.POST:  # nobody knows which of those that aren't kept
        refused = {one.slot: uploads.too_large() for one in asked if one.slot not in kept}
    return Files(asked, kept, refused, is_needed)


def _detach(request: HttpRequest, posting: Posting, person: Candidate) -> None:
    """What another tab took out already is out."""
    slot = whole(request.POST.get("detach", ""))
    row = attachments.by_slot(posting, person).get(slot) if slot else None
    if row:
        with suppress(ValidationError):
            attachments.remove(row, **actors.signed(request))


def _keep(request: HttpRequest, posting: Posting, person: Candidate, asked: AskedFile) -> None:
    signed = actors.signed(request)
    attachments.require_not_too_often(person, at=request.received_at)
    attachments.require_room(posting, person, asked.slot)
    sent = request.FILES[asked.field]
    try:
        upload = uploads.looked_at(sent.read(uploads.MOST_BYTES + 1), sent.name)
    except ValidationError as wrong:
        if wrong.code != "busy":
            attachments.refuse(person, wrong.code, **signed)
        raise
    attachments.attach(posting, person, asked.slot, upload, **signed)


def _help(asked: AskedFile, files: Files) -> str:
    """What it should hold, what is taken, and once what nobody should send."""
    kinds = _("PDF, JPG, PNG 파일 하나, %(most)dMB까지.") % {"most": uploads.MOST_BYTES // (1024 * 1024)}
    first = asked == files.asked[0]
    warning = _(
        "기관의 담당자와 심사위원이 파일을 올리신 그대로 봅니다. 이름이나 사진도 보입니다. 주민등록번호는 지우거나 가리고 올려 주세요."
    )
    warning = warning if first else ""
    return " ".join(filter(None, (asked.help, kinds, warning)))
