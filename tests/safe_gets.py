"""What a GET may leave behind, and how to see what it changed: mail scanners and browsers open links by themselves.

tests/test_access.py asks every URL; that changes are seen at all is held by tests/test_safe_gets.py.
"""

from django.db import connection

READERS = ("visitor", "owner", "manager", "editor")
# What was read by whom, the session's clock, that a notice or an application was opened, what the matcher showed, the address as allauth
# keeps it.
LEFT_BEHIND = {
    "django_session",
    "account_emailaddress",
    "profiles_accessentry",
    "profiles_notice",
    "matching_exposure",
    "jobs_look",
}


def written() -> dict[str, int]:
    """Rows written in this transaction, by table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables")
        return {name: number for name, number in cursor.fetchall() if number}


def changed_since(before: dict[str, int]) -> set[str]:
    """The tables written since then, without what reading leaves behind."""
    return {name for name, number in written().items() if number != before.get(name, 0)} - LEFT_BEHIND
