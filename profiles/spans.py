"""Conditions on very many ids: a range where they lie close together, each of them where they don't."""

from collections.abc import Sequence

from django.db.models import Q
from django.db.models.expressions import RawSQL

FROM = 1_000  # ids; fewer are named one by one, more are one parameter
SPARSE = 2  # a range may hold so many times as many ids as are asked for


def among(name: str, ids: Sequence[int]) -> Q:
    """Rows whose column is one of these ids, ascending. In a range others may stand between them: the caller leaves those out.

    >>> among("pk", [3, 4])
    <Q: (AND: ('pk__in', [3, 4]))>
    """
    count = len(ids)
    if count >= FROM and int(ids[-1]) - int(ids[0]) < SPARSE * count:
        return Q(**{f"{name}__gte": int(ids[0]), f"{name}__lte": int(ids[-1])})
    if count >= FROM:
        return Q(**{f"{name}__in": RawSQL("SELECT unnest(%s::bigint[])", ([int(pk) for pk in ids],))})  # noqa: S611
    return Q(**{f"{name}__in": [int(pk) for pk in ids]})
