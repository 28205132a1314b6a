"""`manage.py demo_city`: build the demo city. Prints one sign-in per kind of person and keeps them in demo-accounts.json."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.demo import city, pace, progress, second


class Command(BaseCommand):
    help = "Build the demo city: organisations, programmes with their rules, people, postings."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--people", type=int, default=6000)
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--today", type=date.fromisoformat, default=None, help="a day, 2026-11-25; else today")

    def handle(self, **options: Any) -> None:
        if city.is_built():
            raise CommandError("시연 도시가 이미 있습니다. 새로 만들려면 빈 데이터베이스에서 시작해 주세요.")
        today = options["today"] or timezone.localdate()
        try:
            with pace.quick():
                accounts = city.build(count=options["people"], seed=options["seed"], today=today, progress=progress.bar)
        except second.Broken as broken:
            raise CommandError("시연 도시를 만들다 한쪽이 멈추었습니다. 위의 기록을 확인해 주세요.") from broken
        path = settings.VAR_DIR / "demo-accounts.json"
        path.write_text(json.dumps(accounts, ensure_ascii=False, indent=2), encoding="utf-8")
        for kind, account in accounts.items():
            self.stdout.write(f"{kind}: {account['email']} {account['password']}")
