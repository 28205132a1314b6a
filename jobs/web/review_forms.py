"""Forms of a review: a reviewer's sheet, the criteria of a posting with how it is reviewed, declarations of conflicts."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jobs import criteria, review_terms
from jobs.criteria import Line
from jobs.models import Conflict, Criterion, Posting, ScoreSheet
from jobs.score_sheets import MOST_POINTS, points_field
from profiles.web.fields import WholeNumberField

SPARE_ROWS = 2  # beyond those written
FEWEST_ROWS = 4


class SheetForm(forms.Form):
    """One reviewer's score sheet: a box for each criterion, or one for the whole."""

    comment = forms.CharField(
        label=_("의견"), required=False, max_length=300, widget=forms.Textarea({"rows": 3}), help_text=_("300자까지")
    )

    def __init__(self, *args: Any, asked: Sequence[Criterion], sheet: ScoreSheet | None = None, **kwargs: Any) -> None:
        given = {row.criterion_id: row.points for row in sheet.rows.all()} if sheet else {}
        initial = {points_field(pk): points for pk, points in given.items()}
        if sheet:
            initial |= {"points": sheet.points, "comment": sheet.comment}
        super().__init__(*args, initial=initial, **kwargs)
        self.asked = list(asked)
        boxes = {points_field(one.pk): _box(one.name, one.most_points, one.hint) for one in self.asked}
        boxes = boxes or {"points": _box(gettext("점수"), MOST_POINTS, "")}
        self.fields = {**boxes, "comment": self.fields["comment"]}

    def sheet(self) -> dict[str, Any]:
        """Return what `score_sheets.score` takes."""
        told = self.cleaned_data
        rows = {one.pk: told[points_field(one.pk)] for one in self.asked}
        return {"points": told.get("points"), "rows": rows, "comment": told["comment"]}


class KindForm(forms.Form):
    """What somebody has to do with an applicant."""

    kind = forms.ChoiceField(
        label=Conflict._meta.get_field("kind").verbose_name,
        choices=[("", _("골라 주세요")), *Conflict.Kind.choices],
        error_messages={"required": _("어떤 관계인지 골라 주세요.")},
    )


class NamedKindForm(KindForm):
    """The same, of somebody whom they name."""

    name = forms.CharField(
        label=_("아는 분의 이름"),
        max_length=40,
        help_text=_("성과 이름을 모두 적어 주세요. 지원하셨는지는 알려 드리지 않습니다."),
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("이름을 적어 주세요.")},
    )
    field_order = ("name", "kind")


class WithdrawForm(forms.Form):
    """Why a declaration is taken back."""

    reason = forms.CharField(
        label=_("거두는 이유"), max_length=200, error_messages={"required": _("이유를 적어 주세요.")}
    )


class Row(NamedTuple):
    """The boxes of one criterion."""

    name: forms.BoundField
    most_points: forms.BoundField
    hint: forms.BoundField


class TermsForm(forms.ModelForm):
    """How a posting is reviewed and ranked."""

    paper_share = WholeNumberField(
        label=_("서류심사 반영 비율(%)"),
        min_value=0,
        max_value=100,
        help_text=_("0이면 면접심사 점수만으로, 40이면 서류심사 40%와 면접심사 60%로 순위를 정합니다."),
    )
    most_spread = WholeNumberField(
        label=_("점수 차이를 알리는 기준(점)"),
        min_value=0,
        max_value=100,
        help_text=_("심사위원 사이의 차이가 이보다 크면 표시합니다."),
    )

    class Meta:
        model = Posting
        fields = list(review_terms.TERMS)
        widgets = {"average": forms.RadioSelect, "tie_rule": forms.RadioSelect}
        help_texts = {
            "is_blind": _(
                "서류심사가 끝날 때까지 담당자와 심사위원에게 이름, 나이, 사는 곳을 가리고 접수번호로 보입니다."
            ),
            "shows_files": _(
                "끄면 심사위원은 서류심사에서 파일을 볼 수 없습니다. 파일에는 이름이나 사진이 있을 수 있습니다."
            ),
            "names_in_minutes": _("김*수처럼 가린 이름을 접수번호와 함께 넣습니다. 끄면 접수번호만 넣습니다."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.is_frozen = review_terms.is_frozen(self.instance)
        for name in review_terms.AGREED if self.is_frozen else ():
            self.fields[name].disabled = True
        if not self.instance.has_interview:
            del self.fields["paper_share"]
            kept = [choice for choice in Posting.Tie.choices if choice[0] != Posting.Tie.INTERVIEW]
            self.fields["tie_rule"].choices = Posting.Tie.choices if self.is_frozen else kept
            if self.initial.get("tie_rule") == Posting.Tie.INTERVIEW and not self.is_frozen:
                self.initial["tie_rule"] = Posting.Tie.RECEIVED

    def terms(self) -> dict[str, Any]:
        """Return what `review_terms.set_terms` takes."""
        names = review_terms.SHOWN if self.is_frozen else review_terms.TERMS
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}

    def _post_clean(self) -> None:
        """The verb checks the columns: nothing is written into the posting here."""


class CriteriaForm(forms.Form):
    """The criteria of one stage, a row each; a row without a name is none."""

    def __init__(self, *args: Any, posting: Posting, stage: ScoreSheet.Stage, **kwargs: Any) -> None:
        self.stage, self.is_frozen = stage, criteria.is_frozen(posting, stage)
        self.written = list(criteria.of(posting, stage))
        super().__init__(*args, prefix=stage, **kwargs)
        room = max(FEWEST_ROWS, len(self.written) + SPARE_ROWS)
        self.numbers = range(min(room, criteria.MOST_CRITERIA))
        for number in self.numbers:
            one = self.written[number] if number < len(self.written) else None
            self._add_row(number, one)

    @property
    def label(self) -> str | Promise:
        return self.stage.label

    @property
    def total(self) -> int:
        """The points of the criteria as they stand."""
        return sum(one.most_points for one in self.written)

    def rows(self) -> list[Row]:
        """Return the boxes row by row."""
        return [Row(self[f"name_{n}"], self[f"most_points_{n}"], self[f"hint_{n}"]) for n in self.numbers]

    def lines(self) -> list[Line]:
        """Return what `criteria.set_all` takes."""
        told = self.cleaned_data
        rows = [(told.get(f"name_{n}"), told.get(f"most_points_{n}"), told.get(f"hint_{n}")) for n in self.numbers]
        return [Line(name, most, hint) for name, most, hint in rows if name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.is_frozen:
            return cleaned
        for number in self.numbers:
            name, most = cleaned.get(f"name_{number}"), cleaned.get(f"most_points_{number}")
            if name and most is None and f"most_points_{number}" not in self.errors:
                self.add_error(f"most_points_{number}", gettext("배점을 적어 주세요."))
            if most is not None and not name and f"name_{number}" not in self.errors:
                self.add_error(f"name_{number}", gettext("무엇의 배점인지 평가 항목을 적어 주세요."))
        return cleaned

    def _add_row(self, number: int, one: Criterion | None) -> None:
        said = {"number": number + 1}
        self.fields[f"name_{number}"] = forms.CharField(
            label=gettext("평가 항목 %(number)d") % said,
            required=False,
            max_length=criteria.MOST_NAME,
            initial=one.name if one else "",
        )
        self.fields[f"most_points_{number}"] = WholeNumberField(
            label=gettext("배점 %(number)d") % said,
            required=False,
            min_value=1,
            max_value=100,
            initial=one.most_points if one else None,
            widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "short"}),
        )
        self.fields[f"hint_{number}"] = forms.CharField(
            label=gettext("무엇을 보는지 %(number)d") % said,
            required=False,
            max_length=criteria.MOST_HINT,
            initial=one.hint if one else "",
        )


class CopyForm(forms.Form):
    """Another posting of the operator, to take its criteria over."""

    source = forms.UUIDField()


def _box(name: str, most: int, hint: str) -> WholeNumberField:
    return WholeNumberField(
        label=gettext("%(name)s (%(most)d점까지)") % {"name": name, "most": most},
        min_value=0,
        max_value=most,
        help_text=hint,
        said=gettext("0점부터 %(most)d점까지 적을 수 있습니다.") % {"most": most},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "short"}),
    )
