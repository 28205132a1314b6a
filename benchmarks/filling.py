"""A city of any size in the database: people who were packed, and open postings with rules, quickly and past the verbs.

People are a pool of made-up ones repeated over and over with other ids; rows of accounts and candidates are copies of one. What a run reads of
a person is the packed row alone, and it is as long as a talkative person's.
"""

import random
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import Model

from jobs.models import PayTerms, Posting, PostingSite, Programme, ProgrammeYear, Rule, RuleSet, Site
from matching import packed_profiles
from matching.models import PackedProfile
from profiles import occupations, places
from profiles.models import Candidate, Career, HeldCertificate, Organisation, PublicJob, User

POOL = 20_000
YEARS = 30
WORDS, WORDS_A_POSTING, WORDS_A_PERSON = 6_000, 58, 40
SYLLABLES = [chr(code) for code in range(ord("가"), ord("힣"), 24)]
CERTIFICATES = [f"자격 {number}" for number in range(48)]
RULES = (
    ("employment", {"allow": "not_employed"}),
    ("double_participation", {"policy": "forbid"}),
    ("repeat_participation", {"years": 1, "window_years": 3}),
    ("schedule", {"percent": 40}),
    ("hours_share", {"percent": 70}),
)


def fill(people: int, postings: int, at: datetime) -> None:
    """Everything that a run over the city reads, as of a moment."""
    draw = random.Random(1)  # noqa: S311 - a made-up city
    words = fill_postings(postings, draw, at)
    _pool(min(people, POOL), words, draw, at)
    _repeat(people)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def fill_postings(count: int, draw: random.Random, at: datetime) -> list[str]:
    """Open postings alone; return the words that they say, those that most say first."""
    words = _words(draw)
    _postings(count, words, draw, at)
    return words


def _words(draw: random.Random) -> list[str]:
    """Made-up words, common ones first."""
    return ["".join(draw.choices(SYLLABLES, k=draw.choice([2, 2, 3]))) for _ in range(WORDS)]


def _text(words: list[str], count: int, draw: random.Random) -> str:
    return " ".join(words[int(len(words) * draw.random() ** 3)] for _ in range(count))


def _postings(count: int, words: list[str], draw: random.Random, at: datetime) -> None:
    dongs = [dong for district in places.districts() for dong in places.dongs(district.code)]
    codes = _occupations()
    operator = Organisation.objects.create(kind="operator", name="운영기관", created_at=at)
    sites = Site.objects.bulk_create(
        Site(organisation=operator, name=f"활동처 {n}", district=dong.code[:5], dong=dong.code)
        for n, dong in enumerate(dongs)
    )
    years = [_year(number, draw, at) for number in range(YEARS)]
    made = Posting.objects.bulk_create(
        Posting(
            programme_year=draw.choice(years),
            organisation=operator,
            state="published",
            title=_text(words, 3, draw),
            duties=_text(words, WORDS_A_POSTING, draw),
            keco=draw.choice(codes),
            weekly_hours=15,
            hours_per_month=draw.choice([40, 57, 160]),
            hours_mask=_week(draw),
            required_certificates=draw.sample(CERTIFICATES, draw.choice([0, 0, 0, 1])),
            preferred_certificates=draw.sample(CERTIFICATES, draw.choice([0, 1, 2])),
            apply_from=at - timedelta(days=3),
            apply_until=at + timedelta(days=7),
            results_at=at + timedelta(days=14),
            starts_on=at.date() + timedelta(days=20),
            ends_on=at.date() + timedelta(days=200),
            written_at=at,
            published_at=at,
        )
        for _ in range(count)
    )
    PostingSite.objects.bulk_create(
        PostingSite(posting=row, site=site) for row in made for site in draw.sample(sites, draw.choice([1, 1, 1, 2, 3]))
    )


def _occupations() -> list[str]:
    """Codes of four digits."""
    found = list(occupations.children())
    while len(found[0].code) < 4:
        found = [child for parent in found for child in occupations.children(parent.code)]
    return [row.code for row in found]


def _year(number: int, draw: random.Random, at: datetime) -> ProgrammeYear:
    """A programme with a band of birth dates of its own."""
    kind = draw.choice(Programme.Kind.values)
    year = ProgrammeYear.objects.create(
        programme=Programme.objects.create(name=f"사업 {number}", kind=kind),
        year=at.year,
        starts_on=date(at.year, 1, 1),
        ends_on=date(at.year + 1, 12, 31),
        pay_kind="allowance",
        hours_cap_per_month=57,
        counting_definition="자리에서 처음 활동을 시작한 사람",
        opened_at=at,
    )
    PayTerms.objects.create(
        programme_year=year, valid_from=year.starts_on, hourly_won=10_320, withholding_rate="0.088",
        withholding_floor_won=50_000,
    )  # fmt: skip
    rules = RuleSet.objects.create(programme_year=year, version=1, valid_from=year.starts_on, added_at=at)
    oldest = at.year - draw.choice([64, 65, 67])
    band = {"birth_from": f"{oldest}-01-01", "birth_to": f"{oldest + draw.choice([8, 15, 22])}-12-31"}
    districts = [district.code for district in places.districts()]
    home = {"districts": draw.sample(districts, draw.choice([8, 12, 25]))}
    lines = [("birth_range", band), ("residence", home), *draw.sample(RULES, draw.choice([3, 4, 5]))]
    Rule.objects.bulk_create(
        Rule(rule_set=rules, kind=kind, params=params, applies_at="apply") for kind, params in lines
    )
    return year


def _week(draw: random.Random) -> list[int]:
    return [(draw.random() < 0.5) * (0b111111 << draw.choice([9, 13])) for _ in range(7)]


def _pool(count: int, words: list[str], draw: random.Random, at: datetime) -> None:
    """People with careers, certificates, words and wishes, packed as the product packs them."""
    dongs = [dong.code for district in places.districts() for dong in places.dongs(district.code)]
    dongs, codes = sorted(draw.choices(dongs, k=count)), _occupations()
    users = User.objects.bulk_create(User(email=f"person{n}@example.com", joined_at=at) for n in range(count))
    people = Candidate.objects.bulk_create(
        Candidate(
            user=user,
            birth_on=date(at.year - draw.randint(49, 66), draw.randint(1, 12), draw.randint(1, 28)),
            district=dong[:5],
            dong=dong,
            employment=draw.choice(["not_employed", "not_employed", "part_time", "employed"]),
            statuses={},
            public_jobs_told_at=at,
            skills=_text(words, WORDS_A_PERSON, draw),
            kinds_wished=draw.sample(Candidate.WorkKind.values, draw.choice([1, 2])),
            districts_wished=draw.sample([district.code for district in places.districts()], 2),
            half_km=draw.choice([2, 3, 5, 7, 10]),
            hours_mask=_week(draw),
            hours_per_month=draw.choice([None, 40, 57, 120]),
            pay_wished_won=draw.choice([None, 10_000, 12_000]),
            created_at=at,
            changed_at=at,
        )
        for user, dong in zip(users, dongs, strict=True)
    )
    Career.objects.bulk_create(
        Career(candidate=row, title=_text(words, 1, draw), keco=draw.choice(codes), months=draw.randint(1, 300))
        for row in people
        for _ in range(draw.choice([1, 2, 2, 3]))
    )
    HeldCertificate.objects.bulk_create(
        HeldCertificate(candidate=row, name=name)
        for row in people
        for name in draw.sample(CERTIFICATES, draw.choice([0, 1, 3]))
    )
    PublicJob.objects.bulk_create(
        PublicJob(
            candidate=row,
            name="공공근로",
            kind="other",
            starts_on=date(at.year - 1, 3, 1),
            ends_on=date(at.year - 1, 8, 31),
        )
        for row in people
        if draw.random() < 0.1
    )
    packed_profiles.keep_up(at=at)


def _repeat(people: int) -> None:
    """As many people as are wanted: each one of the pool again and again, in the order of the pool."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), max(id) FROM profiles_candidate")
        pool, last = cursor.fetchone()
        for model, changed in (
            (User, {"public_id": "gen_random_uuid()", "email": "made.id || '@example.com'"}),
            (Candidate, {"public_id": "gen_random_uuid()", "user_id": "made.id"}),
            (PackedProfile, {}),
        ):
            cursor.execute(_copies(model, changed), [last + 10_000_000, pool, people - pool])


def _copies(model: type[Model], changed: dict[str, str]) -> str:
    """SQL that repeats the rows of a table with ids from a number on."""
    key = model._meta.pk.column
    names = [field.column for field in model._meta.concrete_fields]
    values = ", ".join("made.id" if name == key else changed.get(name, f'pool."{name}"') for name in names)
    columns = ", ".join(f'"{name}"' for name in names)
    return (
        f"INSERT INTO {model._meta.db_table} ({columns}) SELECT {values}"  # noqa: S608 - names of our own tables
        f" FROM (SELECT %s + n AS id, n %% %s AS place FROM generate_series(0, %s - 1) AS n) AS made"
        f" JOIN (SELECT *, row_number() OVER (ORDER BY {key}) - 1 AS place FROM {model._meta.db_table}) AS pool"
        f" USING (place) ORDER BY made.id"
    )
