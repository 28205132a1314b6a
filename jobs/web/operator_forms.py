"""Forms of the operator's pages: they check the shape of what was typed; the verbs check the rules."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jobs.intake_limits import MOST_TIMES
from jobs.models import Posting, PostingTemplate, ProgrammeYear, Site
from jobs.postings import WRITABLE, SiteSeats
from jobs.web.asked_files_field import AskedFilesField
from jobs.web.names_field import NamesField
from profiles import occupations, places
from profiles.models import Membership, Organisation
from profiles.web.fields import KoreanDateField, KoreanMomentField, TextField, WeekMaskField

MOST_SEATS = 500
NEAREST = 6
LATER = (
    ("apply_from", "apply_until", _("지원 마감은 지원 시작보다 뒤여야 합니다.")),
    ("apply_until", "results_at", _("발표 일시는 지원 마감 뒤여야 합니다.")),
    ("starts_on", "ends_on", _("활동 종료일은 활동 시작일보다 뒤여야 합니다.")),
)


class PostingForm(forms.ModelForm):
    """What an operator writes of a posting. Its sites and seats stand in SeatsForm."""

    occupation = forms.CharField(
        label=_("직업 분류"),
        required=False,
        max_length=60,
        help_text=_("하는 일을 짧게 적으면 가까운 직업을 찾아 드립니다. 예: 돌봄, 학교 안전, 사무 보조"),
    )
    keco = forms.ChoiceField(label=_("가까운 직업"), required=False, widget=forms.RadioSelect)
    hours_mask = WeekMaskField(label=_("활동 요일과 시간"))
    districts = forms.MultipleChoiceField(
        label=_("사는 곳 제한"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("고르면 그 자치구에 사는 분만 지원할 수 있습니다. 제한이 없으면 비워 두세요."),
    )
    required_certificates = NamesField(
        label=_("꼭 있어야 하는 자격증"), required=False, help_text=_("한 줄에 하나씩 적어 주세요. 없으면 비워 두세요.")
    )
    preferred_certificates = NamesField(
        label=_("있으면 좋은 자격증"), required=False, help_text=_("한 줄에 하나씩 적어 주세요. 추천 순서에 쓰입니다.")
    )
    asked_files = AskedFilesField()
    apply_from = KoreanMomentField(label=_("지원 시작"))
    apply_until = KoreanMomentField(label=_("지원 마감"))
    results_at = KoreanMomentField(label=_("발표 일시"), help_text=_("모든 지원자에게 이 시각 뒤에 함께 알립니다."))
    starts_on = KoreanDateField(label=_("활동 시작일"))
    ends_on = KoreanDateField(label=_("활동 종료일"))
    selection = forms.ChoiceField(
        label=Posting._meta.get_field("selection").verbose_name,
        choices=Posting.Selection.choices,
        initial=Posting.Selection.OPERATOR,
        required=False,
        widget=forms.RadioSelect,
        help_text=_(
            "일괄 배치를 고르면 심사표의 점수와 지원자의 희망 순서로 서울시가 여러 공고의 자리를 한꺼번에 정합니다. "
            "운영기관은 점수까지 적습니다."
        ),
    )
    intake_limit = forms.IntegerField(
        label=_("지원자가 모집인원의 몇 배가 되면 접수를 마감합니까?"),
        required=False,
        min_value=1,
        max_value=MOST_TIMES,
        widget=forms.NumberInput({"inputmode": "numeric", "class": "short"}),
        help_text=_("예: 3을 적으면 10명 모집에 30명이 지원했을 때 접수를 마감합니다. 마감하지 않으면 비워 두세요."),
        error_messages={
            "min_value": _("1배부터 20배까지 적어 주세요."),
            "max_value": _("1배부터 20배까지 적어 주세요."),
            "invalid": _("숫자로 적어 주세요. 예: 3"),
        },
    )
    version = forms.IntegerField(
        label=_("공고의 판"),
        widget=forms.HiddenInput,
        error_messages={"required": _("어느 때의 공고를 고쳤는지 알 수 없습니다. 화면을 다시 열어 주세요.")},
    )

    class Meta:
        model = Posting
        fields = list(WRITABLE)
        widgets = {"duties": forms.Textarea({"rows": 8})}

    def __init__(
        self,
        *args: Any,
        years: Iterable[ProgrammeYear] | None = None,
        only: Collection[str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["districts"].choices = places.choices()
        self.fields["version"].initial = self.instance.version
        self.fields["version"].required = self.instance.pk is not None
        keco = self.initial.get("keco")
        if keco and occupations.is_occupation(keco):
            self.fields["occupation"].initial = occupations.name(keco)
        self._offer_occupations()
        if years is not None:
            self.fields["programme_year"] = forms.ModelChoiceField(
                years, label=_("사업"), empty_label=_("사업을 골라 주세요")
            )
        for name in [name for name in self.fields if only is not None and name not in {*only, "version"}]:
            del self.fields[name]

    def show(self) -> "PostingForm":
        """Let what was typed stand in the boxes without a word on what is wrong with it."""
        self._errors, self.cleaned_data = ErrorDict(), {}
        return self

    def written(self) -> dict[str, Any]:
        """Return what `postings.write` and `edit` take."""
        return {name: self.cleaned_data[name] for name in WRITABLE if name in self.cleaned_data}

    def differing(self, saved: Posting) -> list[str]:
        """Return what the boxes are called in which the typed differs from the saved."""
        names = [name for name, value in self.written().items() if getattr(saved, name) != value]
        return [str(self.fields["occupation" if name == "keco" else name].label) for name in names]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "selection" in self.fields and not cleaned.get("selection"):
            cleaned.pop("selection", None)  # not asked: it stays as it was, or as in the posting that is copied
        for earlier, later, sentence in LATER:
            before, after = cleaned.get(earlier), cleaned.get(later)
            is_allowed_equal = later == "results_at"
            if before and after and (after < before or (after == before and not is_allowed_equal)):
                self.add_error(later, ValidationError(sentence, code="too_early"))
        self._settle_occupation(cleaned)
        return cleaned

    def _offer_occupations(self) -> None:
        """Show the nearest occupations only while the words typed name none exactly."""
        typed = (self.data.get("occupation") or "").strip() if self.is_bound else ""
        self.named = _named(typed)
        nearest = [] if not typed or self.named else occupations.search(typed, NEAREST)
        self.fields["keco"].choices = [(found.code, found.name) for found in nearest]
        self.shows_occupations = bool(nearest)

    def _settle_occupation(self, cleaned: dict[str, Any]) -> None:
        if "occupation" not in self.fields:
            return
        if not cleaned.get("occupation"):
            cleaned["keco"] = ""
        elif self.named:
            cleaned["keco"] = self.named
        elif not self.fields["keco"].choices:
            self.add_error("occupation", gettext("비슷한 직업을 찾지 못했습니다. 다른 말로 적어 주세요."))
        elif not cleaned.get("keco") and "keco" not in self.errors:
            self.add_error("keco", gettext("가까운 직업을 하나 골라 주세요."))


class SeatsForm(forms.Form):
    """One row a site of the operator; a row left blank has no seats."""

    def __init__(self, *args: Any, sites: Sequence[Site], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sites = {self._name(site): site for site in sites}
        for name, site in self.sites.items():
            self.fields[name] = forms.IntegerField(
                label=gettext("%(site)s 모집인원") % {"site": site.name},
                required=False,
                min_value=0,
                max_value=MOST_SEATS,
                widget=forms.NumberInput({"inputmode": "numeric", "class": "short"}),
            )

    @classmethod
    def initial_of(cls, posting: Posting) -> dict[str, int]:
        """Return the seats that a posting has now, row by row."""
        rows = posting.posting_sites.select_related("site").prefetch_related("seats")
        return {cls._name(row.site): len(row.seats.all()) for row in rows}

    @staticmethod
    def initial_of_template(template: PostingTemplate) -> dict[str, int]:
        """Return the seats that a template has; a site that is there no more has no row."""
        return {f"site_{site}": seats for site, seats in template.seats.items()}

    def rows(self) -> list[dict[str, Any]]:
        """Return what the table shows: the site, where it is, and its box."""
        return [
            {"site": site, "place": places.name(site.place), "field": self[name]} for name, site in self.sites.items()
        ]

    def chosen(self) -> list[SiteSeats]:
        """Return the sites that have seats."""
        given = self.cleaned_data
        return [SiteSeats(site, given[name]) for name, site in self.sites.items() if given.get(name)]

    @staticmethod
    def _name(site: Site) -> str:
        return f"site_{site.pk}"


class SiteForm(forms.ModelForm):
    """A place of activity; the district follows from the dong."""

    dong = forms.ChoiceField(label=_("동"))
    host = forms.ModelChoiceField(
        Organisation.objects.filter(kind__in=["host", "firm"]).order_by("name"),
        label=_("활동처 기관"),
        required=False,
        empty_label=_("이 홈페이지를 쓰지 않는 곳"),
        help_text=_("고르면 그 기관이 활동일지를 먼저 확인합니다."),
    )

    class Meta:
        model = Site
        fields = ["name", "dong", "address", "host", "contact"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["dong"].choices = [
            ("", _("동을 골라 주세요")),
            *((name, places.dong_choices(code)) for code, name in places.choices()),
        ]

    def written(self) -> dict[str, Any]:
        """Return what `sites.add` takes."""
        return {**self.cleaned_data, "district": places.dong(self.cleaned_data["dong"]).district}


class ReasonForm(forms.Form):
    """Why something is done; the label says who will read it."""

    reason = forms.CharField(label=_("이유"), max_length=200, error_messages={"required": _("이유를 적어 주세요.")})


class CloseForm(forms.Form):
    """Why a posting closes before its time."""

    reason = forms.CharField(
        label=_("마감하는 이유"),
        max_length=200,
        help_text=_("처리 기록에 남습니다."),
        error_messages={"required": _("마감하는 이유를 적어 주세요.")},
    )


class CallForm(forms.Form):
    """Until when applications are taken, when the results are told, and why; both times begin as they are."""

    apply_until = KoreanMomentField(label=_("새 지원 마감"))
    results_at = KoreanMomentField(
        label=_("발표 일시"), help_text=_("앞당길 수 없습니다. 마감이 발표보다 늦어지면 함께 늦춰 주세요.")
    )
    intake_limit = forms.IntegerField(
        label=_("지원자가 모집인원의 몇 배가 되면 접수를 마감합니까?"),
        required=False,
        min_value=1,
        max_value=MOST_TIMES,
        widget=forms.NumberInput({"inputmode": "numeric", "class": "short"}),
        help_text=_("이미 지원하신 분도 셉니다. 마감하지 않으면 비워 두세요."),
    )
    reason = forms.CharField(
        label=_("이유"),
        max_length=200,
        help_text=_("지원하신 분들이 읽습니다. 예: 지원자가 모집인원보다 적습니다."),
        error_messages={"required": _("왜 더 받는지 적어 주세요. 지원하신 분들이 읽습니다.")},
    )

    def __init__(self, *args: Any, posting: Posting, is_again: bool, **kwargs: Any) -> None:
        first = {"results_at": posting.results_at, "intake_limit": posting.intake_limit}
        super().__init__(*args, initial=first if is_again else {**first, "apply_until": posting.apply_until}, **kwargs)
        if not is_again:
            del self.fields["intake_limit"]


class ContactForm(forms.Form):
    """What a name and a phone number are opened for; the answer stands in the access log."""

    PURPOSES = (
        ("interview", _("면접 날짜와 장소를 알리려고")),
        ("offer", _("합격과 참여 의사를 물으려고")),
        ("documents", _("서류를 확인하려고")),
        ("question", _("지원자의 물음에 답하려고")),
    )

    reason = forms.ChoiceField(
        label=_("무엇을 하려고 보십니까?"),
        choices=[("", _("골라 주세요")), *PURPOSES],
        error_messages={"required": _("연락처를 보는 이유를 골라 주세요.")},
    )

    def purpose(self) -> str:
        """Return the words of the answer."""
        return str(dict(self.PURPOSES)[self.cleaned_data["reason"]])


class InfoForm(forms.Form):
    """One document asked of one applicant. The rules stand in the verb."""

    title = TextField(label=_("어떤 서류인지"), most=40, help_text=_("예: 경력증명서"))
    note = TextField(
        label=_("무엇을 왜 보려고 하는지"),
        most=200,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("지원하신 분이 읽습니다. 심사에 꼭 필요한 것만 요청해 주세요."),
    )
    due_at = KoreanMomentField(label=_("서류를 내는 기한"), help_text=_("하루 뒤부터 30일 안"))


class NothingForm(forms.Form):
    """A step that asks for nothing."""


class ReviewerForm(forms.Form):
    """A reviewer of the operator who isn't assigned yet."""

    membership = forms.TypedChoiceField(label=_("심사위원"), coerce=int)

    def __init__(self, *args: Any, memberships: Iterable[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = {held.pk: held for held in memberships}
        self.fields["membership"].choices = [
            ("", _("심사위원을 골라 주세요")),
            *((pk, held.user.email) for pk, held in self.held.items()),
        ]

    def chosen(self) -> Membership:
        """Return the membership under which the reviewer will see the posting."""
        return self.held[self.cleaned_data["membership"]]


def _named(text: str) -> str:
    """The code of an occupation of this very name, else nothing."""
    exact = (found for found in occupations.search(text, 1) if found.name == text) if text else ()
    return next((found.code for found in exact), "")
