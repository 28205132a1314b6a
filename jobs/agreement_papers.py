"""The agreement as people read it, on the page and as PDF: the text as it was written, who signed when, and the hash of what was signed."""

from datetime import date
from typing import Any, NamedTuple

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from jobs import agreements, papers
from jobs.models import Agreement, AgreementSignature
from profiles.privacy import mask_name
from profiles.spellings import full_day, to_the_second


class Signature(NamedTuple):
    """One side, with the name that was typed and when; none where it hasn't signed."""

    side: str
    label: str
    name: str
    at: str


def signatures_of(agreement: Agreement) -> list[Signature]:
    """Return both sides, the person first."""
    found = {row.side: row for row in agreement.signatures.select_related("agreement")}
    whole = agreements.read(agreement)
    labels = {"person": whole["person"], "operator": whole["operator"]}
    return [_signature(side, str(labels[side]), found.get(side)) for side in AgreementSignature.Side.values]


def context_of(agreement: Agreement) -> dict[str, Any]:
    """Return what the page of an agreement shows."""
    whole = agreements.read(agreement)
    signatures = signatures_of(agreement)
    return {
        "agreement": agreement,
        "whole": whole,
        "signatures": signatures,
        "is_signed": all(row.at for row in signatures),
        "versions": list(Agreement.objects.filter(placement=agreement.placement_id).order_by("-version")),
    }


def masked(told: dict[str, Any]) -> dict[str, Any]:
    """Return the same with the person's name masked wherever it stands: what an officer sees before they say why they look."""
    name = told["whole"]["person"]
    less = mask_name(name)
    sections = [[heading, [line.replace(name, less) for line in lines]] for heading, lines in told["whole"]["sections"]]
    signatures = [
        row._replace(label=less, name=mask_name(row.name) if row.name else "") if row.side == "person" else row
        for row in told["signatures"]
    ]
    return {**told, "whole": {**told["whole"], "person": less, "sections": sections}, "signatures": signatures}


def pdf(agreement: Agreement) -> bytes:
    """Return the paper, in Korean as it was written: the same bytes as long as nobody signs."""
    with translation.override("ko"):
        paper = _paper(agreement)
    last = max((timezone.localdate(row.signed_at) for row in agreement.signatures.all()), default=None)
    return papers.render("agreement", paper, on=last or date.fromisoformat(agreements.read(agreement)["on"]))


def file_name(agreement: Agreement) -> str:
    """Return what the paper is called when it is saved."""
    name = _("%(title)s 제%(version)d판") % {
        "title": agreements.read(agreement)["title"],
        "version": agreement.version,
    }
    return f"{name}.pdf"


def _signature(side: str, label: str, row: AgreementSignature | None) -> Signature:
    return Signature(side, label, row.name if row else "", to_the_second(row.signed_at) if row else "")


def _plain(text: str) -> str:
    return full_day(date.fromisoformat(text))


def _paper(agreement: Agreement) -> dict[str, Any]:
    whole, version = agreements.read(agreement), f"제{agreement.version}판"
    note = "시연용 서류입니다. 실제 약정이 아닙니다." if whole["is_demo"] else ""
    if agreement.replaced_at:
        note = f"{note} 새 판이 나와 지금은 쓰지 않는 약정서입니다.".strip()
    signed = signatures_of(agreement)
    return {
        "title": whole["title"],
        "lang": "ko",
        "issuer": whole["operator"],
        "subtitle": f"{version} · {_plain(whole['on'])}에 씀",
        "note": note,
        "sections": whole["sections"],
        "signed": "서명",
        "signatures": [[row.label, f"{row.name} · {row.at}" if row.at else "아직 서명하지 않음"] for row in signed],
        "hash_note": "양쪽이 화면에서 읽고 서명한 글의 해시(SHA-256)",
        "hash": agreement.text_hash,
        "mark": f"{whole['title']} {version} · {agreement.text_hash[:12]}",
    }
