"""The layouts of bank files: which columns, in which order, under which headings. They are data: ours in jobs/reference, an operator's own as rows.

Banks take uploads of their own shapes; what an operator's bank wants is set once, and every change is a version of it.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import steps
from jobs.models import BankLayout
from profiles import events, lines
from profiles.actors import Actor
from profiles.models import Organisation

TABLE = Path(__file__).parent / "reference" / "bank_layouts.json"
MOST_NAME, MOST_HEADING, MOST_COLUMNS = 40, 30, 20
FIELDS: dict[str, str | Promise] = {
    "serial": gettext_lazy("순번"),
    "bank": gettext_lazy("은행 코드"),
    "bank_name": gettext_lazy("은행 이름"),
    "number": gettext_lazy("계좌번호(숫자만)"),
    "holder": gettext_lazy("예금주"),
    "net_won": gettext_lazy("보내는 돈"),
    "memo": gettext_lazy("받는 분 통장에 보일 글"),
    "own_memo": gettext_lazy("보내는 통장에 보일 글"),
    "receipt": gettext_lazy("접수번호"),
    "blank": gettext_lazy("빈칸"),
}


class Layout(NamedTuple):
    """`key` stands in addresses: of ours by name, of an operator's by `own-` and the name."""

    key: str
    name: str
    has_headings: bool
    columns: tuple[tuple[str, str], ...]  # heading, field


@transaction.atomic
def set_layout(
    organisation: Organisation,
    *,
    name: str,
    columns: Sequence[Mapping[str, str]],
    has_headings: bool = True,
    by: Actor,
    at: datetime,
) -> BankLayout:
    """Set an operator's own layout, as the next version of its name.

    Raises PermissionDenied, no_columns, too_many, no_amount and, by field, unknown_field, max_length.
    """
    steps.require_party("payer", steps.Parties(operator_id=organisation.pk), by)
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    called = lines.line(name, MOST_NAME, field="name")
    if not called:
        raise ValidationError({"name": ValidationError(_("이름을 적어 주세요."), code="name_missing")})
    last = BankLayout.objects.filter(organisation=organisation, name=called).order_by("-version").first()
    row = BankLayout.objects.create(
        organisation=organisation,
        name=called,
        version=last.version + 1 if last else 1,
        has_headings=has_headings,
        columns=_checked(columns),
        set_at=at,
        set_by=by.user,
    )
    events.record("set_layout", [organisation], by=by, at=at, params={"version": row.version, "layout": called})
    return row


def of(organisation_id: int) -> list[Layout]:
    """Return the layouts that an operator may use: their own, newest versions, then ours."""
    own: dict[str, Layout] = {}
    for row in BankLayout.objects.filter(organisation=organisation_id).order_by("name", "version"):
        columns = tuple((column["heading"], column["field"]) for column in row.columns)
        own[row.name] = Layout(f"own-{row.name}", row.name, row.has_headings, columns)
    return [*own.values(), *_ours()]


def _checked(columns: Sequence[Mapping[str, str]]) -> list[dict[str, str]]:
    if not columns:
        raise ValidationError(_("칸을 하나 이상 적어 주세요."), code="no_columns")
    if len(columns) > MOST_COLUMNS:
        raise ValidationError(_("칸은 %(most)d개까지입니다.") % {"most": MOST_COLUMNS}, code="too_many")
    found = []
    for column in columns:
        if column["field"] not in FIELDS:
            raise ValidationError({"columns": ValidationError(_("목록에 없는 칸이 있습니다."), code="unknown_field")})
        heading = lines.line(column["heading"], MOST_HEADING, field="columns")
        found.append({"heading": heading, "field": column["field"]})
    if {"number", "net_won"} - {column["field"] for column in found}:
        raise ValidationError(_("계좌번호와 보내는 돈은 꼭 있어야 합니다."), code="no_amount")
    return found


@lru_cache(maxsize=1)
def _ours() -> tuple[Layout, ...]:
    told: dict[str, Any] = json.loads(TABLE.read_text(encoding="utf-8"))
    return tuple(
        Layout(key, row["name"], row["has_headings"], tuple((c["heading"], c["field"]) for c in row["columns"]))
        for key, row in told.items()
    )
