"""What the tables of a posting have in common: whose rows they tell, which columns they have, and how rows become cells.

The same tables make the files that officers take (jobs/exports.py) and those of the papers for an audit (jobs/bundles.py). They are siblings
behind `Table`, one noun a file. Names are masked unless a scope shows them, and while somebody is reviewed blind nobody's is shown.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import applicants
from jobs.models import Application, Posting, ProgrammeYear
from jobs.sheets import Cell
from profiles.models import Organisation, User

BATCH = 500
NAME, CONTACT = "name", "contact"  # what a column may show of a person beyond the masked name
Text = str | Promise
Row = Any


@dataclass(frozen=True)
class Scope:
    """Whose rows are told: applications that the asker may see, of one posting or of a month of a project; and what is shown of people.

    organisation : whose papers they are; in a month, who pays (`transfers.with_payer`)
    """

    applications: QuerySet[Application]
    posting: Posting | None = None
    month: date | None = None
    shows: frozenset[str] = frozenset()
    organisation: Organisation | None = None
    programme_year: ProgrammeYear | None = None


class Column(NamedTuple):
    """`cell` makes the cell of a row; `shows`: the column is left out unless the scope shows this of people."""

    key: str
    head: Text
    cell: Callable[[Row], Cell]
    width: int = 14
    shows: str = ""


@dataclass(frozen=True)
class Table:
    """`rows` in their order; `prepare` makes what the columns read, one or more of a row; `user` is the path to whose a row is."""

    key: str
    title: Text
    says: Text
    columns: Callable[[Scope], list[Column]]
    rows: Callable[[Scope], QuerySet]
    user: str = ""
    prepare: Callable[[Sequence[Row], Scope], Iterable[Row]] = lambda rows, _scope: rows
    who: str = "operator"

    def shown(self, scope: Scope, keys: Iterable[str] | None = None) -> list[Column]:
        """Return the columns of these keys, None: all, that the scope lets be shown."""
        wanted = None if keys is None else set(keys)
        return [
            column
            for column in self.columns(scope)
            if (wanted is None or column.key in wanted) and (not column.shows or column.shows in scope.shows)
        ]


def heads(columns: Sequence[Column]) -> list[str]:
    """Return the headings in the reader's language."""
    return [str(column.head) for column in columns]


def all_lines(table: Table, scope: Scope, columns: Sequence[Column]) -> Iterator[list[Cell]]:
    """Yield every row's cells by a cursor of the server: in a transaction, whatever is written meanwhile."""
    batch: list[Model] = []
    for row in table.rows(scope).iterator(chunk_size=BATCH):
        batch.append(row)
        if len(batch) == BATCH:
            yield from _cells(table, scope, columns, batch)
            batch = []
    yield from _cells(table, scope, columns, batch)


def lines_of(table: Table, scope: Scope, columns: Sequence[Column], pks: Sequence[int]) -> Iterator[list[list[Cell]]]:
    """Yield the cells of these rows in their order, batch by batch; a row that went meanwhile is left out."""
    for start in range(0, len(pks), BATCH):
        wanted = pks[start : start + BATCH]
        found = {row.pk: row for row in table.rows(scope).filter(pk__in=wanted)}
        yield list(_cells(table, scope, columns, [found[pk] for pk in wanted if pk in found]))


# Cells that many tables have ------------------------------------------------------------------------------------------
def person_columns(of: Callable[[Row], Application] = lambda row: row.application) -> list[Column]:
    """The receipt number, and the name: masked, and whole where the scope shows it."""
    return [
        Column("receipt", gettext_lazy("접수번호"), lambda row: of(row).receipt_number, 16),
        Column("masked_name", gettext_lazy("이름(가림)"), lambda row: masked_name(of(row)), 12),
        Column("full_name", gettext_lazy("이름(전체)"), lambda row: identity_of(of(row), "name"), 12, shows=NAME),
    ]


def masked_name(application: Application) -> str:
    """김*수; empty where the receipt number stands in its place, for that has a column of its own."""
    name = applicants.masked_name(application)
    return "" if name == application.receipt_number else name


def identity_of(application: Application, column: str) -> str:
    """A sealed column of the applicant, opened; nothing while they are reviewed blind, and of who left."""
    if application.is_blind:
        return ""
    identity = getattr(application.candidate.user, "identity", None)
    return (getattr(identity, column) or "") if identity else ""


def hours(minutes: int | None) -> Decimal | None:
    """Return minutes as hours to the hundredth."""
    return None if minutes is None else (Decimal(minutes) / 60).quantize(Decimal("0.01"))


def yes(value: bool) -> str:
    """예 or 아니요."""
    return _("예") if value else _("아니요")


def officer(user: User | None) -> str:
    """Who did it, by the address of the account, as the minutes name them; what nobody in particular did is automatic."""
    return (user.email or _("이메일 없는 계정")) if user else ""


# Private --------------------------------------------------------------------------------------------------------------
def _cells(table: Table, scope: Scope, columns: Sequence[Column], batch: Sequence[Model]) -> Iterator[list[Cell]]:
    for row in table.prepare(batch, scope) if batch else ():
        yield [column.cell(row) for column in columns]
