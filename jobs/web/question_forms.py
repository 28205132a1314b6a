"""Forms of questions and answers. They check shape alone; what may be written stands in the verbs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from jobs.models.question import MOST_SIGNS

_MISSING = {"required": _("내용을 적어 주세요.")}


def _text(label, hint="", rows: int = 6) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=MOST_SIGNS,
        help_text=hint,
        widget=forms.Textarea({"rows": rows}),
        error_messages=_MISSING,
    )


class AskForm(forms.Form):
    """What a person wants to know."""

    text = _text(_("물어볼 내용"), _("1,000자까지 적을 수 있습니다. 전화번호와 주민등록번호는 적지 말아 주세요."))


class MoreForm(forms.Form):
    """The next message of the asker."""

    text = _text(_("이어서 물어볼 내용"), _("전화번호와 주민등록번호는 적지 말아 주세요."), rows=4)


class AnswerForm(forms.Form):
    """What an officer answers."""

    text = _text(_("답"), _("물어본 분이 그대로 읽습니다. 개인의 전화번호는 적지 말아 주세요."))


class PublishForm(forms.Form):
    """A question and its answer as everyone will read them."""

    question = _text(_("공개할 질문"), _("누구인지 알아볼 수 있는 말은 지워 주세요."), rows=4)
    answer = _text(_("공개할 답"), rows=4)
