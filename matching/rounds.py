"""Allocation rounds (일괄 배치): all wishes and all scores of a programme year at once; a person confirms what the machine found.

A round is simulated, run, checked by other code, confirmed by a second person and published; the second round fills what is left. Its seed is
set when it begins and never changes, so nobody can draw again until they like the result. Source: DESIGN section 5, docs/adr/0012.
"""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jobs import one_seat, round_results, seats, steps
from jobs.models import Application, Posting, PostingSite, ProgrammeYear
from jobs.round_results import Decided
from jobs.steps import Parties, Step
from matching import round_check, round_inputs, round_ledger, round_letters, round_outcome, round_terms
from matching.core.files import BadRow
from matching.models import Allocation, AllocationRound, RoundResult
from matching.round_inputs import Collected
from matching.round_ledger import Computed
from matching.round_terms import RoundTerms
from matching.runs import code_version
from profiles import events, privacy
from profiles.actors import Actor

STEPS = (
    Step("simulate_round", gettext_lazy("모의 배치하기"), ("draft",), "draft", ("city",)),
    Step("run_round", gettext_lazy("이 조건으로 배치하기"), ("draft",), "run", ("city",)),
    Step("verify_round", gettext_lazy("검산하기"), ("run",), "verified", ("city",)),
    Step("confirm_round", gettext_lazy("확정하기"), ("verified",), "confirmed", ("city",)),
    Step("publish_round", gettext_lazy("결과 발표하고 참여 의사 묻기"), ("confirmed",), "published", ("city",)),
    Step("reopen_round", gettext_lazy("조건부터 다시 하기"), ("run", "verified", "confirmed"), "draft", ("city",)),
)


# Verbs ----------------------------------------------------------------------------------------------------------------
@transaction.atomic
def draft(programme_year: ProgrammeYear, number: int, *, seed: str, by: Actor, at: datetime) -> AllocationRound:
    """Begin the first or second round of a programme year, with the seed that decides among equal scores.

    Raises PermissionDenied, round_once, seed_missing, first_round_first.
    """
    steps.require_party("city", Parties(), by)
    if not seed.strip():
        raise ValidationError({"seed": ValidationError(_("추첨 번호를 적어 주세요."), code="seed_missing")})
    first = AllocationRound.objects.filter(
        programme_year=programme_year, number=1, state=AllocationRound.State.PUBLISHED
    )
    if number == 2 and not first.exists():
        raise ValidationError(_("1차를 발표한 뒤에 2차를 시작할 수 있습니다."), code="first_round_first")
    if number == 2 and not round_inputs.has_free_seats(programme_year):
        raise ValidationError(_("빈자리가 없어 2차를 시작할 수 없습니다."), code="no_free_seats")
    privacy.refuse_resident_numbers(seed=seed)
    row = AllocationRound(
        programme_year=programme_year, number=number, seed=seed.strip(), drafted_at=at, drafted_by=by.user
    )
    row.full_clean(validate_constraints=False)  # whether it is the only one is asked while it is written
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as twice:
        if twice.__cause__.diag.constraint_name != "round_once":
            raise
        raise ValidationError(_("이 사업의 이 차수는 이미 시작했습니다."), code="round_once") from twice
    round_results.begin_round(programme_year, by=by)
    events.record("draft_round", [row], by=by, at=at, moves=("", row.state), params={"seed": row.seed})
    return row


@transaction.atomic
def simulate(row: AllocationRound, terms: RoundTerms, *, name: str, by: Actor, at: datetime) -> Allocation:
    """Allocate under these terms without consequence, and keep the figures under a name.

    Raises PermissionDenied, wrong_state, terms that make no sense (round_terms.check), and what `round_inputs.collect` raises.
    """
    (locked,) = _begin("simulate_round", row, by)
    round_inputs.require_all(locked, terms, at=at)
    collected = round_inputs.collect(locked, terms, at=at)
    round_terms.check(terms, _site_names(collected))
    made = _allocate(
        locked, collected, terms, Allocation.Kind.SIMULATION, name=name.strip() or _("이름 없음"), by=by, at=at
    )
    events.record(
        "simulate_round", [locked], by=by, at=at, params={"terms": made.name, "inputs_hash": made.inputs_hash}
    )
    return made


@transaction.atomic
def run(row: AllocationRound, simulation: Allocation, *, by: Actor, at: datetime) -> AllocationRound:
    """Allocate in earnest under the terms of a simulation, with everybody as they stand now.

    Raises PermissionDenied, wrong_state, wrong_round, too_few_seats, and what `simulate` raises.
    """
    (locked,) = _begin("run_round", row, by)
    if simulation.round_id != locked.pk:
        raise ValidationError(_("이 차수의 모의 배치가 아닙니다."), code="wrong_round")
    terms = round_terms.from_json(simulation.terms)
    round_inputs.require_all(locked, terms, at=at)
    collected = _collect_locked(locked, terms, at)
    round_terms.check(terms, _site_names(collected))
    _require_free(collected, terms)
    made = _allocate(locked, collected, terms, Allocation.Kind.RUN, name=simulation.name, by=by, at=at)
    locked.allocation, locked.run_at, locked.run_by = made, at, by.user
    told = {"inputs_hash": made.inputs_hash, "result_hash": made.result_hash}
    return _move("run_round", locked, "run", by=by, at=at, params=told)


@transaction.atomic
def verify(
    row: AllocationRound, *, by: Actor, at: datetime, shown: Sequence[int | None] | None = None
) -> AllocationRound:
    """Check the run with code that shares nothing with it, and ask another person to confirm.

    `shown`: the allocation on the page that asked, by pk. Raises PermissionDenied, wrong_state, changed_meanwhile, unsound.
    """
    (locked,) = _begin("verify_round", row, by)
    steps.require_unchanged([locked], "allocation_id", shown)
    if found := round_check.problems(locked.allocation):
        raise ValidationError(
            _("검산에서 맞지 않는 것이 %(count)d건 나와 넘어가지 않았습니다. %(first)s")
            % {"count": len(found), "first": round_check.sentence(found[0])},
            code="unsound",
        )
    locked.verified_at, locked.verified_by = at, by.user
    moved = _move("verify_round", locked, "verified", by=by, at=at)
    round_letters.to_confirm(moved, at=at)
    return moved


@transaction.atomic
def confirm(
    row: AllocationRound, *, by: Actor, at: datetime, shown: Sequence[int | None] | None = None
) -> AllocationRound:
    """Stand for the result as a second person. Raises PermissionDenied, wrong_state, changed_meanwhile, same_person, inputs_changed."""
    (locked,) = _begin("confirm_round", row, by)
    steps.require_unchanged([locked], "allocation_id", shown)
    if by.user.pk == locked.run_by_id:
        raise ValidationError(
            _("배치를 한 사람은 확정할 수 없습니다. 다른 담당자가 확정해 주세요."), code="same_person"
        )
    _require_unchanged(locked, at)
    locked.confirmed_at, locked.confirmed_by = at, by.user
    moved = _move("confirm_round", locked, "confirmed", by=by, at=at)
    round_letters.confirmed(moved, at=at)
    return moved


@transaction.atomic
def publish(
    row: AllocationRound, *, by: Actor, at: datetime, shown: Sequence[int | None] | None = None
) -> AllocationRound:
    """Tell everybody their result, offer the seats with their deadline, and put the others in line; all or nothing.

    Raises PermissionDenied, wrong_state, changed_meanwhile, inputs_changed, and what `jobs.round_results.publish` raises.
    """
    (locked,) = _begin("publish_round", row, by)
    steps.require_unchanged([locked], "allocation_id", shown)
    collected, computed = _require_unchanged(locked, at)
    postings = list({site.posting_id: site.posting for site in collected.sites.values()}.values())
    decided = _decided(locked.allocation, collected, computed, round_inputs.left_out(locked, postings))
    locked.published_at, locked.published_by = at, by.user
    round_results.publish(postings, decided, by=by, at=at)
    moved = _move("publish_round", locked, "published", by=by, at=at)
    round_letters.published(moved, postings, at=at)
    return moved


@transaction.atomic
def reopen(row: AllocationRound, *, reason: str, by: Actor, at: datetime) -> AllocationRound:
    """Go back to the terms before anybody was told; the run stays in the ledger. Raises PermissionDenied, wrong_state, reason_missing."""
    (locked,) = _begin("reopen_round", row, by)
    if not reason.strip():
        raise ValidationError(_("다시 하는 이유를 적어 주세요. 처리 기록에 남습니다."), code="reason_missing")
    locked.allocation = None
    for name in ("run", "verified", "confirmed"):
        setattr(locked, f"{name}_at", None)
        setattr(locked, f"{name}_by", None)
    moved = _move("reopen_round", locked, "draft", by=by, at=at, reason=reason.strip()[:200])
    round_letters.confirmed(moved, at=at)
    return moved


# Questions ------------------------------------------------------------------------------------------------------------
def steps_for(row: AllocationRound, by: Actor) -> list[Step]:
    """Return the steps this actor may take now; who ran a round doesn't confirm it."""
    found = [step for step in STEPS if steps.may(step, row, Parties(), by)]
    own = by.user is not None and by.user.pk == row.run_by_id
    return [step for step in found if not (own and step.verb == "confirm_round")]


# Private --------------------------------------------------------------------------------------------------------------
def _begin(verb: str, row: AllocationRound, by: Actor) -> list[AllocationRound]:
    """Lock the round, before any posting. Raises PermissionDenied, wrong_state."""
    rows = steps.lock(AllocationRound, [row], "programme_year", "allocation")
    steps.check(STEPS, verb, rows, lambda _row: Parties(), [by])
    return rows


def _move(
    verb: str,
    row: AllocationRound,
    state: str,
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
    params: dict | None = None,
) -> AllocationRound:
    move = (row.state, state)
    row.state = state
    row.save()
    events.record(verb, [row], by=by, at=at, moves=move, reason=reason, params=params)
    return row


def _collect_locked(row: AllocationRound, terms: RoundTerms, at: datetime) -> Collected:
    """Collect while nobody takes a seat or moves: postings are locked, their free seats, all who stand there, then the people."""
    sites = PostingSite.objects.filter(public_id__in=list(terms.sites))
    postings = steps.lock(Posting, Posting.objects.filter(posting_sites__in=sites).distinct())
    seats.lock_free([posting.pk for posting in postings])
    one_seat.lock(steps.lock(Application, round_inputs.standing(row, postings)))
    return round_inputs.collect(row, terms, at=at)


def _require_free(collected: Collected, terms: RoundTerms) -> None:
    free, names = round_inputs.free_places(collected.sites.values()), _site_names(collected)
    for site, own in terms.sites.items():
        if own.places > free[site]:
            raise ValidationError(
                _(
                    "%(site)s: 조건의 모집인원은 %(places)d명인데 빈자리는 %(free)d자리입니다. 빈자리에 맞춰 모의 배치를 다시 해 주세요."
                )
                % {"site": names[site], "places": own.places, "free": free[site]},
                code="too_few_seats",
            )


def _require_unchanged(row: AllocationRound, at: datetime) -> tuple[Collected, Computed]:
    """What was run is what stands now: the same people, wishes and scores. Raises inputs_changed."""
    ledger = row.allocation
    try:
        collected = _collect_locked(row, round_terms.from_json(ledger.terms), at)
    except ValidationError as now:
        raise _changed() from now
    if round_ledger.inputs_hash(collected.files, row.seed) != ledger.inputs_hash:
        raise _changed()
    computed = round_ledger.compute(collected.files, row.seed)
    if computed.result != ledger.result:
        raise _changed()
    return collected, computed


def _changed() -> ValidationError:
    return ValidationError(
        _(
            "배치를 한 뒤에 지원 취소나 점수 변경처럼 입력이 바뀐 일이 있습니다. "
            "‘조건부터 다시 하기’를 눌러 다시 배치해 주세요."
        ),
        code="inputs_changed",
    )


def _allocate(
    row: AllocationRound, collected: Collected, terms: RoundTerms, kind: str, *, name: str, by: Actor, at: datetime
) -> Allocation:
    """Compute and write the ledger; for a run also what each person got."""
    try:
        computed = round_ledger.compute(collected.files, row.seed)
    except BadRow as bad:
        raise ValidationError(
            _("입력이 맞지 않아 배치하지 않았습니다: %(why)s") % {"why": bad}, code="bad_row"
        ) from bad
    is_run = kind == Allocation.Kind.RUN
    made = Allocation.objects.create(
        round=row,
        kind=kind,
        name=name[:40],
        seed=row.seed,
        terms=round_terms.as_json(terms),
        inputs=collected.files if is_run else {},
        inputs_hash=round_ledger.inputs_hash(collected.files, row.seed),
        result=computed.result if is_run else "",
        result_hash=round_ledger.result_hash(computed.result),
        code_version=code_version(),
        rule_set_ids=collected.rule_set_ids,
        figures=round_outcome.figures(collected, computed, terms),
        allocated_at=at,
        allocated_by=by.user,
    )
    if is_run:
        rows = round_outcome.results(collected, computed, terms, made)
        RoundResult.objects.bulk_create(rows, batch_size=2000)
    return made


def _decided(
    ledger: Allocation, collected: Collected, computed: Computed, left_out: dict[str, list[Application]]
) -> Decided:
    placed = dict(
        RoundResult.objects.filter(allocation=ledger)
        .exclude(application=None)
        .values_list("application_id", "posting_site_id")
    )
    seated = {collected.applications[pk].candidate_id for pk in placed}
    in_line = round_outcome.waiting(collected, computed)
    elsewhere = [row for pk, row in collected.applications.items() if pk not in placed and row.candidate_id in seated]
    return Decided(placed, [collected.applications[pk] for pk in in_line], elsewhere, left_out)


def _site_names(collected: Collected) -> dict[str, str]:
    return {name: f"{site.posting.title} · {site.site.name}" for name, site in collected.sites.items()}
