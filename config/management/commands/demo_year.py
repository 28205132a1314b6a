"""`manage.py demo_year`: live 2019 to its end and the present year up to the day, in a city that demo_city built."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.demo import city, pace, progress, second, year


class Command(BaseCommand):
    help = "Live 2019 and half of the present year in the demo city."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--today", type=date.fromisoformat, default=None, help="a day, 2026-11-25; else today")

    def handle(self, **options: Any) -> None:
        if not city.is_built():
            raise CommandError("시연 도시가 없습니다. 먼저 demo_city를 실행해 주세요.")
        if year.is_lived():
            raise CommandError("시연 도시의 해가 이미 지났습니다. 새로 만들려면 빈 데이터베이스에서 시작해 주세요.")
        today = options["today"] or timezone.localdate()
        try:
            with pace.quick():
                year.live(seed=options["seed"], today=today, progress=progress.bar)
        except second.Broken as broken:
            raise CommandError("시연 도시의 해를 채우다 한쪽이 멈추었습니다. 위의 기록을 확인해 주세요.") from broken
