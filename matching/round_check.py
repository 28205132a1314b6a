"""Checks a run from its stored files as an auditor would: reads them anew and asks `core/verify.py`. Shares no code with the run.

Beside stability, capacities, reserves and caps (verify.py) it holds the files and the result against their hashes, and that nobody is seated
in whose way a rule of eligibility stands now.
"""

import csv
import hashlib
import io
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _

from jobs import judging, one_seat
from jobs.models import Application
from matching.core import verify
from matching.core.reasons import Reason
from matching.core.verify import Terms, Wish
from matching.models import Allocation, RoundResult

ORDER = ("wishes", "seats", "candidates", "groups", "reserves", "regions", "caps")


def problems(allocation: Allocation) -> list[Reason]:
    """Return what is wrong with a run; an empty list means that it may be confirmed. What was changed since isn't looked into further."""
    changed = list(_of_the_ledger(allocation))
    return changed or [*_of_the_result(allocation), *_of_the_rows(allocation)]


def sentence(problem: Reason) -> str:
    """Say one problem; candidates and sites by the ids that the files name."""
    words = {
        "inputs_changed": _("저장된 입력이 배치할 때의 것과 다릅니다."),
        "result_changed": _("저장된 결과가 배치할 때의 것과 다릅니다."),
        "rows_differ": _("사람별 결과와 결과 파일이 다릅니다."),
        "terms_differ": _("조건과 입력 파일이 다릅니다."),
        "not_eligible": _("신청 자격에 맞지 않는 사람에게 자리가 갔습니다."),
        "holds_seat": _("이 사업에 이미 자리가 있는 사람에게 자리가 갔습니다."),
        "closed": _("이용을 마친 회원에게 자리가 갔습니다."),
        "no_row": _("결과가 없는 사람이 있습니다."),
        "unknown_seat": _("없는 활동처에 배치된 사람이 있습니다."),
        "unwished": _("희망하지 않은 활동처에 배치된 사람이 있습니다."),
        "unacceptable": _("받을 수 없는 활동처에 배치된 사람이 있습니다."),
        "over_capacity": _("모집인원보다 많이 배치된 활동처가 있습니다."),
        "over_cap": _("상한보다 많이 배치된 곳이 있습니다."),
        "room": _("빈자리가 있는데 배치되지 않은 사람이 있습니다."),
        "weaker": _("점수가 더 낮은 사람이 자리를 얻었습니다."),
        "lottery": _("점수가 같은데 추첨에서 뒤인 사람이 자리를 얻었습니다."),
        "reserve": _("우선 자리가 먼저 쓰이지 않았습니다."),
    }
    about = ", ".join(str(value) for value in problem.params.values())
    return f"{words[problem.code]} ({about})" if about else words[problem.code]


def _of_the_ledger(allocation: Allocation) -> Iterator[Reason]:
    """Reckon the hashes in this file's own way."""
    seed = allocation.seed.encode()
    parts = [b"seed %d\n" % len(seed), seed, b"\n"]
    for name in ORDER:
        if name in allocation.inputs:
            text = allocation.inputs[name].encode()
            parts += [f"{name} {len(text)}\n".encode(), text]
    if hashlib.sha256(b"".join(parts)).hexdigest() != allocation.inputs_hash:
        yield Reason("inputs_changed", {})
    if hashlib.sha256(allocation.result.encode()).hexdigest() != allocation.result_hash:
        yield Reason("result_changed", {})


def _of_the_result(allocation: Allocation) -> list[Reason]:
    table = {name: _rows(allocation.inputs.get(name, "")) for name in ORDER}
    wishes: dict[str, list[Wish]] = {row["candidate"]: [] for row in table["candidates"]}
    for row in sorted(table["wishes"], key=lambda row: int(row["rank"])):
        wishes.setdefault(row["candidate"], []).append(Wish(row["seat"], Decimal(row["score"])))
    members = {row["candidate"] for row in table["groups"]}
    terms = Terms(
        capacities={row["seat"]: int(row["capacity"]) for row in table["seats"]},
        reserves={row["seat"]: (members, int(row["count"])) for row in table["reserves"]},
        regions={row["seat"]: (row["region"], int(row["target"])) for row in table["regions"]},
        caps={row["region"]: int(row["cap"]) for row in table["caps"]},
    )
    found = verify.problems(wishes, terms, _given(allocation), allocation.seed)
    return found if _are_the_terms(terms, allocation) else [Reason("terms_differ", {}), *found]


def _are_the_terms(read: Terms, allocation: Allocation) -> bool:
    """Whether the files say what the terms of the allocation do; a reserve without anybody it is for isn't in the files."""
    caps, sites = allocation.terms["caps"], allocation.terms["sites"]
    regions = {}
    for site, own in sites.items():
        region = "all" if "all" in caps else own["district"]
        if region in caps:
            regions[site] = (region, own["target"])
    kept = {site: count for site, (_members, count) in read.reserves.items()}
    wanted = {site: own["reserve"] for site, own in sites.items() if own["reserve"]}
    return (
        read.capacities == {site: own["places"] for site, own in sites.items()}
        and read.regions == regions
        and read.caps == {region: caps[region] for region, _target in regions.values()}
        and kept == (wanted if "groups" in allocation.inputs else {})
    )


def _of_the_rows(allocation: Allocation) -> Iterator[Reason]:
    """The rows that people read say what the file says, and nobody seated is barred, has another seat or closed their account."""
    rows = RoundResult.objects.filter(allocation=allocation)
    told = dict(rows.values_list("candidate__public_id", "posting_site__public_id"))
    as_text = {str(candidate): str(site) if site else None for candidate, site in told.items()}
    if as_text != _given(allocation):
        yield Reason("rows_differ", {})
    seated = list(Application.objects.filter(pk__in=rows.exclude(application=None).values("application")))
    for row in judging.barred(seated):
        yield Reason("not_eligible", {"application": row.pk})
    for row in one_seat.left_out(Application.objects.filter(pk__in=[row.pk for row in seated])).order_by("pk"):
        yield Reason(one_seat.why(row), {"application": row.pk})


def _given(allocation: Allocation) -> dict[str, str | None]:
    return {row["candidate"]: row["seat"] or None for row in _rows(allocation.result)}


def _rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))
