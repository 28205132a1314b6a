"""What people and senders do in processes of their own, which a fault test may kill.

python -m tests.faults.people apply NUMBER | sign_in | send
"""

import sys
import time
from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import tests.faults.daylight  # noqa: F401 - sets Django up

# isort: split
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobs import applications, sharing
from jobs.applications import Submission
from profiles import sender
from profiles.models import Delivery
from tests import make


def apply(number: str) -> None:
    """Let so many people apply, each in a transaction of their own; print the slowest's seconds."""
    now = timezone.now()
    posting = make.posting(
        make.organisation(name=f"기관 {uuid4()}"),
        make.programme_year(make.programme(name=f"사업 {uuid4()}")),
        apply_from=now - timedelta(days=1),
        apply_until=now + timedelta(days=1),
        results_at=now + timedelta(days=2),
        starts_on=(now + timedelta(days=9)).date(),
        ends_on=(now + timedelta(days=99)).date(),
    )
    site_ids = list(posting.posting_sites.values_list("pk", flat=True))
    slowest = 0.0
    for _ in range(int(number)):
        email = f"{uuid4().hex}@example.com"
        person = make.candidate(make.user(email, channels=["email"]))
        began = time.monotonic()
        submission = Submission(
            posting, person, site_ids, uuid4(), motive="돌봄을 하고 싶습니다.", agrees_to=sharing.text()
        )
        applications.submit([submission], by=make.actor(person.user), at=timezone.now())
        slowest = max(slowest, time.monotonic() - began)
    print(f"{slowest:.2f}")


def sign_in() -> None:
    """Sign a person in and open a page; print the status of both answers."""
    person = make.user(f"{uuid4().hex}@example.com", make.PASSWORD)
    client = Client(headers={"host": "localhost"})
    answer = client.post(reverse("account_login"), {"login": person.email, "password": make.PASSWORD})
    page = client.get(reverse("jobs:public_posting_list"))
    print(answer.status_code, page.status_code)


def send() -> None:
    """Send until nothing waits."""
    while Delivery.objects.filter(state=Delivery.State.QUEUED).exists():
        if not sender.send_due(at=timezone.now()):
            time.sleep(0.1)


VERBS: dict[str, Callable[..., None]] = {"apply": apply, "sign_in": sign_in, "send": send}

if __name__ == "__main__":
    VERBS[sys.argv[1]](*sys.argv[2:])
