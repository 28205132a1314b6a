"""The texts of rules: a label for each kind, outcome and parameter, a sentence for each reason, remedy and error code.

Verdicts are kept for years, so a sentence is reworded but never removed. Source: the codes of jobs/eligibility; tone as
KRDS writes it (what, why, what to do).
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from jobs.eligibility import MET, NOT_MET, UNKNOWN

Text = str | Promise

LABELS: dict[str, Text] = {
    "birth_range": gettext_lazy("나이"),
    "residence": gettext_lazy("사는 곳"),
    "employment": gettext_lazy("지금 하는 일"),
    "double_participation": gettext_lazy("다른 공공일자리(중복참여)"),
    "repeat_participation": gettext_lazy("지난 참여(반복참여)"),
    "benefit_wait": gettext_lazy("실업급여"),
    "credential": gettext_lazy("자격증과 교육"),
    "hours_share": gettext_lazy("한 달 활동 시간"),
    "schedule": gettext_lazy("활동 요일과 시간"),
    "training_attendance": gettext_lazy("배치 전 교육"),
    "status_exclusion": gettext_lazy("지원할 수 없는 경우"),
}
# What an officer looks at before somebody is placed; attendance of a training is recorded, not shown on paper.
PAPERS: dict[str, Text] = {
    "birth_range": gettext_lazy("주민등록등본의 생년월일"),
    "residence": gettext_lazy("주민등록등본의 주소, 또는 사업자등록증의 사업장 주소"),
    "employment": gettext_lazy("건강보험 자격득실확인서처럼 지금 하는 일이 보이는 서류"),
    "double_participation": gettext_lazy("지금 참여하는 다른 공공일자리가 있는지 본인에게 확인"),
    "repeat_participation": gettext_lazy("지난 참여를 본인과 참여 기록으로 확인"),
    "benefit_wait": gettext_lazy("실업급여 수급 내역"),
    "credential": gettext_lazy("자격증이나 수료증"),
    "hours_share": gettext_lazy("한 달에 활동할 수 있는 시간을 본인에게 확인"),
    "schedule": gettext_lazy("활동할 수 있는 요일과 시간을 본인에게 확인"),
    "status_exclusion": gettext_lazy("해당하는지가 보이는 증명서"),
}
OUTCOMES: dict[str, Text] = {
    MET: gettext_lazy("충족"),
    NOT_MET: gettext_lazy("미충족"),
    UNKNOWN: gettext_lazy("확인 필요"),
}
PARAMS: dict[str, Text] = {
    "birth_from": gettext_lazy("태어난 날(부터)"),
    "birth_to": gettext_lazy("태어난 날(까지)"),
    "by_status": gettext_lazy("해당 사항에 따른 나이"),
    "seoul": gettext_lazy("서울시에 사는 분"),
    "districts": gettext_lazy("자치구"),
    "business_in_seoul": gettext_lazy("서울에 사업장이 있는 사업자의 대표"),
    "allow": gettext_lazy("일하고 있는 분"),
    "policy": gettext_lazy("다른 공공일자리와 함께 하기"),
    "years": gettext_lazy("참여한 햇수"),
    "window_years": gettext_lazy("살펴보는 햇수"),
    "kinds": gettext_lazy("일자리 종류"),
    "least_months": gettext_lazy("한 해로 세는 개월 수"),
    "days": gettext_lazy("실업급여가 끝난 뒤 지나야 하는 날"),
    "certificates": gettext_lazy("자격증"),
    "trainings": gettext_lazy("교육"),
    "need": gettext_lazy("갖추어야 하는 것"),
    "percent": gettext_lazy("비율(%)"),
    "of_hours": gettext_lazy("한 달 시간"),
    "statuses": pgettext_lazy("rule", "해당 사항"),
    "status": pgettext_lazy("rule", "해당 사항"),
    "applies_at": gettext_lazy("확인하는 때"),
    "overridable": gettext_lazy("운영기관의 예외"),
}
# A reason or a remedy; "code/variant" where _VARIANTS says that the parameters ask for other words.
SENTENCES: dict[str, Text] = {
    "birth_within": gettext_lazy("%(birth_on)s에 태어나셨습니다. %(birth_range)s이 지원할 수 있습니다."),
    "birth_within_by_status": gettext_lazy("%(birth_on)s에 태어나셨고 %(status)s에 해당하여 지원할 수 있습니다."),
    "birth_outside": gettext_lazy("%(birth_range)s만 지원할 수 있습니다. %(birth_on)s에 태어나셨습니다."),
    "birth_missing": gettext_lazy("%(birth_range)s이 지원할 수 있습니다. 생년월일을 아직 알려 주지 않으셨습니다."),
    "birth_needs_status": gettext_lazy("태어난 날로는 지원할 수 없지만 %(statuses)s에 해당하면 지원할 수 있습니다."),
    "give_birth_on": gettext_lazy("‘나의 정보’에 생년월일을 적어 주세요."),
    "declare_statuses": gettext_lazy("‘나의 정보’에서 다음에 해당하는지 알려 주세요: %(statuses)s"),
    "seek_other_programme": gettext_lazy("조건이 다른 사업의 일자리를 찾아보세요. 전화로 물어보셔도 됩니다."),
    "lives_in_area": gettext_lazy("%(district)s에 사셔서 사는 곳 조건에 맞습니다."),
    "business_in_seoul": gettext_lazy("%(district)s에 사업장이 있어 사는 곳 조건에 맞습니다."),
    "lives_elsewhere": gettext_lazy("%(area)s만 지원할 수 있습니다. 지금 사는 곳은 %(district)s입니다."),
    "residence_missing": gettext_lazy("%(area)s만 지원할 수 있습니다. 사는 곳을 아직 알려 주지 않으셨습니다."),
    "business_missing": gettext_lazy("%(area)s만 지원할 수 있습니다. 사업장이 있는지 아직 알려 주지 않으셨습니다."),
    "give_residence": gettext_lazy("‘나의 정보’에 사는 자치구를 적어 주세요."),
    "declare_business": gettext_lazy("사업자등록증의 대표라면 ‘나의 정보’에 사업장이 있는 자치구를 적어 주세요."),
    "seek_other_area": gettext_lazy("사는 곳에서 지원할 수 있는 다른 일자리를 찾아보세요."),
    "employment_any": gettext_lazy("일하고 있어도 지원할 수 있습니다."),
    "is_not_employed": gettext_lazy("지금 일하고 있지 않아 조건에 맞습니다."),
    "works_outside_hours": gettext_lazy("지금 일하는 시간과 활동 시간이 겹치지 않습니다."),
    "is_employed": gettext_lazy("일하고 있지 않은 분만 지원할 수 있습니다. 지금은 ‘%(employment)s’입니다."),
    "work_hours_overlap": gettext_lazy("지금 일하는 시간과 활동 시간이 일주일에 %(hours)s시간 겹칩니다."),
    "employment_missing": gettext_lazy("지금 일하고 있는지 아직 알려 주지 않으셨습니다."),
    "work_hours_missing": gettext_lazy("지금 일하는 요일과 시간을 아직 알려 주지 않으셨습니다."),
    "posting_hours_open": gettext_lazy("이 공고에는 활동 요일과 시간이 정해져 있지 않습니다."),
    "declare_employment": gettext_lazy("‘나의 정보’에 지금 일하고 있는지 적어 주세요."),
    "give_work_hours": gettext_lazy("‘나의 정보’에 지금 일하는 요일과 시간을 적어 주세요."),
    "apply_when_not_employed": gettext_lazy("일을 그만둔 뒤에 지원하거나, 일하면서 할 수 있는 일자리를 찾아보세요."),
    "seek_other_hours": gettext_lazy("일하는 시간과 겹치지 않는 일자리를 찾아보세요."),
    "ask_operator": gettext_lazy("운영기관에 전화로 물어봐 주세요. 운영기관이 확인해 드립니다."),
    "no_public_job": gettext_lazy("같은 기간에 하는 다른 공공일자리가 없습니다."),
    "public_jobs_declared": gettext_lazy("다른 공공일자리에 참여하는지 알려 주셨습니다."),
    "public_job_of_other_kind": gettext_lazy("다른 공공일자리가 이 일자리와 종류가 달라 함께 할 수 있습니다."),
    "public_job_at_other_hours": gettext_lazy("다른 공공일자리와 활동 시간이 겹치지 않습니다."),
    "public_job_held": gettext_lazy("같은 기간에 다른 공공일자리에 참여하고 있어 함께 할 수 없습니다."),
    "public_job_of_same_kind": gettext_lazy("같은 기간에 같은 종류의 공공일자리(%(kinds)s)에 참여하고 있습니다."),
    "public_job_overlaps": gettext_lazy("다른 공공일자리와 활동 시간이 겹칩니다."),
    "public_jobs_missing": gettext_lazy("다른 공공일자리에 참여하는지 아직 알려 주지 않으셨습니다."),
    "public_job_kind_missing": gettext_lazy("다른 공공일자리가 어떤 종류인지 아직 알려 주지 않으셨습니다."),
    "public_job_hours_missing": gettext_lazy("다른 공공일자리의 요일과 시간을 아직 알려 주지 않으셨습니다."),
    "posting_kind_open": gettext_lazy("이 공고에는 일자리 종류가 정해져 있지 않습니다."),
    "declare_public_jobs": gettext_lazy("‘나의 정보’에 다른 공공일자리를 적어 주세요. 없으면 ‘없음’을 골라 주세요."),
    "complete_public_jobs": gettext_lazy("‘나의 정보’에서 다른 공공일자리의 종류와 시간을 마저 적어 주세요."),
    "apply_after_public_job": gettext_lazy(
        "지금 하는 공공일자리가 끝나는 %(ends_on)s 뒤에 시작하는 일자리를 찾아보세요."
    ),
    "apply_after_public_job/open": gettext_lazy("지금 하는 공공일자리가 끝난 뒤에 지원해 주세요."),
    "participated_rarely": gettext_lazy(
        "지난 %(window_years)s년 동안 공공일자리에 참여한 해가 %(counted_years)s년입니다."
    ),
    "participated_often": gettext_lazy(
        "지난 %(window_years)s년 동안 공공일자리에 %(counted_years)s년 참여하셨습니다. "
        "%(limit_years)s년 이상 참여한 분은 쉬었다가 지원합니다."
    ),
    "participations_missing": gettext_lazy("지난 공공일자리 참여를 아직 알려 주지 않으셨습니다."),
    "participation_unclear": gettext_lazy("지난 공공일자리의 종류나 개월 수가 빠져 있어 참여한 햇수를 셀 수 없습니다."),
    "declare_participations": gettext_lazy("‘나의 정보’에 지난 공공일자리를 적어 주세요. 없으면 ‘없음’을 골라 주세요."),
    "complete_participations": gettext_lazy("‘나의 정보’에서 지난 공공일자리의 종류와 기간을 마저 적어 주세요."),
    "apply_in_year": gettext_lazy("%(year)s년에 시작하는 일자리부터 지원할 수 있습니다."),
    "no_benefit": gettext_lazy("실업급여를 받고 있지 않아 조건에 맞습니다."),
    "benefit_over": gettext_lazy("실업급여가 %(ends_on)s에 끝나 조건에 맞습니다."),
    "benefit_runs": gettext_lazy("실업급여가 %(ends_on)s에 끝나고 %(days)s일이 지나야 지원할 수 있습니다."),
    "benefit_runs/none": gettext_lazy("실업급여를 %(ends_on)s까지 받으셔서 지금은 지원할 수 없습니다."),
    "benefit_missing": gettext_lazy("실업급여를 받고 있는지 아직 알려 주지 않으셨습니다."),
    "benefit_end_missing": gettext_lazy("실업급여가 끝나는 날을 아직 알려 주지 않으셨습니다."),
    "declare_benefit": gettext_lazy("‘나의 정보’에 실업급여를 받고 있는지 적어 주세요."),
    "give_benefit_end": gettext_lazy("‘나의 정보’에 실업급여가 끝나는 날을 적어 주세요."),
    "apply_from": gettext_lazy("%(from_on)s부터 지원할 수 있습니다."),
    "credentials_held": gettext_lazy("필요한 것을 갖추셨습니다: %(names)s"),
    "credentials_lacking": gettext_lazy("다음이 필요합니다: %(names)s"),
    "credentials_lacking/any": gettext_lazy("다음 가운데 하나가 필요합니다: %(names)s"),
    "credentials_missing": gettext_lazy("다음이 있는지 아직 알려 주지 않으셨습니다: %(names)s"),
    "declare_credentials": gettext_lazy("가지고 계시면 ‘나의 정보’에 적어 주세요: %(names)s"),
    "obtain_credentials": gettext_lazy("갖추신 뒤 ‘나의 정보’에 적고 지원해 주세요: %(names)s"),
    "obtain_credentials/any": gettext_lazy("이 가운데 하나를 갖추신 뒤 ‘나의 정보’에 적고 지원해 주세요: %(names)s"),
    "hours_enough": gettext_lazy("한 달에 %(hours)s시간 활동할 수 있어 조건(%(needed)s시간 이상)에 맞습니다."),
    "hours_short": gettext_lazy("한 달에 %(needed)s시간 이상 활동해야 합니다. 지금은 %(hours)s시간으로 적으셨습니다."),
    "hours_missing": gettext_lazy("한 달에 %(needed)s시간 이상 활동할 수 있는지 아직 알려 주지 않으셨습니다."),
    "posting_month_open": gettext_lazy("이 공고에는 한 달 활동 시간이 정해져 있지 않습니다."),
    "give_hours": gettext_lazy("‘나의 정보’에 한 달에 활동할 수 있는 시간을 적어 주세요."),
    "raise_hours": gettext_lazy("한 달에 %(needed)s시간까지 늘릴 수 있으면 ‘나의 정보’에서 고쳐 주세요."),
    "schedule_fits": gettext_lazy("일주일 %(week_hours)s시간 가운데 %(hours)s시간에 활동할 수 있어 조건에 맞습니다."),
    "schedule_short": gettext_lazy(
        "일주일 %(week_hours)s시간 가운데 %(percent)s%% 이상 활동해야 하는데, 가능한 시간은 %(hours)s시간입니다."
    ),
    "schedule_missing": gettext_lazy("활동할 수 있는 요일과 시간을 아직 알려 주지 않으셨습니다."),
    "give_schedule": gettext_lazy("‘나의 정보’에 활동할 수 있는 요일과 시간을 적어 주세요."),
    "widen_schedule": gettext_lazy("%(days)s의 활동 시간에 나오실 수 있으면 ‘나의 정보’에서 고쳐 주세요."),
    "attendance_enough": gettext_lazy("배치 전 교육에 %(attended)s%% 참석해 조건(%(percent)s%% 이상)에 맞습니다."),
    "attendance_short": gettext_lazy(
        "배치 전 교육에 %(percent)s%% 이상 참석해야 합니다. %(attended)s%% 참석하셨습니다."
    ),
    "attendance_missing": gettext_lazy("배치 전 교육에 참석한 기록이 아직 없습니다."),
    "await_attendance": gettext_lazy("교육이 끝나면 운영기관이 참석 시간을 적습니다. 따로 하실 일은 없습니다."),
    "repeat_training": gettext_lazy("운영기관에 전화해 빠진 교육을 다시 받을 수 있는지 물어봐 주세요."),
    "status_free": gettext_lazy("지원할 수 없는 경우에 해당하지 않습니다."),
    "status_excluded": gettext_lazy("다음에 해당하는 분은 지원할 수 없습니다: %(statuses)s"),
    "statuses_missing": gettext_lazy("다음에 해당하는지 아직 알려 주지 않으셨습니다: %(statuses)s"),
}
ERRORS: dict[str, Text] = {
    "rule_set_without_age": gettext_lazy("나이 규칙이 없습니다. 태어난 날의 범위를 정한 규칙을 하나 넣어 주세요."),
    "unknown_rule_kind": gettext_lazy("없는 규칙입니다: %(kind)s. 목록에 있는 규칙만 넣을 수 있습니다."),
    "rule_kind_twice": gettext_lazy("‘%(kind)s’ 규칙이 두 번 들어 있습니다. 하나만 남겨 주세요."),
    "unknown_stage": gettext_lazy("규칙을 확인하는 때는 지원할 때나 배치할 때 가운데 하나입니다."),
    "stage_not_possible": gettext_lazy("‘%(kind)s’ 규칙은 이때 확인할 수 없습니다. 확인하는 때를 바꿔 주세요."),
    "city_only_rule": gettext_lazy("‘%(kind)s’ 규칙은 서울시만 예외로 할 수 있습니다. 운영기관의 예외를 꺼 주세요."),
    "params_not_mapping": gettext_lazy("‘%(kind)s’ 규칙의 빈칸을 읽을 수 없습니다. 처음부터 다시 적어 주세요."),
    "unknown_param": gettext_lazy("‘%(kind)s’ 규칙에는 ‘%(key)s’ 칸이 없습니다. 이 칸을 지워 주세요."),
    "missing_param": gettext_lazy("‘%(key)s’ 칸이 비어 있습니다. 값을 적어 주세요."),
    "not_a_date": gettext_lazy("‘%(key)s’ 칸에 날짜를 적어 주세요. 예: 1962년 3월 7일"),
    "not_a_whole_number": gettext_lazy("‘%(key)s’ 칸에는 숫자만 적을 수 있습니다. 예: 70"),
    "number_out_of_range": gettext_lazy("‘%(key)s’ 칸에는 %(least)s부터 %(most)s까지의 숫자를 적어 주세요."),
    "not_a_choice": gettext_lazy("‘%(key)s’ 칸은 목록에 있는 것 가운데에서 골라 주세요."),
    "not_yes_or_no": gettext_lazy("‘%(key)s’ 칸은 예나 아니요로 답해 주세요."),
    "not_a_list_of_names": gettext_lazy("‘%(key)s’ 칸에는 이름을 한 줄에 하나씩, 60개까지 적어 주세요."),
    "name_twice": gettext_lazy("‘%(key)s’ 칸에 같은 이름이 두 번 있습니다. 하나만 남겨 주세요."),
    "birth_range_open": gettext_lazy("태어난 날의 처음과 끝 가운데 하나는 적어 주세요."),
    "birth_range_backwards": gettext_lazy("태어난 날의 끝이 처음보다 빠릅니다. 두 날짜를 확인해 주세요."),
    "by_status_not_a_list": gettext_lazy("해당 사항에 따른 나이를 읽을 수 없습니다. 해당 사항마다 하나씩 적어 주세요."),
    "residence_without_way": gettext_lazy(
        "사는 곳 규칙이 비어 있습니다. 서울시, 자치구, 사업장 가운데 하나는 골라 주세요."
    ),
    "not_a_district": gettext_lazy("자치구가 아닙니다: %(value)s. 목록에서 골라 주세요."),
    "years_beyond_window": gettext_lazy("참여한 햇수는 살펴보는 햇수(%(window_years)s년)보다 클 수 없습니다."),
    "credential_without_name": gettext_lazy("자격증이나 교육의 이름을 하나는 적어 주세요."),
    "exclusion_without_status": gettext_lazy("지원할 수 없는 경우를 하나는 골라 주세요."),
}
