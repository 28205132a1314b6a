"""`/health/live` and `/health/ready`."""

import pytest
from django.test import Client


def test_live_answers_without_signing_in(client: Client) -> None:
    assert client.get("/health/live").json() == {"status": "ok"}


@pytest.mark.django_db
def test_ready_with_database_and_broker(client: Client) -> None:
    response = client.get("/health/ready")

    assert response.status_code == 200
    assert response.json() == {"status": "ok", "database": True, "broker": True, "demo": True}
