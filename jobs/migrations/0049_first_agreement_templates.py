"""Publish the first words of the agreements, by kind of programme. Later versions: agreement_templates.set_template.

Sources: 근로기준법 제17조·제43조·제54조·제55조·제60조, 같은 법 시행령 제8조; 기간제 및 단시간근로자 보호 등에 관한 법률 제17조.
"""

from datetime import UTC, datetime

from django.db import migrations

SET_AT = datetime(2019, 1, 1, tzinfo=UTC)
ACTIVITY = """## 약정하는 사람
{operator}(아래 ‘기관’)과 {person} 님(아래 ‘참여자’)은 {programme}의 활동에 대해 다음과 같이 약정합니다.
## 활동 기간
{starts_on}부터 {ends_on}까지입니다.
## 활동하는 곳과 하는 일
활동처: {site}
주소: {place}
활동: {role}
{duties}
## 활동 시간
{week}
한 주 {weekly_hours}, 한 달 {monthly_hours}을 활동합니다. 한 달에 활동할 수 있는 시간은 많아도 {most_hours}입니다.
정한 시간과 활동처를 바꾸려면 기관과 먼저 의논합니다. 바꾸면 약정서를 새로 씁니다.
## 활동비
계산: {pay_parts}. {tax}
참여자가 달마다 활동일지를 내면 활동처와 기관이 확인하고, {pay_day}에 참여자 이름의 계좌로 보냅니다. 그날이 쉬는 날이면 바로 앞의 평일에 보냅니다.
활동비는 사회공헌 활동에 드는 비용을 보태는 돈이며 임금이 아닙니다.
## 안전과 보험
기관은 활동 기간 동안 참여자를 상해보험에 들게 하고, 시작하기 전에 안전 교육을 합니다.
다치거나 위험한 일이 생기면 바로 활동을 멈추고 활동처와 기관에 알립니다.
## 서로 지킬 것
참여자는 정한 시간을 지키고, 활동하면서 알게 된 다른 분의 개인정보를 남에게 말하지 않습니다.
기관과 활동처는 정한 일이 아닌 일을 시키지 않으며, 참여자를 존중합니다.
## 그만둘 때
참여자는 언제든지 그만둘 수 있으며, 가능하면 7일 전에 기관에 알립니다. 그만두는 날까지 활동한 시간의 활동비를 드립니다.
기관은 참여 조건에 맞지 않게 되었거나 약정을 크게 어긴 때에 이유를 알리고 참여자의 말을 들은 뒤 활동을 끝낼 수 있습니다.
## 따로 정한 것
{special_terms}"""
CONTRACT = """## 계약하는 사람
{operator}(아래 ‘사용자’)와 {person} 님(아래 ‘근로자’)은 {programme}의 근로계약을 다음과 같이 맺습니다.
## 계약 기간
{starts_on}부터 {ends_on}까지입니다. 기간이 정해진 계약이며, 그날이 지나면 계약이 끝납니다.
## 일하는 곳과 하는 일
일하는 곳: {site}
주소: {place}
맡은 일: {role}
{duties}
## 일하는 시간
{week}
1주 소정근로시간은 {weekly_hours}, 한 달 {monthly_hours}입니다.
쉬는 시간: {breaks}
## 쉬는 날
{holidays}
## 연차 유급휴가
{annual_leave}
## 임금
시간급: {hourly_won}
구성과 계산: {pay_parts}. 매달 1일부터 말일까지 일한 시간을 더합니다.
보내는 날: {pay_day}. 그날이 쉬는 날이면 바로 앞의 평일에 보냅니다.
보내는 방법: 근로자 이름의 계좌로 모두 보내고, 임금명세서를 함께 드립니다.
세금과 사회보험료의 근로자 부담분은 법에 따라 뺍니다.
## 사회보험
산재보험은 일하는 시간과 관계없이 적용합니다. 고용보험, 국민연금, 건강보험은 법이 정한 기준에 맞으면 적용합니다.
## 계약이 끝난 뒤
그만두면 14일 안에 임금과 그 밖에 드릴 돈을 모두 드립니다.
## 계약서를 드림
사용자는 이 계약서를 근로자에게 드립니다(근로기준법 제17조 제2항). 근로자는 언제든지 내려받을 수 있습니다.
## 그 밖의 것
이 계약에 정하지 않은 것은 근로기준법과 기간제 및 단시간근로자 보호 등에 관한 법률을 따릅니다.
## 따로 정한 것
{special_terms}"""
LAW = "근로기준법 제17조, 기간제 및 단시간근로자 보호 등에 관한 법률 제17조"
OURS = "이 홈페이지의 기본 문안"
FIRST = (
    ("meaningful_work", "활동 약정서", ACTIVITY, OURS),
    ("internship", "근로계약서", CONTRACT, LAW),
    ("other", "참여 약정서", ACTIVITY, OURS),
)


def publish(apps, schema_editor):
    template = apps.get_model("jobs", "AgreementTemplate")
    for kind, title, body, source in FIRST:
        words = {"title": title, "body": body, "source": source, "set_at": SET_AT}
        template.objects.get_or_create(kind=kind, version=1, defaults=words)  # they are never deleted


class Migration(migrations.Migration):
    dependencies = [("jobs", "0048_working_papers")]

    operations = [migrations.RunPython(publish, migrations.RunPython.noop)]
