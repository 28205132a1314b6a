"""Checking a rule's parameters when the city writes them: plain JSON, nothing unknown, nothing out of range.

Each checker raises RuleError (a ValueError) with a code, the kind of rule and the key at fault; any JSON value may
be thrown at it. Sentences for the codes: jobs/sentences.py.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from jobs.eligibility.base import RuleError

MOST_NAMES = 60
LONGEST_NAME = 100

ERRORS = (
    "params_not_mapping",
    "unknown_param",
    "missing_param",
    "not_a_date",
    "not_a_whole_number",
    "number_out_of_range",
    "not_a_choice",
    "not_yes_or_no",
    "not_a_list_of_names",
    "name_twice",
)


def keys(kind: str, params: Any, *, known: Sequence[str], required: Sequence[str] = ()) -> None:
    """Refuse anything but a mapping with the known keys and all of the required ones."""
    if not isinstance(params, Mapping):
        raise RuleError("params_not_mapping", kind=kind)
    for key in params:
        if not isinstance(key, str) or key not in known:
            raise RuleError("unknown_param", kind=kind, key=str(key))
    for key in required:
        if key not in params:
            raise RuleError("missing_param", kind=kind, key=key)


def day(kind: str, params: Mapping[str, Any], key: str) -> date | None:
    """The day of an ISO text (1955-01-01), None where it is left out or null."""
    value = params.get(key)
    if value is None:
        return None
    try:
        found = date.fromisoformat(value)
    except (TypeError, ValueError):
        raise RuleError("not_a_date", kind=kind, key=key) from None
    if found.isoformat() != value:  # fromisoformat also takes 19550101 and 1955-W01-1
        raise RuleError("not_a_date", kind=kind, key=key)
    return found


def whole(kind: str, params: Mapping[str, Any], key: str, *, least: int, most: int) -> int | None:
    """A whole number least..most, None where it is left out."""
    if key not in params:
        return None
    value = params[key]
    if not isinstance(value, int) or isinstance(value, bool):
        raise RuleError("not_a_whole_number", kind=kind, key=key)
    if not least <= value <= most:
        raise RuleError("number_out_of_range", kind=kind, key=key, least=least, most=most)
    return value


def choice(kind: str, params: Mapping[str, Any], key: str, among: Sequence[str]) -> None:
    """One of the words, where given."""
    value = params.get(key, among[0])
    if not isinstance(value, str) or value not in among:
        raise RuleError("not_a_choice", kind=kind, key=key, choices=list(among))


def yes_no(kind: str, params: Mapping[str, Any], key: str) -> bool:
    """True or false; false where it is left out."""
    value = params.get(key, False)
    if not isinstance(value, bool):
        raise RuleError("not_yes_or_no", kind=kind, key=key)
    return value


def names(kind: str, params: Mapping[str, Any], key: str, among: Sequence[str] | None = None) -> list[str]:
    """A list of different names, each one of `among` if that is given; empty where it is left out."""
    value = params.get(key, [])
    if not isinstance(value, (list, tuple)) or len(value) > MOST_NAMES:
        raise RuleError("not_a_list_of_names", kind=kind, key=key)
    if not all(_is_name(name) for name in value):
        raise RuleError("not_a_list_of_names", kind=kind, key=key)
    if len(set(value)) < len(value):
        raise RuleError("name_twice", kind=kind, key=key)
    if among is not None and not set(value) <= set(among):
        raise RuleError("not_a_choice", kind=kind, key=key, choices=list(among))
    return list(value)


def _is_name(name: Any) -> bool:
    return isinstance(name, str) and bool(name.strip()) and len(name) <= LONGEST_NAME and name.isprintable()
