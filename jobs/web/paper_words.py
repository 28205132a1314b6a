"""The words of papers: a slip in the language in use, a certificate in Korean from what was frozen, the same bytes each time."""

from datetime import date

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from jobs import papers
from jobs.models import Certificate
from jobs.slips import Line, Slip
from jobs.withholding import Receipt
from profiles.models import Identity, User
from profiles.templatetags.dasi import duration, full_day, month, won


def certificate_pdf(certificate: Certificate) -> bytes:
    """Return the paper of a certificate."""
    facts = certificate.facts
    with translation.override("ko"):
        rows = [
            ("성명", certificate.name),
            *([("생년월일", _plain_day(facts["birth_on"]))] if facts["birth_on"] else []),
            ("사업", facts["programme"]),
            ("활동", facts["role"]),
            ("활동처", facts["site"]),
            ("활동 기간", f"{_plain_day(facts['started_on'])} ~ {_plain_day(facts['finished_on'])}"),
            ("활동 시간", duration(facts["minutes"])),
        ]
    paper = {
        "title": f"수료증 {certificate.shown_code}",
        "lang": "ko",
        "code": certificate.shown_code,
        "facts": rows,
        "issued": _plain_day(facts["issued_on"]),
        "qr": papers.qr_of(facts["address"]),
        **{name: facts[name] for name in ("issuer", "is_demo", "page", "address")},
    }
    return papers.render("certificate", paper, on=date.fromisoformat(facts["issued_on"]))


def slip_pdf(slip: Slip) -> bytes:
    """Return the paper of a month's allowance."""
    posting = slip.placement.application.posting
    identity = Identity.objects.filter(user=slip.placement.candidate.user_id).first()
    programme = posting.programme_year.programme.name
    paper = {
        "title": _("%(month)s 활동비 명세서") % {"month": month(slip.first)},
        "lang": (translation.get_language() or "ko")[:2],
        "issuer": slip.organisation.name,
        "facts": [
            (_("이름"), identity.name if identity else ""),
            (_("사업"), f"{programme} {posting.programme_year.year}"),
            (_("활동"), posting.title),
            (_("활동처"), slip.placement.seat.posting_site.site.name),
            (_("운영기관"), slip.organisation.name),
            *reckoning(slip),
        ],
        "net_label": _("받은 돈"),
        "net": won(slip.total.net_won),
        "caption": _("지급 내역"),
        "head": [_("내용"), _("지급한 날"), _("시간"), _("총액"), _("뗀 세금"), _("받은 돈")],
        "lines": rows_of(slip),
        "total": [_("합계"), "", *_cells("", slip.total)[2:]],
        "notes": notes(slip),
        "is_demo": posting.programme_year.is_demo,
        "demo": _("시연용 명세서입니다. 실제로 지급한 돈이 아닙니다."),
    }
    return papers.render("slip", paper, on=slip.lines[-1].paid_on)


def withholding_pdf(receipt: Receipt, user: User) -> bytes:
    """Return the paper of what was withheld from a person's allowances in a year."""
    identity = Identity.objects.filter(user=user).first()
    lines = [
        [
            _("%(month)s 바로잡음") % {"month": month(line.month)} if line.is_correction else month(line.month),
            full_day(line.paid_on),
            won(line.gross_won),
            won(line.withheld_won),
        ]
        for line in receipt.lines
    ]
    paper = {
        "title": _("%(year)s년 기타소득 원천징수영수증") % {"year": receipt.year},
        "lang": (translation.get_language() or "ko")[:2],
        "issuer": receipt.organisation.name,
        "facts": [
            (_("받은 분"), identity.name if identity else ""),
            (_("주민등록번호"), _("이 홈페이지는 받지 않습니다.")),
            (_("원천징수한 곳"), receipt.organisation.name),
            (_("소득 구분"), _("기타소득(활동비)")),
            (_("지급 총액"), won(receipt.gross_won)),
            (_("뗀 세금"), won(receipt.withheld_won)),
        ],
        "caption": _("지급 내역"),
        "head": [_("활동한 달"), _("지급한 날"), _("총액"), _("뗀 세금")],
        "lines": lines,
        "total": [_("합계"), "", won(receipt.gross_won), won(receipt.withheld_won)],
        "notes": [
            _("뗀 세금은 소득세와 지방소득세를 더한 금액입니다."),
            _("지급한 날이 그해에 든 것만 담았습니다. 세무서에 내실 때는 운영기관에 법정 서식을 요청해 주세요."),
        ],
        "is_demo": settings.DEMO,
        "demo": _("시연용 영수증입니다. 실제로 지급한 돈이 아닙니다."),
    }
    return papers.render("withholding", paper, on=max(line.paid_on for line in receipt.lines))


def reckoning(slip: Slip) -> list[tuple[str, str]]:
    """Return how the money was reckoned, step by step, as (label, value)."""
    rate = f"{(slip.terms.withholding_rate * 100).normalize():f}%"
    tax = (_("뗀 세금(%(rate)s)") % {"rate": rate}, won(slip.total.withheld_won))
    return [
        (_("활동 시간"), duration(slip.total.minutes)),
        (_("시간당 금액"), won(slip.terms.hourly_won)),
        (_("총액(활동 시간 × 시간당 금액)"), won(slip.total.gross_won)),
        tax if slip.total.withheld_won else (_("뗀 세금"), _("없음")),
        *((item.label, won(item.net_won)) for item in slip.items),
    ]


def rows_of(slip: Slip) -> list[list[str]]:
    """Return the payments in the order in which they were made: what, when, time, gross, tax, net."""
    return [_cells(_("바로잡음") if line.is_correction else _("활동비"), line) for line in slip.lines]


def notes(slip: Slip) -> list[str]:
    """Return what explains figures that don't look like plain sums."""
    found = []
    if slip.uncut_won != slip.total.gross_won:
        cut = {"uncut": won(int(slip.uncut_won)), "unit": won(slip.terms.rounding_won)}
        found.append(_("시간당 금액을 곱하면 %(uncut)s이고, %(unit)s보다 작은 끝수는 지급하지 않습니다.") % cut)
    if slip.terms.withholding_floor_won:
        floor = won(slip.terms.withholding_floor_won)
        found.append(_("한 달 총액이 %(floor)s을 넘지 않으면 세금을 떼지 않습니다.") % {"floor": floor})
    return found + [_("바로잡은 이유: %(reason)s") % {"reason": line.reason} for line in slip.lines if line.reason]


def _cells(label: str, line: Line) -> list[str]:
    """A correction may take time away."""
    time = f"-{duration(-line.minutes)}" if line.minutes < 0 else duration(line.minutes)
    return [label, full_day(line.paid_on), time, won(line.gross_won), won(line.withheld_won), won(line.net_won)]


def _plain_day(text: str) -> str:
    found = date.fromisoformat(text)
    return f"{found.year}년 {found.month}월 {found.day}일"
