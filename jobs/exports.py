"""Files that officers take of a posting's people (자료 내려받기): which rows and columns, for what reason, written down before they leave.

Who asked, which table, how many rows, which columns and why stand in an event and in the access log, in one transaction, before the first line.
Rows are those that the officer may see: nobody gets the rows of whom they declared a conflict with. Whole names and contacts leave only for
reasons that need them. Sources: 개인정보의 안전성 확보조치 기준 art. 8 (reasons of downloads are kept and looked at); PIPA art. 3 (no more than needed).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import minutes, steps
from jobs.models import Application, Posting
from jobs.sheets import Cell
from jobs.steps import Parties
from jobs.tables import OFFERED, base
from jobs.tables.base import CONTACT, NAME, Column, Scope, Table, Text
from profiles import access, events, lines, privacy
from profiles.actors import Actor
from profiles.models import Candidate, User

MOST_WORDS = 120  # with the cause before it, it fits the purpose of the access log
MOST_ROWS = 20_000
FILE_KINDS = ("xlsx", "csv")


class Cause(NamedTuple):
    """What a file is taken for, and what of people it may show for that; `needs_words`: to be said in one's own."""

    label: Text
    shows: frozenset[str] = frozenset()
    needs_words: bool = False


CAUSES: dict[str, Cause] = {
    "review": Cause(gettext_lazy("심사·운영 회의에 쓰려고")),
    "report": Cause(gettext_lazy("시나 상급 기관에 보고하려고")),
    "contact": Cause(gettext_lazy("지원자·참여자에게 연락하려고"), frozenset({NAME, CONTACT})),
    "insurance": Cause(gettext_lazy("단체 보험에 들거나 청구하려고"), frozenset({NAME, CONTACT})),
    "audit": Cause(gettext_lazy("감사·지도점검에 내려고"), frozenset({NAME})),
    "other": Cause(gettext_lazy("그 밖의 일"), needs_words=True),
}


class Offered(NamedTuple):
    """A table that may be taken, with the number of its rows."""

    table: Table
    rows: int


@dataclass(frozen=True)
class Export:
    """A file that may leave: its columns, and the keys of its rows in their order."""

    table: Table
    scope: Scope
    columns: list[Column]
    keys: list[int]
    language: str

    @property
    def heads(self) -> list[str]:
        return base.heads(self.columns)

    def lines(self) -> Iterator[list[Cell]]:
        """Yield the rows; the language is set anew for each batch: the server may answer others between two of them."""
        batches = base.lines_of(self.table, self.scope, self.columns, self.keys)
        while True:
            with translation.override(self.language):
                batch = next(batches, None)
            if batch is None:
                return
            yield from batch


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def take(
    posting: Posting,
    table: Table,
    *,
    columns: Sequence[str],
    file_kind: str,
    cause: str,
    words: str = "",
    page: str,
    address: str | None,
    by: Actor,
    at: datetime,
) -> Export:
    """Let a table leave as a file; who took what, and why, is kept.

    Raises PermissionDenied, no_rows, too_many_rows and, by field, file_kind_unknown, cause_unknown, reason_missing, max_length, resident_number,
    columns_missing, columns_unknown, shows_too_much.
    """
    if not may_take(posting, table, by):
        raise PermissionDenied
    if file_kind not in FILE_KINDS:
        raise _wrong("file_kind", _("엑셀이나 CSV 가운데 골라 주세요."), "file_kind_unknown")
    why = reason_of(cause, words)
    scope = scope_of(posting, by.user, shows=CAUSES[cause].shows)
    chosen = _chosen(table, scope, columns, cause)
    found = list(table.rows(scope).values_list("pk", table.user)[: MOST_ROWS + 1])
    if not found:
        raise ValidationError(_("내려받을 자료가 없습니다."), code="no_rows")
    if len(found) > MOST_ROWS:
        most = {"most": f"{MOST_ROWS:,}"}
        raise ValidationError(_("한 번에 %(most)s줄까지 내려받을 수 있습니다.") % most, code="too_many_rows")
    people = Candidate.objects.filter(user__in={user for _pk, user in found}).only("user")
    access.record(people, page=page, purpose=why, by=by, at=at, address=address)
    told = {"table": table.key, "rows": len(found), "columns": [column.key for column in chosen]}
    told |= {"file_kind": file_kind, "cause": cause}
    events.record("take_export", [posting], by=by, at=at, reason=why, params=told)
    return Export(table, scope, chosen, [pk for pk, _user in found], translation.get_language())


# Questions ------------------------------------------------------------------------------------------------------------
def offered(posting: Posting, by: Actor) -> list[Offered]:
    """Return the tables that this officer may take, each with how many rows it would have."""
    scope = scope_of(posting, by.user)
    return [Offered(table, _count(table, scope)) for table in OFFERED.values() if may_take(posting, table, by)]


def may_take(posting: Posting, table: Table, by: Actor) -> bool:
    """Whether the table is one for this officer: of pay, for who may pay alone; none for who applied there."""
    is_theirs = steps.is_party(table.who, Parties(operator_id=posting.organisation_id), by)
    return is_theirs and not minutes.has_applied(posting, by.user)


def scope_of(posting: Posting, user: User, *, shows: frozenset[str] = frozenset()) -> Scope:
    """Return the applications to a posting that this person may see."""
    seen = Application.objects.visible_to(user).filter(posting=posting)
    return Scope(seen, posting=posting, shows=shows, organisation=posting.organisation)


def reason_of(cause: str, words: str) -> str:
    """Return a cause with the officer's own words behind it, as both logs keep it.

    Raises, by field, cause_unknown, reason_missing, max_length, resident_number.
    """
    if cause not in CAUSES:
        raise ValidationError({"cause": ValidationError(_("내려받는 이유를 골라 주세요."), code="cause_unknown")})
    said = lines.text(words, MOST_WORDS, field="words")
    if CAUSES[cause].needs_words and not said:
        sentence = _("‘그 밖의 일’이면 무엇에 쓰는지 적어 주세요.")
        raise ValidationError({"words": ValidationError(sentence, code="reason_missing")})
    privacy.refuse_resident_numbers(words=said)
    label = str(CAUSES[cause].label)
    return f"{label}: {said}" if said else label


# Private --------------------------------------------------------------------------------------------------------------
def _count(table: Table, scope: Scope) -> int:
    return table.rows(scope).order_by().count()


def _chosen(table: Table, scope: Scope, keys: Sequence[str], cause: str) -> list[Column]:
    """The columns asked for, in the table's order; none may show more of people than the cause needs."""
    known = {column.key: column for column in table.columns(scope)}
    if not keys:
        raise _wrong("columns", _("넣을 칸을 하나 이상 골라 주세요."), "columns_missing")
    if set(keys) - known.keys():
        raise _wrong("columns", _("그사이 고를 수 있는 칸이 바뀌었습니다. 다시 골라 주세요."), "columns_unknown")
    too_much = [known[key].head for key in keys if known[key].shows and known[key].shows not in scope.shows]
    if too_much:
        told = {"cause": CAUSES[cause].label, "columns": ", ".join(map(str, too_much))}
        sentence = _("‘%(cause)s’에는 %(columns)s 칸을 넣을 수 없습니다. 칸을 빼거나 이유를 바꿔 주세요.") % told
        raise _wrong("columns", sentence, "shows_too_much")
    return table.shown(scope, keys)


def _wrong(field: str, sentence: str, code: str) -> ValidationError:
    return ValidationError({field: ValidationError(sentence, code=code)})
