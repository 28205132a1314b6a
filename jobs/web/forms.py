"""Forms of the public's and the candidate's pages. They check shape alone; the rules stand in the verbs."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import uuid4

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jobs import conditions, search, sharing
from jobs.announcements import SiteLine
from jobs.models import Posting, Programme
from jobs.search import Terms
from jobs.search_counts import Counts
from jobs.submissions import MOST_WISHES
from jobs.web import apply_files
from jobs.web.apply_files import NO_FILES, Files
from jobs.web.wish_field import WishesField
from profiles import occupations, places
from profiles.models import Candidate, ConsentText
from profiles.templatetags.dasi import count, day, won
from profiles.web.consent_boxes import ConsentBoxes
from profiles.web.fields import KoreanDateField

MOST_PAY, MOST_KM = 999_999, 40
EMPLOYMENT = [choice for choice in Candidate.Employment.choices if choice[0] != "unknown"]


class Chip(NamedTuple):
    """One condition of a list: its name among search.CONDITIONS, its words, and which district it is."""

    condition: str
    label: str
    district: str = ""


class SearchForm(forms.Form):
    """What a person looks for; every field may stay empty, and an odd value asks nothing."""

    q = forms.CharField(
        label=_("찾는 말"),
        required=False,
        max_length=60,
        widget=forms.TextInput({"type": "search", "placeholder": _("예: 돌봄, 학교 안전, 도서관")}),
    )
    district = forms.MultipleChoiceField(
        label=_("자치구 목록"), required=False, widget=forms.CheckboxSelectMultiple({"class": "dense"})
    )
    kind = forms.ChoiceField(label=_("일자리 종류"), required=False)
    days = forms.ChoiceField(label=_("요일"), required=False)
    part = forms.ChoiceField(label=_("시간대"), required=False)
    hours = forms.ChoiceField(label=_("한 주 활동 시간"), required=False)
    pay = forms.IntegerField(
        label=_("시간당 금액"), required=False, min_value=0, max_value=MOST_PAY, widget=forms.Select
    )
    start_from = KoreanDateField(label=_("시작하는 날: 이날부터"), required=False)
    start_until = KoreanDateField(label=_("시작하는 날: 이날까지"), required=False)
    near = forms.ChoiceField(label=_("거리를 재는 곳"), required=False)
    km = forms.IntegerField(label=_("거리"), required=False, min_value=0, max_value=MOST_KM, widget=forms.Select)
    sort = forms.ChoiceField(label=_("보는 순서"), required=False, choices=search.SORTS)
    closed = forms.BooleanField(label=_("마감된 공고도 보기"), required=False)
    occupation = forms.ChoiceField(required=False, choices=occupations.choices, widget=forms.HiddenInput)  # of a link
    exact = forms.BooleanField(required=False)  # of a link: words as they stand, none taken for another

    def __init__(self, *args: Any, home: str = "", **kwargs: Any) -> None:
        """home : the district or dong where the person lives, from which kilometres are reckoned where no other place is named"""
        super().__init__(*args, **kwargs)
        self.home = home
        everything = [("", _("모두"))]
        self.fields["district"].choices = places.choices()
        self.fields["kind"].choices = [*everything, *Programme.Kind.choices]
        self.fields["days"].choices = [*everything, *conditions.DAYS]
        self.fields["part"].choices = [*everything, *conditions.PARTS]
        self.fields["hours"].choices = [*everything, *conditions.HOURS]
        own = gettext("우리 집 (%(place)s)") % {"place": places.name(home)} if home else _("고르지 않음")
        self.fields["near"].choices = [("", own), *places.choices()]

    def terms(self) -> Terms:
        """Return the terms of the fields that make sense; the page shows what it filtered by."""
        self.is_valid()
        self.is_partly_read = bool(self.errors)
        self.errors.clear()  # an odd value of a link is nothing to mend
        given = self.cleaned_data
        given["district"] = sorted({code for code in self["district"].data if places.is_district(code)})
        return Terms(
            words=given.get("q", ""),
            districts=tuple(given["district"]),
            kind=given.get("kind", ""),
            occupation=given.get("occupation", ""),
            days=given.get("days", ""),
            part=given.get("part", ""),
            hours=given.get("hours", ""),
            pay=given.get("pay") or 0,
            start_from=given.get("start_from"),
            start_until=given.get("start_until"),
            near=given.get("near", ""),
            km=given.get("km") or 0,
            with_closed=given.get("closed", False),
            sort=given.get("sort") or search.FITTING,
        )

    @property
    def lacks_place(self) -> bool:
        """Whether a distance or the nearest is asked for, and it isn't known from where."""
        given = self.cleaned_data
        return not (given.get("near") or self.home) and bool(given.get("km") or given.get("sort") == search.NEAREST)

    def offer(self, counts: Counts, closed: int) -> None:
        """Write beside each choice how many postings it would give. closed : how many there are with the closed ones"""
        for name in ("kind", "days", "part", "hours"):
            self.fields[name].widget.choices = [
                (value, _counted(label, counts.choices.get((name, value), counts.without[name])))
                for value, label in self.fields[name].choices
            ]
        some_first = sorted(places.choices(), key=lambda row: not counts.choices["district", row[0]])
        self.fields["district"].widget.choices = [
            (code, _counted(name, counts.choices["district", code])) for code, name in some_first
        ]
        pays = {won_: gettext("%(won)s 이상") % {"won": won(won_)} for won_ in counts.pays}
        self._offer_numbers("pay", "pay", pays, counts)
        distances = {km: gettext("%(km)dkm 안") % {"km": km} for km in conditions.KILOMETRES}
        self._offer_numbers("km", "distance", distances, counts)
        self["closed"].label = _counted(self.fields["closed"].label, closed)

    def _offer_numbers(self, field: str, condition: str, labels: dict[int, str], counts: Counts) -> None:
        """The figures offered, and the one chosen where a link named another."""
        chosen = self.cleaned_data.get(field)
        offered = [
            (number, _counted(label, counts.choices.get((condition, str(number))))) for number, label in labels.items()
        ]
        if chosen and chosen not in labels:
            words = dict(self._of_numbers())[condition]
            offered.append((chosen, words or str(chosen)))
        self.fields[field].widget.choices = [("", _counted(_("모두"), counts.without[condition])), *offered]

    def chips(self) -> list[Chip]:
        """Name what the list is narrowed by."""
        given = self.cleaned_data
        found = [Chip("words", given["q"])] if given.get("q") else []
        for name in ("occupation", "kind", "days", "part", "hours"):
            if value := given.get(name):
                found.append(Chip(name, str(dict(self.fields[name].choices)[value])))
        found += [Chip("district", places.name(code), code) for code in given.get("district", ())]
        found += [Chip(name, words) for name, words in self._of_numbers() if words]
        return found

    def _of_numbers(self) -> list[tuple[str, str]]:
        """The conditions of money, days and kilometres in words; empty where there is none."""
        given = self.cleaned_data
        begins, ends, km = given.get("start_from"), given.get("start_until"), given.get("km")
        near = places.name(given["near"]) if given.get("near") else self.home and gettext("우리 집")
        return [
            ("pay", gettext("1시간에 %(won)s 이상") % {"won": won(given["pay"])} if given.get("pay") else ""),
            ("start", _days_words(begins, ends)),
            ("distance", gettext("%(place)s에서 %(km)dkm 안") % {"place": near, "km": km} if km and near else ""),
            ("closed", str(self.fields["closed"].label) if given.get("closed") else ""),
        ]


class NearForm(forms.Form):
    """The district around which the first page looks; an odd one asks nothing."""

    district = forms.ChoiceField(label=_("어디에서 가까운 일자리를 보시겠습니까?"), required=False)

    def __init__(self, *args: Any, home: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = gettext("우리 집 (%(place)s)") % {"place": places.name(home)} if home else _("자치구를 골라 주세요")
        self.fields["district"].choices = [("", own), *places.choices()]

    def place(self) -> str:
        """The code of the district chosen, if any."""
        self.is_valid()
        self.errors.clear()
        return self.cleaned_data.get("district", "")


class CheckForm(forms.Form):
    """At most three questions of a visitor, those that the rules ask after; the answers are judged and forgotten."""

    birth_on = KoreanDateField(label=_("생년월일"), birthday=True)
    district = forms.ChoiceField(label=_("사는 곳"))
    employment = forms.ChoiceField(label=_("지금 하는 일"), choices=EMPLOYMENT, widget=forms.RadioSelect)

    ASKED_BY = {"birth_on": "birth_range", "district": "residence", "employment": "employment"}

    def __init__(self, *args: Any, kinds: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["district"].choices = [
            ("", _("골라 주세요")),
            *places.home_choices(),
        ]
        for name, kind in self.ASKED_BY.items():
            if kind not in kinds:
                del self.fields[name]


class ApplyForm(ConsentBoxes, forms.Form):
    """Wishes for sites, the motive, the posting's question and its files. With one site there is nothing to rank."""

    wish = WishesField(label=_("가고 싶은 활동처"))
    motive = forms.CharField(
        label=_("지원하는 이유"),
        max_length=1000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("왜 하고 싶은지, 무엇을 잘하는지 두세 문장이면 됩니다. 1,000자까지 쓸 수 있습니다."),
        error_messages={"required": _("지원하는 이유를 적어 주세요. 한 문장이어도 됩니다.")},
    )
    answer = forms.CharField(max_length=1000, widget=forms.Textarea({"rows": 4}))
    form_token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(
        self,
        *args: Any,
        posting: Posting,
        sites: Sequence[SiteLine],
        texts: Sequence[ConsentText],
        files: Files = NO_FILES,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sites = list(sites)
        self.fields |= apply_files.fields(files)
        self.ask(texts, _consent_box)
        if posting.question:
            self.fields["answer"].label = posting.question
            self.fields["answer"].error_messages["required"] = _("질문에 답해 주세요.")
        else:
            del self.fields["answer"]
        if len(self.sites) > 1:
            self.fields["wish"].choices = [(str(line.posting_site.pk), _site_words(line)) for line in self.sites]
            self.fields["wish"].help_text = gettext("가고 싶은 순서대로 %(most)d곳까지 고를 수 있습니다.") % {
                "most": min(MOST_WISHES, len(self.sites))
            }
        else:
            del self.fields["wish"]

    def carried(self) -> Iterator[forms.BoundField]:
        """The boxes that go along hidden; files are kept by then."""
        return (field for field in self if not isinstance(field.field, forms.FileField))

    def wished(self) -> list[SiteLine]:
        """Return the sites wished, best first."""
        if "wish" not in self.fields:
            return self.sites[:1]
        by_pk = {str(line.posting_site.pk): line for line in self.sites}
        return [by_pk[wish] for wish in self.cleaned_data.get("wish", ())]


class WithdrawForm(forms.Form):
    """Why an application is withdrawn; nobody has to say."""

    WHY = (
        ("elsewhere", _("다른 일자리를 구했습니다")),
        ("health", _("건강이 좋지 않습니다")),
        ("family", _("집안 사정이 생겼습니다")),
        ("terms", _("시간이나 거리가 맞지 않습니다")),
        ("other", _("그 밖의 이유입니다")),
    )
    why = forms.ChoiceField(label=_("취소하는 이유"), required=False, choices=WHY, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("더 하실 말씀"), required=False, max_length=150, widget=forms.Textarea({"rows": 3})
    )

    def told(self) -> str:
        """Return the reason as it is kept, in Korean like all reasons."""
        with translation.override("ko"):
            why = str(dict(self.WHY).get(self.cleaned_data["why"], ""))
        return ". ".join(filter(None, (why, self.cleaned_data["reason"].strip())))


class DeclineForm(forms.Form):
    """Why a seat is declined; nobody has to say."""

    reason = forms.CharField(
        label=_("참여하지 않는 이유"), required=False, max_length=200, widget=forms.Textarea({"rows": 3})
    )


def _consent_box(_text: ConsentText) -> forms.BooleanField:
    return forms.BooleanField(label=_("위 내용에 동의합니다"), error_messages={"required": sharing.MISSING})


def _site_words(line: SiteLine) -> str:
    return gettext("%(site)s (%(place)s)") % {"site": line.site.name, "place": line.place}


def _days_words(begins: date | None, ends: date | None) -> str:
    """'3월 2일(월)부터 3월 31일(화)까지 시작' of two days, either of which may be missing."""
    if begins and ends:
        return gettext("%(first)s부터 %(last)s까지 시작") % {"first": day(begins), "last": day(ends)}
    if begins:
        return gettext("%(first)s부터 시작") % {"first": day(begins)}
    return gettext("%(last)s까지 시작") % {"last": day(ends)} if ends else ""


def _counted(label: Any, number: int | None) -> str:
    """'주말에도 하는 일 (12건)'."""
    if number is None:
        return str(label)
    return gettext("%(label)s (%(number)s건)") % {"label": label, "number": count(number)}


def take_error(form: forms.BaseForm, error: ValidationError) -> None:
    """Put the sentence of a broken rule beside its field, or at the top where the form has no such field."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, found in error.error_dict.items():
        form.add_error(name if name in form.fields and name != NON_FIELD_ERRORS else None, found)
