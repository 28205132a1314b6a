"""A round from its beginning to what people read of it: two officers of the city, an operator, two candidates at their phones."""

import re

from matching.models import AllocationRound
from tests import make
from tests.journeys import world
from tests.matching.allocating import applied


def test_two_officers_bring_a_round_to_its_results(visit) -> None:
    people = world.people()
    to = make.posting(
        people.organisation, people.year, sites=[people.site], seats=5, selection="round", **world.open_now()
    )
    for score in (95, 90, 85, 80):
        applied(to, score)
    met, missed = applied(to, 71, people.candidate), applied(to, 68)
    world.deadline_and_announcement_pass(to)
    officer, second = visit(people.city, also=1280), visit(make.city_user(), also=1280)

    officer.go("/city/rounds/")
    officer.follow("새 일괄 배치 시작하기")
    officer.page.check("[name=which]", force=True)
    officer.press("시작하기")
    for name, places in (("공고대로", "5"), ("네 자리", "4")):
        officer.follow(re.compile("조건 정해"))
        officer.page.fill("[name=name]", name)
        officer.page.fill("[name^=places_]", places)
        officer.press("이 조건으로 모의 배치하기")
    officer.press("나란히 보기")
    officer.sees("네 자리")
    officer.follow("돌아가기")
    officer.page.select_option("[name=simulation]", index=2)  # the newest stands first, after nothing chosen
    officer.press("이 조건으로 배치하기")
    officer.press("검산하기")
    officer.sees("다른 담당자에게 확정해 달라고 알렸습니다")
    second.go(f"/city/rounds/{AllocationRound.objects.get().public_id}/")
    second.follow("배치된 사람 보기")
    second.sees("배치된 사람 5명")
    second.follow("돌아가기")
    second.press("확정하기")
    second.sees("이 결과를 확정하시겠습니까?")
    second.press("확정하기")
    officer.go(f"/city/rounds/{AllocationRound.objects.get().public_id}/")
    officer.press("결과 발표하고 참여 의사 묻기")
    officer.sees("이 결과를 발표하시겠습니까?")
    officer.press("결과 발표하고 참여 의사 묻기")
    officer.sees("발표함")

    operator = visit(people.operator, also=1280)
    operator.go("/operator/rounds/")
    operator.follow(re.compile("1차"))
    operator.sees("정해진 사람")
    for row, words in ((met, "1지망대로 자리가 정해졌습니다"), (missed, "회원님은 68점입니다")):
        candidate = visit(row.candidate.user)
        candidate.go("/me/applications/")
        candidate.follow(re.compile("어느 희망이"))
        candidate.sees(words)
