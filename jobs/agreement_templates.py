"""The city's words for agreements: every change is the next version of a kind; what was drawn up keeps the one it was drawn up with."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from jobs import agreement_texts
from jobs.models import AgreementTemplate, Programme
from profiles import actors, events, lines
from profiles.actors import Actor

MOST_TITLE, MOST_BODY, MOST_SOURCE = 60, 8000, 300


@transaction.atomic
def set_template(
    kind: str, *, title: str, body: str, pay_day: int, source: str = "", by: Actor, at: datetime
) -> AgreementTemplate:
    """Publish the next version of the words for a kind of programme; it counts for what is drawn up from now on.

    Raises PermissionDenied, kind_unknown, agreement_template_pay_day and, by field, title_missing, max_length, unknown_field, item_missing,
    template_same, changed_meanwhile.
    """
    actors.require_role(by, roles={"editor"}, kinds={"city"})
    if kind not in Programme.Kind.values:
        raise ValidationError(_("일자리 종류를 목록에서 골라 주세요."), code="kind_unknown")
    named, said = lines.line(title, MOST_TITLE, field="title"), lines.text(body, MOST_BODY, field="body")
    if not named:
        raise ValidationError({"title": ValidationError(_("서류 이름을 적어 주세요."), code="title_missing")})
    agreement_texts.require_whole(kind, said)
    last = AgreementTemplate.objects.filter(kind=kind).order_by("-version").first()
    if last and (last.title, last.body, last.pay_day) == (named, said, pay_day):
        raise ValidationError(
            {"body": ValidationError(_("지금 틀과 내용이 같습니다."), code="template_same")},
        )
    row = AgreementTemplate(
        kind=kind,
        version=last.version + 1 if last else 1,
        title=named,
        body=said,
        pay_day=pay_day,
        source=lines.line(source, MOST_SOURCE, field="source"),
        set_at=at,
        set_by=by.user,
    )
    row.full_clean(validate_unique=False)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as again:  # another officer was faster
        sentence = _("그사이 다른 사람이 틀을 바꾸었습니다. 바뀐 틀을 읽은 뒤 다시 해 주세요.")
        raise ValidationError(sentence, code="changed_meanwhile") from again
    events.record("set_agreement_template", [row], by=by, at=at, params={"version": row.version})
    return row
