"""What a person looks for as an address writes it, and back: one canonical query string for the same search.

Built over the fields of `Terms`, so that a filter added there is read and written here without a word. What can't be read is left out.
"""

from collections.abc import Callable
from dataclasses import Field, fields
from datetime import date
from decimal import Decimal, DecimalException
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from urllib.parse import parse_qs, urlencode

from django.utils.dateparse import parse_date

from jobs.search import Terms

NAMES = {"words": "q", "districts": "district", "with_closed": "closed"}  # where the address calls a term otherwise
YES = "on"
MOST_FIELDS = 60
_WHOLE_DIGITS = 9


def query_of(terms: Terms) -> str:
    """Return the query string of the terms that ask for something, sorted; the same for equal terms.

    >>> query_of(Terms(words="돌봄", with_closed=True))
    'closed=on&q=%EB%8F%8C%EB%B4%84'
    """
    pairs: list[tuple[str, str]] = []
    for field in fields(Terms):
        value = getattr(terms, field.name)
        if value != field.default and value not in (None, "", ()):
            pairs += [(_name(field), text) for text in _texts(value)]
    return urlencode(sorted(pairs))


def terms_of(query: str) -> Terms:
    """Return the terms that a query string asks for; what is unknown or odd asks nothing.

    >>> terms_of("q=%EB%8F%8C%EB%B4%84&page=3").words
    '돌봄'
    """
    try:
        given = parse_qs(query, max_num_fields=MOST_FIELDS)
    except ValueError:  # no address that a list wrote
        return Terms()
    hints = get_type_hints(Terms)
    told = {field.name: _read(hints[field.name], given.get(_name(field), [])) for field in fields(Terms)}
    return Terms(**{name: value for name, value in told.items() if value is not None})


def _name(field: Field) -> str:
    return NAMES.get(field.name, field.name)


def _texts(value: Any) -> list[str]:
    if isinstance(value, bool):
        return [YES]
    if isinstance(value, frozenset | set):
        return sorted(map(str, value))
    return list(map(str, value)) if isinstance(value, tuple | list) else [str(value)]


def _read(kind: Any, texts: list[str]) -> Any:
    """The value of a field of this type; None where nothing readable was given."""
    many = get_origin(kind)
    if many in (tuple, list, frozenset, set):
        values = [_one(get_args(kind)[0], text) for text in texts]
        return many(value for value in values if value is not None) or None
    return _one(kind, texts[-1]) if texts else None


def _one(kind: Any, text: str) -> Any:
    if get_origin(kind) in (UnionType, Union):
        kind = next(inner for inner in get_args(kind) if inner is not NoneType)
    text = text.replace("\x00", "").strip()
    return _READERS.get(kind, str)(text) if text else None


def _whole(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= _WHOLE_DIGITS else None


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _decimal(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except DecimalException:
        return None
    return found if found.is_finite() else None


def _float(text: str) -> float | None:
    found = _decimal(text)
    return None if found is None else float(found)


_READERS: dict[Any, Callable[[str], Any]] = {
    bool: lambda text: True if text == YES else None,
    int: _whole,
    float: _float,
    Decimal: _decimal,
    date: _day,
}
