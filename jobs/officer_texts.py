"""The sentences of rule_texts.py as an officer reads them: of the person, not to the person, and no more than the task needs.

A code without words of its own here reads the same to both. What stands in nobody's way names no day of birth (PIPA art. 3).
"""

from django.utils.translation import gettext_lazy

from jobs.rule_texts import Text

TO_OFFICERS: dict[str, Text] = {
    "birth_within": gettext_lazy("태어난 날이 조건에 맞습니다. %(birth_range)s이 지원할 수 있습니다."),
    "birth_within_by_status": gettext_lazy("%(status)s에 해당하여 태어난 날이 조건에 맞습니다."),
    "birth_outside": gettext_lazy("%(birth_range)s만 지원할 수 있습니다. 지원자는 %(birth_on)s에 태어났습니다."),
    "birth_missing": gettext_lazy("%(birth_range)s이 지원할 수 있습니다. 지원자가 생년월일을 아직 적지 않았습니다."),
    "give_birth_on": gettext_lazy("지원자가 ‘나의 정보’에 생년월일을 적으면 다시 확인할 수 있습니다."),
    "declare_statuses": gettext_lazy("지원자가 ‘나의 정보’에서 다음에 해당하는지 알려야 합니다: %(statuses)s"),
    "seek_other_programme": gettext_lazy("지원자에게 조건이 다른 사업의 일자리를 안내했습니다."),
    "lives_in_area": gettext_lazy("%(district)s에 살아 사는 곳 조건에 맞습니다."),
    "residence_missing": gettext_lazy("%(area)s만 지원할 수 있습니다. 지원자가 사는 곳을 아직 적지 않았습니다."),
    "business_missing": gettext_lazy("%(area)s만 지원할 수 있습니다. 지원자가 사업장이 있는지 아직 적지 않았습니다."),
    "give_residence": gettext_lazy("지원자가 ‘나의 정보’에 사는 자치구를 적으면 다시 확인할 수 있습니다."),
    "declare_business": gettext_lazy(
        "지원자가 사업자등록증의 대표라면 ‘나의 정보’에 사업장이 있는 자치구를 적어야 합니다."
    ),
    "seek_other_area": gettext_lazy("지원자에게 사는 곳에서 지원할 수 있는 다른 일자리를 안내했습니다."),
    "employment_missing": gettext_lazy("지원자가 지금 일하고 있는지 아직 적지 않았습니다."),
    "work_hours_missing": gettext_lazy("지원자가 지금 일하는 요일과 시간을 아직 적지 않았습니다."),
    "declare_employment": gettext_lazy("지원자가 ‘나의 정보’에 지금 일하고 있는지 적으면 다시 확인할 수 있습니다."),
    "give_work_hours": gettext_lazy("지원자가 ‘나의 정보’에 지금 일하는 요일과 시간을 적으면 다시 확인할 수 있습니다."),
    "apply_when_not_employed": gettext_lazy("지원자에게 일하면서 할 수 있는 일자리를 안내했습니다."),
    "seek_other_hours": gettext_lazy("지원자에게 일하는 시간과 겹치지 않는 일자리를 안내했습니다."),
    "ask_operator": gettext_lazy("지원자에게 운영기관에 전화로 물어보도록 안내했습니다. 확인해 주세요."),
    "public_jobs_declared": gettext_lazy("지원자가 다른 공공일자리에 참여하는지 알렸습니다."),
    "public_jobs_missing": gettext_lazy("지원자가 다른 공공일자리에 참여하는지 아직 적지 않았습니다."),
    "public_job_kind_missing": gettext_lazy("지원자가 다른 공공일자리의 종류를 아직 적지 않았습니다."),
    "public_job_hours_missing": gettext_lazy("지원자가 다른 공공일자리의 요일과 시간을 아직 적지 않았습니다."),
    "declare_public_jobs": gettext_lazy("지원자가 ‘나의 정보’에 다른 공공일자리를 적거나 ‘없음’을 골라야 합니다."),
    "complete_public_jobs": gettext_lazy("지원자가 ‘나의 정보’에 다른 공공일자리의 종류와 시간을 마저 적어야 합니다."),
    "apply_after_public_job": gettext_lazy(
        "지원자에게 지금 하는 공공일자리가 끝나는 %(ends_on)s 뒤에 시작하는 일자리를 안내했습니다."
    ),
    "apply_after_public_job/open": gettext_lazy("지원자에게 지금 하는 공공일자리가 끝난 뒤에 지원하도록 안내했습니다."),
    "participated_often": gettext_lazy(
        "지난 %(window_years)s년 동안 공공일자리에 %(counted_years)s년 참여했습니다. "
        "%(limit_years)s년 이상 참여한 분은 쉬었다가 지원합니다."
    ),
    "participations_missing": gettext_lazy("지원자가 지난 공공일자리 참여를 아직 적지 않았습니다."),
    "declare_participations": gettext_lazy("지원자가 ‘나의 정보’에 지난 공공일자리를 적거나 ‘없음’을 골라야 합니다."),
    "complete_participations": gettext_lazy(
        "지원자가 ‘나의 정보’에 지난 공공일자리의 종류와 기간을 마저 적어야 합니다."
    ),
    "benefit_runs/none": gettext_lazy("실업급여를 %(ends_on)s까지 받아 지금은 지원할 수 없습니다."),
    "benefit_missing": gettext_lazy("지원자가 실업급여를 받고 있는지 아직 적지 않았습니다."),
    "benefit_end_missing": gettext_lazy("지원자가 실업급여가 끝나는 날을 아직 적지 않았습니다."),
    "declare_benefit": gettext_lazy("지원자가 ‘나의 정보’에 실업급여를 받고 있는지 적으면 다시 확인할 수 있습니다."),
    "give_benefit_end": gettext_lazy("지원자가 ‘나의 정보’에 실업급여가 끝나는 날을 적으면 다시 확인할 수 있습니다."),
    "credentials_held": gettext_lazy("필요한 것을 갖추었습니다: %(names)s"),
    "credentials_missing": gettext_lazy("지원자가 다음이 있는지 아직 적지 않았습니다: %(names)s"),
    "declare_credentials": gettext_lazy("지원자가 가지고 있으면 ‘나의 정보’에 적어야 합니다: %(names)s"),
    "obtain_credentials": gettext_lazy("지원자가 갖춘 뒤 ‘나의 정보’에 적어야 합니다: %(names)s"),
    "obtain_credentials/any": gettext_lazy("지원자가 이 가운데 하나를 갖춘 뒤 ‘나의 정보’에 적어야 합니다: %(names)s"),
    "hours_short": gettext_lazy("한 달에 %(needed)s시간 이상 활동해야 하는데, 지원자는 %(hours)s시간으로 적었습니다."),
    "hours_missing": gettext_lazy("지원자가 한 달에 %(needed)s시간 이상 활동할 수 있는지 아직 적지 않았습니다."),
    "give_hours": gettext_lazy("지원자가 ‘나의 정보’에 한 달에 활동할 수 있는 시간을 적으면 다시 확인할 수 있습니다."),
    "raise_hours": gettext_lazy("지원자가 한 달에 %(needed)s시간까지 늘릴 수 있으면 ‘나의 정보’에서 고쳐야 합니다."),
    "schedule_missing": gettext_lazy("지원자가 활동할 수 있는 요일과 시간을 아직 적지 않았습니다."),
    "give_schedule": gettext_lazy(
        "지원자가 ‘나의 정보’에 활동할 수 있는 요일과 시간을 적으면 다시 확인할 수 있습니다."
    ),
    "widen_schedule": gettext_lazy("지원자가 %(days)s의 활동 시간에 나올 수 있으면 ‘나의 정보’에서 고쳐야 합니다."),
    "attendance_short": gettext_lazy("배치 전 교육에 %(percent)s%% 이상 참석해야 하는데, %(attended)s%% 참석했습니다."),
    "await_attendance": gettext_lazy("교육이 끝나면 참석 시간을 적어 주세요."),
    "repeat_training": gettext_lazy("지원자에게 빠진 교육을 다시 받을 수 있는지 전화로 물어보도록 안내했습니다."),
    "statuses_missing": gettext_lazy("지원자가 다음에 해당하는지 아직 적지 않았습니다: %(statuses)s"),
    "birth_needs_status": gettext_lazy(
        "지원자가 태어난 날로는 지원할 수 없지만 %(statuses)s에 해당하면 지원할 수 있습니다."
    ),
    "business_in_seoul": gettext_lazy("지원자의 사업장이 %(district)s에 있어 사는 곳 조건에 맞습니다."),
    "lives_elsewhere": gettext_lazy("%(area)s만 지원할 수 있습니다. 지원자가 지금 사는 곳은 %(district)s입니다."),
    "employment_any": gettext_lazy("지원자가 일하고 있어도 지원할 수 있습니다."),
    "is_not_employed": gettext_lazy("지원자가 지금 일하고 있지 않아 조건에 맞습니다."),
    "works_outside_hours": gettext_lazy("지원자가 지금 일하는 시간과 활동 시간이 겹치지 않습니다."),
    "is_employed": gettext_lazy("일하고 있지 않은 분만 지원할 수 있습니다. 지원자는 지금 ‘%(employment)s’입니다."),
    "work_hours_overlap": gettext_lazy("지원자가 지금 일하는 시간과 활동 시간이 일주일에 %(hours)s시간 겹칩니다."),
    "no_public_job": gettext_lazy("지원자에게 같은 기간에 하는 다른 공공일자리가 없습니다."),
    "public_job_of_other_kind": gettext_lazy("지원자의 다른 공공일자리가 이 일자리와 종류가 달라 함께 할 수 있습니다."),
    "public_job_at_other_hours": gettext_lazy("지원자의 다른 공공일자리와 활동 시간이 겹치지 않습니다."),
    "public_job_held": gettext_lazy("지원자가 같은 기간에 다른 공공일자리에 참여하고 있어 함께 할 수 없습니다."),
    "public_job_of_same_kind": gettext_lazy(
        "지원자가 같은 기간에 같은 종류의 공공일자리(%(kinds)s)에 참여하고 있습니다."
    ),
    "public_job_overlaps": gettext_lazy("지원자의 다른 공공일자리와 활동 시간이 겹칩니다."),
    "participated_rarely": gettext_lazy(
        "지원자가 지난 %(window_years)s년 동안 공공일자리에 참여한 해가 %(counted_years)s년입니다."
    ),
    "participation_unclear": gettext_lazy(
        "지원자의 지난 공공일자리에 종류나 개월 수가 빠져 있어 참여한 햇수를 셀 수 없습니다."
    ),
    "apply_in_year": gettext_lazy("지원자는 %(year)s년에 시작하는 일자리부터 지원할 수 있습니다."),
    "no_benefit": gettext_lazy("지원자가 실업급여를 받고 있지 않아 조건에 맞습니다."),
    "benefit_over": gettext_lazy("지원자의 실업급여가 %(ends_on)s에 끝나 조건에 맞습니다."),
    "benefit_runs": gettext_lazy("지원자의 실업급여가 %(ends_on)s에 끝나고 %(days)s일이 지나야 지원할 수 있습니다."),
    "apply_from": gettext_lazy("지원자는 %(from_on)s부터 지원할 수 있습니다."),
    "hours_enough": gettext_lazy("지원자가 한 달에 %(hours)s시간 활동할 수 있어 조건(%(needed)s시간 이상)에 맞습니다."),
    "schedule_fits": gettext_lazy(
        "지원자가 일주일 %(week_hours)s시간 가운데 %(hours)s시간에 활동할 수 있어 조건에 맞습니다."
    ),
    "schedule_short": gettext_lazy(
        "일주일 %(week_hours)s시간 가운데 %(percent)s%% 이상 활동해야 하는데, 지원자가 가능한 시간은 %(hours)s시간입니다."
    ),
    "attendance_enough": gettext_lazy(
        "지원자가 배치 전 교육에 %(attended)s%% 참석해 조건(%(percent)s%% 이상)에 맞습니다."
    ),
    "attendance_missing": gettext_lazy("지원자가 배치 전 교육에 참석한 기록이 아직 없습니다."),
    "status_free": gettext_lazy("지원자는 지원할 수 없는 경우에 해당하지 않습니다."),
}
