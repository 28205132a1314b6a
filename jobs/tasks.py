"""What workers do for jobs, by the clock: offers run out, results come out, silence goes up, interviews and logs fall due."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from jobs import (
    application_drafts,
    attachments,
    bundles,
    certificates,
    destructions,
    info_requests,
    interviews,
    moves,
    objections,
    offers,
    outcomes,
    outside_fetches,
    posting_imports,
    questions,
    results,
    saved_searches,
    site_links,
    stories,
    worklogs,
)
from profiles import actors


@shared_task
def expire_offers() -> None:
    """End offers whose time is over."""
    offers.expire_due(by=actors.system(), at=timezone.now())


@shared_task
def release_results() -> None:
    """Tell the results whose time has come and that are all decided."""
    results.release_due(by=actors.system(), at=timezone.now())


@shared_task
def lapse_info_requests() -> None:
    """End what applicants were asked for and didn't hand in by its day."""
    info_requests.lapse_due(by=actors.system(), at=timezone.now())


@shared_task
def remind_info_requests() -> None:
    """Remind applicants of what they are asked for and is due soon."""
    info_requests.remind(by=actors.system(), at=timezone.now())


@shared_task
def tell_moves() -> None:
    """Tell people of moves whose time to be undone is over."""
    moves.tell_due(by=actors.system(), at=timezone.now())


@shared_task
def escalate_silence() -> None:
    """Tell operators and the city where people wait too long."""
    results.escalate_silence(by=actors.system(), at=timezone.now())


@shared_task
def escalate_objections() -> None:
    """Tell operators and the city of requests to look again that wait too long."""
    objections.escalate(by=actors.system(), at=timezone.now())


@shared_task
def remind_interviews() -> None:
    """Remind people of tomorrow's interview."""
    interviews.remind(by=actors.system(), at=timezone.now())


@shared_task
def remind_logs_due() -> None:
    """Remind people of the log of the month before this one."""
    now = timezone.now()
    last_month = timezone.localdate(now).replace(day=1) - timedelta(days=1)
    worklogs.remind_due(last_month, by=actors.system(), at=now)


@shared_task
def send_site_links() -> None:
    """Ask the contacts of sites without an account to confirm the logs of months that are over."""
    site_links.make_due(by=actors.system(), at=timezone.now())


@shared_task
def tell_saved_searches() -> None:
    """Tell people what is new in the searches that they keep."""
    saved_searches.tell_new(by=actors.system(), at=timezone.now())


@shared_task
def issue_certificates() -> None:
    """Issue the certificates of those whose last month is confirmed."""
    certificates.issue_due(by=actors.system(), at=timezone.now())


@shared_task
def ask_outcomes() -> None:
    """Ask people what became of them three and six months after."""
    outcomes.ask_due(by=actors.system(), at=timezone.now())


@shared_task
def erase_left_stories() -> None:
    """Erase stories whose consent was taken back, or whose person left."""
    stories.erase_left(by=actors.system(), at=timezone.now())


@shared_task
def destroy_files() -> None:
    """Destroy files and words of applications that were never sent or whose person left, and files that were kept long enough."""
    at = timezone.now()
    application_drafts.destroy_due(by=actors.system(), at=at)
    attachments.expire(by=actors.system(), at=at)
    attachments.destroy_due(by=actors.system(), at=at)


@shared_task
def remind_questions() -> None:
    """Remind officers of questions that nobody has answered for days."""
    questions.remind(by=actors.system(), at=timezone.now())


@shared_task
def destroy_overdue() -> None:
    """Destroy questions, drafts and accounts that were kept long enough."""
    destructions.destroy_overdue(at=timezone.now())


@shared_task
def forget_posting_imports() -> None:
    """Delete what spreadsheets of postings said, once it was kept long enough."""
    posting_imports.forget(at=timezone.now())


@shared_task
def build_bundles() -> None:
    """Build the papers for an audit that were asked for."""
    bundles.build_due(at=timezone.now())


@shared_task
def fetch_outside(source: str) -> None:
    """Fetch all postings of an outside source, where it is on."""
    outside_fetches.fetch(source, by=actors.system(), at=timezone.now())
