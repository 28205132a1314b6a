"""Every code has its sentence, and every sentence reads."""

import re
from itertools import product

import pytest
from django.utils import translation

from jobs import eligibility, sentences
from jobs.eligibility import Participation, PersonFacts, PostingFacts, PublicJob, RuleError, RuleSpec
from jobs.officer_texts import TO_OFFICERS
from jobs.rule_texts import ERRORS, LABELS, PAPERS, PARAMS, SENTENCES
from tests import make

TO_THE_PERSON = re.compile(
    r"셨|시고|시면|사셔|하신|으신|하실|나오실|나의 정보’에서? [^.]*(적어|골라|알려|고쳐) 주세요|찾아보세요"
)
EVERY_CODE = sorted({code for rule in eligibility.RULES.values() for code in rule.CODES})


@pytest.mark.parametrize("code", EVERY_CODE)
def test_every_reason_and_remedy_has_a_sentence(code: str) -> None:
    assert str(SENTENCES[code]).endswith(("다.", "요.", "%(names)s", "%(statuses)s"))


def test_no_sentence_is_left_over() -> None:
    assert {text.partition("/")[0] for text in SENTENCES} == set(EVERY_CODE)


@pytest.mark.parametrize("key", sorted(SENTENCES))
def test_an_officer_reads_of_the_person_and_not_to_the_person(key: str) -> None:
    said = str(TO_OFFICERS.get(key, SENTENCES[key]))

    assert not TO_THE_PERSON.search(said)


@pytest.mark.parametrize("key", sorted(SENTENCES))
def test_an_officer_who_reads_english_reads_of_the_person_too(key: str) -> None:
    with translation.override("en"):
        said = str(TO_OFFICERS.get(key, SENTENCES[key]))

    assert not re.search(r"\byou", said, re.IGNORECASE)


def test_no_sentence_to_officers_is_left_over() -> None:
    assert set(TO_OFFICERS) <= set(SENTENCES)


@pytest.mark.parametrize("code", sorted(eligibility.ERROR_CODES))
def test_every_error_has_a_sentence(code: str) -> None:
    told = {"least": 1, "most": 100, "choices": ["any"], "value": "999", "window_years": 3}

    text = sentences.error_sentence(RuleError(code, kind="birth_range", key="birth_from", **told))

    assert text.endswith(("다.", "요.", "일", "70"))
    assert "%" not in text


def test_every_kind_and_parameter_has_a_name() -> None:
    assert list(LABELS) == list(eligibility.RULES)
    assert set(PAPERS) == set(eligibility.RULES) - {"training_attendance"}
    assert {name for rule in eligibility.RULES.values() for name in rule.PARAMS} <= set(PARAMS)
    assert set(ERRORS) == set(eligibility.ERROR_CODES)


@pytest.mark.parametrize(
    ("kind", "params", "text"),
    [
        (
            "birth_range",
            {"birth_from": "1955-01-01", "birth_to": "1982-12-31"},
            "1955년 1월 1일부터 1982년 12월 31일까지 태어난 분",
        ),
        ("birth_range", {"birth_to": "1986-12-31"}, "1986년 12월 31일까지 태어난 분"),
        ("birth_range", {"birth_from": "1986-12-31"}, "1986년 12월 31일부터 태어난 분"),
        (
            "birth_range",
            {"birth_to": "1970-12-31", "by_status": [{"status": "near_poor", "birth_to": "1980-12-31"}]},
            "1970년 12월 31일까지 태어난 분 (차상위계층: 1980년 12월 31일까지 태어난 분)",
        ),
        ("residence", {"seoul": True}, "서울시에 사는 분"),
        (
            "residence",
            {"seoul": True, "business_in_seoul": True},
            "서울시에 사는 분, 또는 서울에 사업장이 있는 사업자의 대표",
        ),
        ("residence", {"districts": ["11410", "11680"]}, "서대문구, 강남구에 사는 분"),
        (
            "residence",
            {"districts": ["41135"], "seoul": True, "business_in_seoul": False},
            "서울시나 서울 밖(41135)에 사는 분",
        ),
        ("residence", {"business_in_seoul": True}, "서울에 사업장이 있는 사업자의 대표"),
        ("employment", {"allow": "not_employed"}, "지금 일하고 있지 않은 분"),
        (
            "employment",
            {"allow": "outside_working_hours"},
            "일하고 있지 않거나, 일하는 시간이 활동 시간과 겹치지 않는 분",
        ),
        ("employment", {"allow": "any"}, "일하고 있는 분도 지원할 수 있습니다"),
        ("double_participation", {"policy": "forbid"}, "같은 기간에 다른 공공일자리에 참여하지 않는 분"),
        ("double_participation", {"policy": "no_time_overlap"}, "다른 공공일자리와 활동 시간이 겹치지 않는 분"),
        (
            "repeat_participation",
            {"years": 2, "window_years": 3},
            "지난 3년 동안 공공일자리에 참여한 해가 2년보다 적은 분",
        ),
        (
            "repeat_participation",
            {"years": 2, "window_years": 3, "kinds": ["meaningful_work"], "least_months": 3},
            "지난 3년 동안 보람일자리에 3개월 이상 참여한 해가 2년보다 적은 분",
        ),
        ("benefit_wait", {"days": 0}, "실업급여를 받고 있지 않은 분"),
        ("benefit_wait", {"days": 90}, "실업급여를 받지 않거나, 실업급여가 끝나고 90일이 지난 분"),
        ("credential", {"certificates": ["요양보호사"]}, "다음 자격증이 있는 분: 요양보호사"),
        (
            "credential",
            {"certificates": ["요양보호사"], "trainings": ["안전교육"], "need": "any"},
            "다음 자격증과 교육 가운데 하나를 갖춘 분: 요양보호사, 안전교육",
        ),
        ("hours_share", {"percent": 70, "of_hours": 57}, "한 달 57시간의 70%(40시간) 이상 활동할 수 있는 분"),
        ("hours_share", {"percent": 70}, "공고에 적힌 한 달 활동 시간의 70% 이상 활동할 수 있는 분"),
        ("schedule", {"percent": 100}, "공고에 적힌 요일과 시간에 모두 활동할 수 있는 분"),
        ("schedule", {"percent": 80}, "공고에 적힌 활동 시간의 80% 이상에 나올 수 있는 분"),
        ("training_attendance", {"percent": 80}, "배치 전 교육에 80% 이상 참석한 분"),
        (
            "status_exclusion",
            {"statuses": ["basic_livelihood", "long_term_care"]},
            "다음에 해당하지 않는 분: 기초생활 생계급여 수급자, 노인장기요양 등급을 받음",
        ),
    ],
)
def test_rule_sentence(kind: str, params: dict, text: str) -> None:
    eligibility.check_rule(RuleSpec(kind, params, applies_at="place" if kind == "training_attendance" else "apply"))

    assert sentences.rule_sentence(RuleSpec(kind, params)) == text


# People and postings of whom so much is known, and so little, that every rule says all that it can say.
MORNINGS, EVENINGS = tuple(make.WEEKDAY_MORNINGS), (1 << 19,) * 7
DAY = make.TODAY
PEOPLE = (
    PersonFacts(),
    PersonFacts(
        birth_on=DAY.replace(year=1960),
        district="11410",
        employment="not_employed",
        has_benefit=False,
        statuses=dict.fromkeys(eligibility.STATUSES, False),
        certificates=frozenset({"요양보호사", "운전면허"}),
        trainings=frozenset({"안전교육"}),
        hours_per_month=57,
        hours_mask=MORNINGS,
        public_jobs=(),
        participations=(),
        training_attendance=100,
    ),
    PersonFacts(
        birth_on=DAY.replace(year=1990),
        district="11680",
        business_district="",
        employment="employed",
        work_mask=MORNINGS,
        has_benefit=True,
        statuses=dict.fromkeys(eligibility.STATUSES, True),
        certificates=frozenset(),
        trainings=frozenset(),
        hours_per_month=10,
        hours_mask=EVENINGS,
        public_jobs=(PublicJob("meaningful_work", MORNINGS, None, DAY.replace(year=2027)),),
        participations=(Participation(2025, "other", 12), Participation(2024, "other", 12)),
        training_attendance=50,
    ),
    PersonFacts(
        birth_on=DAY.replace(year=1990),
        district="11680",
        business_district="11680",
        employment="part_time",
        work_mask=EVENINGS,
        benefit_ends_on=DAY,
        statuses={"near_poor": False},
        public_jobs=(PublicJob(),),
        participations=(Participation(2025), Participation(2024)),
    ),
    PersonFacts(
        birth_on=DAY.replace(year=1990),
        district="41135",
        employment="part_time",
        benefit_ends_on=DAY.replace(year=2020),
        public_jobs=(PublicJob("other", EVENINGS, None, None),),
    ),
)
POSTINGS = (
    PostingFacts(),
    PostingFacts(kind="meaningful_work", starts_on=DAY, hours_per_month=57, week_mask=MORNINGS),
)
_STATUS = {"birth_to": "1970-12-31", "by_status": [{"status": "near_poor", "birth_to": "1999-12-31"}]}
RULES = (
    RuleSpec("birth_range", {"birth_from": "1955-01-01", "birth_to": "1970-12-31"}),
    RuleSpec("birth_range", _STATUS),
    RuleSpec("residence", {"districts": ["11410"], "business_in_seoul": True}),
    *(RuleSpec("employment", {"allow": allow}) for allow in ("not_employed", "outside_working_hours", "any")),
    *(
        RuleSpec("double_participation", {"policy": policy})
        for policy in ("forbid", "forbid_same_kind", "no_time_overlap", "declare_only")
    ),
    RuleSpec("repeat_participation", {"years": 2, "window_years": 3}),
    RuleSpec("repeat_participation", {"years": 2, "window_years": 3, "kinds": ["other"], "least_months": 2}),
    RuleSpec("benefit_wait", {"days": 90}),
    RuleSpec("benefit_wait", {"days": 0}),
    RuleSpec("credential", {"certificates": ["요양보호사", "운전면허"], "trainings": ["안전교육"]}),
    RuleSpec("credential", {"certificates": ["요양보호사", "운전면허"], "need": "any"}),
    RuleSpec("hours_share", {"percent": 70}),
    RuleSpec("schedule", {"percent": 80}),
    RuleSpec("training_attendance", {"percent": 80}, applies_at="place"),
    RuleSpec("status_exclusion", {"statuses": ["long_term_care"]}),
)


def every_verdict():
    for person, posting in product(PEOPLE, POSTINGS):
        yield from eligibility.judge_all(RULES, person, posting, DAY, "place")


def test_the_people_above_are_told_every_sentence() -> None:
    told = {reason.code for verdict in every_verdict() for reason in (verdict.reason, verdict.remedy) if reason}

    assert told == set(EVERY_CODE)


def test_every_verdict_reads_without_a_code_or_a_gap() -> None:
    for verdict in every_verdict():
        line = sentences.verdict_line(verdict)

        for text in filter(None, (line.text, line.remedy)):
            assert "%(" not in text
            assert "None" not in text
            assert not any(word in text for word in ("meaningful_work", "near_poor", "11410", "part_time"))
        assert bool(line.remedy) == (verdict.outcome != "met")


def test_a_kept_verdict_reads_like_the_fresh_one() -> None:
    fresh = next(verdict for verdict in every_verdict() if verdict.outcome == "not_met")
    kept = {
        **fresh._asdict(),
        "reason": {"code": fresh.reason.code, "params": dict(fresh.reason.params)},
        "remedy": {"code": fresh.remedy.code, "params": dict(fresh.remedy.params)},
    }

    assert sentences.verdict_lines([kept]) == sentences.verdict_lines([fresh])


def test_verdict_line_for_an_officer_keeps_a_fitting_birth_date_to_itself() -> None:
    spec = RuleSpec("birth_range", {"birth_from": "1955-01-01", "birth_to": "1982-12-31"})
    people = [PersonFacts(birth_on=DAY.replace(year=year)) for year in (1970, 1990)]
    fits, outside = (eligibility.judge_all([spec], person, PostingFacts(), DAY)[0] for person in people)

    assert sentences.verdict_line(fits, to_officer=True).text == (
        "태어난 날이 조건에 맞습니다. 1955년 1월 1일부터 1982년 12월 31일까지 태어난 분이 지원할 수 있습니다."
    )
    assert "1990년" in sentences.verdict_line(outside, to_officer=True).text  # there the day is what is decided on


def test_verdict_line_of_a_birth_date_outside() -> None:
    spec = RuleSpec("birth_range", {"birth_from": "1955-01-01", "birth_to": "1982-12-31"})
    (verdict,) = eligibility.judge_all([spec], PersonFacts(birth_on=DAY.replace(year=1990)), PostingFacts(), DAY)

    assert sentences.verdict_line(verdict) == (
        "birth_range",
        "나이",
        "not_met",
        "미충족",
        "1955년 1월 1일부터 1982년 12월 31일까지 태어난 분만 지원할 수 있습니다. 1990년 4월 15일에 태어나셨습니다.",
        "조건이 다른 사업의 일자리를 찾아보세요. 전화로 물어보셔도 됩니다.",
        "본인이 적음",
        "",
    )


def test_words_of_an_open_ended_public_job_and_of_a_choice() -> None:
    assert sentences.sentence("apply_after_public_job", {"ends_on": None}) == (
        "지금 하는 공공일자리가 끝난 뒤에 지원해 주세요."
    )
    assert sentences.sentence("obtain_credentials", {"names": ["가", "나"], "need": "any"}) == (
        "이 가운데 하나를 갖추신 뒤 ‘나의 정보’에 적고 지원해 주세요: 가, 나"
    )
    assert sentences.sentence("widen_schedule", {"days": [0, 2]}) == (
        "월요일, 수요일의 활동 시간에 나오실 수 있으면 ‘나의 정보’에서 고쳐 주세요."
    )


@pytest.mark.parametrize(
    ("params", "text"),
    [
        (
            {"birth_from": "1959-01-01", "birth_to": "1986-12-31"},
            "2026년 12월 31일에 만 40세부터 만 67세까지(1959년 1월 1일부터 1986년 12월 31일까지 태어난 분)",
        ),
        ({"birth_to": "1986-12-31"}, "2026년 12월 31일에 만 40세부터(1986년 12월 31일까지 태어난 분)"),
        ({"birth_to": "1986-06-30"}, "1986년 6월 30일까지 태어난 분"),
    ],
)
def test_rule_sentence_reckons_ages_where_whole_years_are_let_in(params: dict, text: str) -> None:
    assert sentences.rule_sentence(RuleSpec("birth_range", params), year=2026) == text
