"""The database of a test process: a copy of one that was migrated once, since to migrate takes a hundred times as long as to copy.

The migrated one stays in the server for the next run. Its name tells what it was made of, so changed migrations or models make a new one,
and those of before go. Test processes that start at once wait for the first of them to make it.
"""

import functools
import hashlib
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction

from config.local import binaries

_PREFIX, _FIRST_ROWS = "dasi_migrated_", "first_rows"
_KEPT = {"django_migrations", "django_content_type", "auth_permission"}  # no test writes there
_TURN = 0x0DA51  # of PostgreSQL's advisory locks
_WAIT = "10min"  # nobody migrates for so long


def make(name: str) -> None:
    """Make the database of this name as migrations leave it, and work on it from now on; one of a killed run goes."""
    migrated, given = _migrated(), connection.settings_dict["NAME"]
    with _server(given) as cursor:
        _take_turn(cursor)
        if migrated not in (there := _there(cursor)):
            for old in there:
                cursor.execute(f"DROP DATABASE {_quoted(old)}")
            _migrate(cursor, migrated)
        cursor.execute(f"DROP DATABASE IF EXISTS {_quoted(name)} WITH (FORCE)")
        cursor.execute(f"CREATE DATABASE {_quoted(name)} TEMPLATE {_quoted(migrated)}")
    _work_on(name)


def copy(url: str) -> None:
    """Fill the empty database of another server with what migrations left."""
    where, programs = connection.get_connection_params(), binaries.postgres_folder()
    source = " ".join(f"{key}='{where[key]}'" for key in ("host", "port", "user", "password") if where.get(key))
    dump = [programs / "pg_dump", "--no-owner", f"--exclude-schema={_FIRST_ROWS}", f"{source} dbname={_migrated()}"]
    with _server(connection.settings_dict["NAME"]) as cursor:
        _take_turn(cursor)  # nobody can copy it meanwhile
        dumped = subprocess.run(dump, capture_output=True, check=True).stdout
    fill = [programs / "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", url]
    subprocess.run(fill, input=dumped, stdout=subprocess.DEVNULL, check=True)


def begin_again() -> None:
    """Bring back what migrations left, after a test that committed."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_beginning())


def drop(given: str) -> None:
    """Drop the database that `make` made, with the sessions that a broken test's threads left in it; work on the given one again."""
    name = connection.settings_dict["NAME"]
    _work_on(given)
    with _server(given) as cursor:
        cursor.execute(f"DROP DATABASE {_quoted(name)} WITH (FORCE)")


def _migrate(cursor, name: str) -> None:
    """Make a migrated database, with a second copy of its first rows; until it is whole it has another name."""
    begun = f"{_PREFIX}begun"
    cursor.execute(f"CREATE DATABASE {_quoted(begun)}")
    _work_on(begun)
    call_command("migrate", verbosity=0, interactive=False)
    with connection.cursor() as inside:
        inside.execute(f"CREATE SCHEMA {_FIRST_ROWS}")
        for table in _tables("public"):
            inside.execute(f"SELECT EXISTS (SELECT FROM {_quoted(table)})")  # noqa: S608 - our own tables
            if inside.fetchone()[0]:
                inside.execute(f"CREATE TABLE {_FIRST_ROWS}.{_quoted(table)} AS TABLE {_quoted(table)}")
    connection.close()
    cursor.execute(f"ALTER DATABASE {_quoted(begun)} RENAME TO {_quoted(name)}")


@functools.cache
def _beginning() -> str:
    """The statements that empty all tables and put the first rows back.

    Row by row: TRUNCATE makes every table and index anew, which takes a hundred times as long where rows are few. Only a superuser may leave
    out triggers and foreign keys meanwhile; for others it stays TRUNCATE.
    """
    tables, filled = _tables("public"), _tables(_FIRST_ROWS)
    with connection.cursor() as cursor:
        cursor.execute("SHOW is_superuser")
        if cursor.fetchone() == ("on",):
            emptied = ["SET LOCAL session_replication_role = replica"]
            emptied += [f"DELETE FROM {_quoted(table)}" for table in tables]  # noqa: S608
        else:
            emptied = [f"TRUNCATE {', '.join(map(_quoted, tables))} CASCADE"]
        return "; ".join([*emptied, *(_putting_back(cursor, table) for table in filled)])


def _putting_back(cursor, table: str) -> str:
    """The statement that puts back the first rows of a table; columns that reckon themselves do so."""
    cursor.execute(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
        " AND NOT attisdropped AND attgenerated = ''",
        [f"public.{_quoted(table)}"],
    )
    columns = ", ".join(_quoted(name) for (name,) in cursor.fetchall())
    return f"INSERT INTO {_quoted(table)} ({columns}) SELECT {columns} FROM {_FIRST_ROWS}.{_quoted(table)}"  # noqa: S608


def _tables(schema: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY 1", [schema])
        return [name for (name,) in cursor.fetchall() if name not in _KEPT]


@functools.cache
def _migrated() -> str:
    """The name that tells what makes the tables and their first rows: migrations, models, this file, and the release of Django."""
    folders = [Path(config.path) / folder for config in apps.get_app_configs() for folder in ("migrations", "models")]
    found = hashlib.sha256(django.__version__.encode())
    for path in [Path(__file__), *sorted(path for folder in folders for path in folder.rglob("*.py"))]:
        found.update(path.name.encode() + path.read_bytes())
    return _PREFIX + found.hexdigest()[:16]


def _take_turn(cursor) -> None:
    """Wait for one's turn, which lasts as long as the session."""
    cursor.execute("SELECT set_config('lock_timeout', %s, false), pg_advisory_lock(%s)", [_WAIT, _TURN])


def _there(cursor) -> list[str]:
    cursor.execute("SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [_PREFIX])
    return [name for (name,) in cursor.fetchall()]


def _work_on(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name


@contextmanager
def _server(given: str) -> Iterator:
    """A session of the server's own database: nobody may be in one that is copied or dropped."""
    _work_on(given)
    with connection._nodb_cursor() as cursor:
        yield cursor


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
