"""Random people, postings and sound rule sets, near the edges of each other so that every answer comes up."""

from datetime import date, timedelta

from hypothesis import strategies as st

from jobs.eligibility import STATUSES, Participation, PersonFacts, PostingFacts, PublicJob, RuleSpec
from jobs.eligibility.base import BASES
from jobs.eligibility.facts import EMPLOYMENT_UNKNOWN, EMPLOYMENTS
from tests.jobs.eligibility.cases import EVENINGS, MORNINGS, ON

KINDS = ("meaningful_work", "internship", "other")
DISTRICTS = ("11410", "11680", "41135")
CERTIFICATES = ("요양보호사", "운전면허", "ITQ")
TRAININGS = ("안전교육", "기초교육")

births = st.dates(date(1957, 12, 30), date(1958, 1, 3)) | st.dates(date(1985, 12, 30), date(1986, 1, 2))
near_days = st.integers(-120, 260).map(lambda days: ON + timedelta(days=days))
weeks = st.sampled_from([MORNINGS, EVENINGS, (*MORNINGS[:3], 0, 0, 0, 0), (0,) * 7])
maybe_week = st.none() | weeks
kinds = st.sampled_from(KINDS)
yes_no_unknown = st.sampled_from([True, False, None])


def names(among: tuple[str, ...], least: int = 0) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(among), unique=True, min_size=least)


public_jobs = st.builds(
    lambda kind, week, days: PublicJob(kind, week, *days),
    st.none() | kinds,
    maybe_week,
    st.tuples(st.none() | near_days, st.none() | near_days).map(
        lambda pair: tuple(sorted(pair)) if None not in pair else pair
    ),
)
participations = st.builds(Participation, st.integers(2021, 2027), st.none() | kinds, st.none() | st.integers(1, 12))
people = st.builds(
    PersonFacts,
    birth_on=st.none() | births,
    district=st.none() | st.sampled_from(DISTRICTS),
    dong=st.none(),
    business_district=st.none() | st.sampled_from(("", *DISTRICTS)),
    employment=st.sampled_from((*EMPLOYMENTS, EMPLOYMENT_UNKNOWN)),
    work_mask=maybe_week,
    has_benefit=yes_no_unknown,
    benefit_ends_on=st.none() | near_days,
    statuses=st.dictionaries(st.sampled_from(STATUSES), yes_no_unknown),
    certificates=st.none() | st.frozensets(st.sampled_from((*CERTIFICATES, "요양 보호사"))),
    trainings=st.none() | st.frozensets(st.sampled_from(TRAININGS)),
    hours_per_month=st.none() | st.integers(38, 58),
    hours_mask=maybe_week,
    public_jobs=st.none() | st.lists(public_jobs, max_size=3).map(tuple),
    participations=st.none() | st.lists(participations, max_size=4).map(tuple),
    own_jobs=st.lists(public_jobs, max_size=2).map(tuple),
    own_participations=st.lists(participations, max_size=2).map(tuple),
    training_attendance=st.none() | st.integers(78, 82),
    basis=st.dictionaries(st.sampled_from(["birth_on", "near_poor", "employment"]), st.sampled_from(BASES)),
)
postings = st.builds(
    PostingFacts,
    kind=st.none() | kinds,
    starts_on=st.none() | near_days,
    ends_on=st.none() | near_days,
    hours_per_month=st.none() | st.integers(40, 60),
    week_mask=st.none() | st.sampled_from([MORNINGS, EVENINGS]),
    districts=names(DISTRICTS).map(tuple),
    certificates=names(CERTIFICATES).map(tuple),
    trainings=names(TRAININGS).map(tuple),
    schedule_percent=st.none() | st.integers(1, 100),
    hours_percent=st.none() | st.integers(1, 100),
)

_range = st.fixed_dictionaries({}, optional={"birth_from": st.just("1958-01-01"), "birth_to": st.just("1985-12-31")})
_ranges = _range.filter(bool)
_status_ranges = st.lists(
    st.builds(lambda status, days: {"status": status, **days}, st.sampled_from(STATUSES), _ranges), max_size=2
)
percent = st.integers(1, 100)
PARAMS = {
    "birth_range": st.builds(lambda days, others: {**days, "by_status": others}, _ranges, _status_ranges),
    "residence": st.fixed_dictionaries(
        {"seoul": st.booleans(), "business_in_seoul": st.booleans(), "districts": names(DISTRICTS)}
    ).filter(lambda params: any(params.values())),
    "employment": st.sampled_from([{"allow": word} for word in ("not_employed", "outside_working_hours", "any")]),
    "double_participation": st.sampled_from(
        [{"policy": word} for word in ("forbid", "forbid_same_kind", "no_time_overlap", "declare_only")]
    ),
    "repeat_participation": st.fixed_dictionaries(
        {"years": st.integers(1, 2), "window_years": st.integers(2, 4)},
        optional={"kinds": names(KINDS), "least_months": st.integers(1, 12)},
    ),
    "benefit_wait": st.builds(lambda days: {"days": days}, st.sampled_from([0, 30, 90])),
    "credential": st.fixed_dictionaries(
        {"certificates": names(CERTIFICATES), "trainings": names(TRAININGS), "need": st.sampled_from(["all", "any"])}
    ).filter(lambda params: params["certificates"] or params["trainings"]),
    "hours_share": st.fixed_dictionaries({"percent": percent}, optional={"of_hours": st.integers(40, 60)}),
    "schedule": st.builds(lambda share: {"percent": share}, percent),
    "training_attendance": st.builds(lambda share: {"percent": share}, st.integers(79, 81)),
    "status_exclusion": st.builds(lambda found: {"statuses": found}, names(STATUSES, least=1)),
}


@st.composite
def rule_sets(draw: st.DrawFn) -> list[RuleSpec]:
    """Any sound rule set: an age rule and some others, credentials perhaps more than once."""
    chosen = ["birth_range", *draw(st.lists(st.sampled_from([k for k in PARAMS if k != "birth_range"]), unique=True))]
    chosen += ["credential"] * draw(st.integers(0, 1))
    specs = []
    for kind in draw(st.permutations(chosen)):
        stages = {"birth_range": ["apply"], "training_attendance": ["place"]}.get(kind, ["apply", "place"])
        specs.append(RuleSpec(kind, draw(PARAMS[kind]), applies_at=draw(st.sampled_from(stages))))
    return specs
