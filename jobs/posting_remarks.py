"""What the city asks to be mended, field by field, and what the operator says of it: before a posting may go back, each is marked."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jobs.models import Posting, PostingRemark
from profiles import lines, privacy
from profiles.actors import Actor

MOST, MOST_ANSWER = 500, 300


def make(posting: Posting, texts: Mapping[str, str], *, by: Actor, at: datetime) -> list[PostingRemark]:
    """Write what is to be mended, by field; empty ones are none. The posting is locked. Raises, by field, max_length, resident_number."""
    said = {field: lines.text(text, MOST, field=field) for field, text in texts.items() if text.strip()}
    privacy.refuse_resident_numbers(**said)
    rows = [
        PostingRemark(posting=posting, field=field, text=text, version=posting.version, made_at=at, made_by=by.user)
        for field, text in said.items()
    ]
    return PostingRemark.objects.bulk_create(rows)


def mend(posting: Posting, answers: Mapping[int, str], *, by: Actor, at: datetime) -> list[PostingRemark]:
    """Mark remarks as mended, by their pk, each with what the operator says of it, maybe nothing. The posting is locked.

    Raises, by the field of a remark, max_length, resident_number.
    """
    rows = list(posting.remarks.open().filter(pk__in=answers).order_by("pk"))
    for row in rows:
        row.answer = lines.text(answers[row.pk], MOST_ANSWER, field=row.field)
        privacy.refuse_resident_numbers(**{row.field: row.answer})
        row.mended_at, row.mended_by = at, by.user
    PostingRemark.objects.bulk_update(rows, ["answer", "mended_at", "mended_by"])
    return rows


def require_mended(posting: Posting) -> None:
    """Raises remarks_open while some of what the city asked isn't marked as mended."""
    left = posting.remarks.open().count()
    if left:
        raise ValidationError(
            ngettext(
                "시가 적은 고칠 점 가운데 %(left)d개가 남았습니다. 공고를 고치고 ‘고쳤습니다’를 골라 저장해 주세요.",
                "시가 적은 고칠 점 가운데 %(left)d개가 남았습니다. 공고를 고치고 ‘고쳤습니다’를 골라 저장해 주세요.",
                left,
            )
            % {"left": left},
            code="remarks_open",
        )


def unknown_field() -> ValidationError:
    """The error for a remark on what no posting has."""
    return ValidationError(_("공고에 없는 칸입니다."), code="unknown")
