"""The tables of a posting: what officers take as files, and what the papers for an audit are made of."""

from django.utils.translation import gettext_lazy

from jobs.models import Application
from jobs.tables import applicants, attendance, payments, scores, worklogs
from jobs.tables.base import Scope, Table, Text

OFFERED: dict[str, Table] = {
    table.key: table for table in (applicants.TABLE, scores.TABLE, attendance.TABLE, worklogs.TABLE, payments.TABLE)
}


def head_of(key: str) -> Text:
    """Return what a column is called, by the key that the history keeps; those of single criteria are called alike."""
    if key.startswith("criterion_"):
        return gettext_lazy("평가 항목")
    nobody = Scope(Application.objects.none())
    heads = {column.key: column.head for table in OFFERED.values() for column in table.columns(nobody)}
    return heads.get(key, key)
