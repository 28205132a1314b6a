"""How a table of moves is read: which verb leads from which state to which, and who may call it.

Each noun module holds its own STEPS; buttons are drawn from the same table that refuses the call.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from profiles import actors
from profiles.actors import Actor
from profiles.models import Candidate

JOINED = 50
WHOSE = {Candidate: ("user",)}  # a profile is wide, and to say whose a row is takes one column


class Step(NamedTuple):
    """`who` names the parties that may: candidate, operator, manager, payer, site, city or system.

    `scope`: what a candidate must have let a counsellor do who takes the step for them; "" nobody may.
    """

    verb: str
    label: str | Promise
    from_states: tuple[str, ...]
    to_state: str
    who: tuple[str, ...]
    scope: str = ""


class Parties(NamedTuple):
    """Whose row it is: the person, the operator and the host."""

    user_id: int | None = None
    operator_id: int | None = None
    host_id: int | None = None
    site_id: int | None = None


def is_party(who: str, parties: Parties, by: Actor, *, scope: str = "", holds: bool = False) -> bool:
    """Whether the actor is this party of the row today; nobody stands on the other side of their own, nor of whom they act for.

    A counsellor is the candidate for what has a scope that the candidate let them do; `holds`: verbs lock that.
    """
    if who == "system" or by.is_system:
        return who == "system" and by.is_system
    if by.kind == "site_link":
        return who == "site" and by.site_id is not None and by.site_id == parties.site_id
    if by.person is None:
        return False
    if who == "candidate":
        return actors.is_person(by, parties.user_id, scope=scope, holds=holds)
    if parties.user_id in {row.pk for row in (by.person, by.user) if row} or actors.acts_for(by, parties.user_id):
        return False
    held = by.user.organisation_ids if by.user else by.person.organisation_ids
    if who == "city":
        return bool(held(kinds={"city"}, roles={"editor"}))
    if who == "site":
        return parties.host_id in held(kinds={"host", "firm"}, roles={"member", "manager"})
    roles = {"manager"} if who == "manager" else {"member", "manager"}
    if who == "payer" and parties.operator_id not in held(kinds={"operator"}, roles={"payer"}):
        return False  # a right beside the officer's own, dated as that is
    return parties.operator_id in held(kinds={"operator"}, roles=roles)


def require_party(who: str, parties: Parties, by: Actor, *, scope: str = "") -> None:
    """Refuse who isn't this party of the row. Raises PermissionDenied."""
    if not is_party(who, parties, by, scope=scope, holds=bool(scope)):
        raise PermissionDenied


def may(step: Step, row, parties: Parties, by: Actor) -> bool:
    """Whether the actor could take this step with the row as it stands."""
    return row.state in step.from_states and any(is_party(who, parties, by, scope=step.scope) for who in step.who)


def check(
    table: Sequence[Step], verb: str, rows: Sequence, parties_of: Callable[[Model], Parties], by: Sequence[Actor]
) -> Step:
    """Return the step, once every row may take it. Raises PermissionDenied, wrong_state."""
    step = next(found for found in table if found.verb == verb)
    for row, actor in zip(rows, by, strict=True):
        if not any(is_party(who, parties_of(row), actor, scope=step.scope, holds=bool(step.scope)) for who in step.who):
            raise PermissionDenied
        if row.state not in step.from_states:
            raise wrong_state(row)
    return step


def sign(rows: Sequence, column: str, by: Sequence[Actor]) -> None:
    """Write into a column of each row who did it."""
    for row, actor in zip(rows, by, strict=True):
        setattr(row, column, actor.user)
    write(rows, column)


def write(rows: Sequence, *names: str) -> int:
    """Write plain columns of the rows as they stand, in one statement; return how many rows there were.

    bulk_update writes a CASE with a branch for each row, many times as slow for thousands.
    """
    if not rows:
        return 0
    meta, quoted = rows[0]._meta, connection.ops.quote_name
    fields = [meta.pk, *(meta.get_field(name) for name in names)]
    columns = [[field.get_db_prep_save(getattr(row, field.attname), connection) for row in rows] for field in fields]
    types = [field.db_type(connection).split("(")[0] for field in fields]
    given = ", ".join(f"%s::{kind}[]" for kind in types)
    sets = ", ".join(f"{quoted(field.column)} = given.{quoted(field.column)}" for field in fields[1:])
    table, pk = quoted(meta.db_table), quoted(meta.pk.column)
    listed = ", ".join(quoted(field.column) for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {sets} FROM UNNEST({given}) AS given ({listed}) WHERE {table}.{pk} = given.{pk}",  # noqa: S608 - names of our own columns
            columns,
        )
    return len(rows)


def wrong_state(row) -> ValidationError:
    """The error for a row that has moved on since the page was shown."""
    return ValidationError(
        _("지금은 ‘%(state)s’ 상태여서 할 수 없습니다. 화면을 새로 고쳐 확인해 주세요.")
        % {"state": row.get_state_display()},
        code="wrong_state",
    )


def require_unchanged(rows: Sequence, column: str, shown: Sequence | None) -> None:
    """Refuse rows, locked, that changed since a page showed this column of them; None: no page did. Raises changed_meanwhile."""
    if shown is not None and [getattr(row, column) for row in rows] != list(shown):
        raise ValidationError(
            _("그사이 내용이 바뀐 것이 있습니다. 바뀐 내용을 읽은 뒤 다시 해 주세요."), code="changed_meanwhile"
        )


def lock(
    model: type[Model], rows: Iterable, *related: str, only: Mapping[type[Model], Sequence[str]] | None = None
) -> list:
    """Return the rows re-read and locked in pk order, handed back in the order they came. Raises ValidationError gone.

    What is `related` is joined for a few rows; of many it is read apart, each related row once, and of the models in `only` no more
    than those columns.
    """
    pks = [row.pk for row in rows]
    is_few = len(pks) <= JOINED
    query = model.objects.select_related(*related) if related and is_few else model.objects.all()
    found = {
        row.pk: row for row in query.select_for_update(of=("self",), no_key=True).filter(pk__in=pks).order_by("pk")
    }
    if related and not is_few:
        _read_related(list(found.values()), [path.split("__") for path in related], only or {})
    if len(found) != len(set(pks)):
        raise ValidationError(_("그사이 지워진 항목이 있습니다. 화면을 새로 고쳐 주세요."), code="gone")
    return [found[pk] for pk in dict.fromkeys(pks)]


def _read_related(
    rows: Sequence[Model], paths: Sequence[Sequence[str]], only: Mapping[type[Model], Sequence[str]]
) -> None:
    """Read what the paths of foreign keys lead to, a query a step; prefetch_related takes several times as long for thousands."""
    deeper: dict[str, list[Sequence[str]]] = {}
    for name, *rest in paths:
        deeper.setdefault(name, []).extend([rest] if rest else [])
    for name, further in deeper.items():
        field = rows[0]._meta.get_field(name)
        query = field.related_model._default_manager.only(*only.get(field.related_model, ()))
        found = query.in_bulk({getattr(row, field.attname) for row in rows} - {None})
        for row in rows:
            field.set_cached_value(row, found.get(getattr(row, field.attname)))
        if further and found:
            _read_related(list(found.values()), further, only)
