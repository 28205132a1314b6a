"""The schema of the API is whole: no warning, and every operation says how it refuses."""

from pathlib import Path

import yaml
from django.core.management import call_command


def test_schema_has_no_warning_and_names_the_problem_of_every_operation(tmp_path: Path) -> None:
    written = tmp_path / "schema.yml"

    call_command("spectacular", "--validate", "--fail-on-warn", file=str(written))

    schema = yaml.safe_load(written.read_text())
    operations = [operation for found in schema["paths"].values() for operation in found.values()]
    assert operations
    for operation in operations:
        assert "application/problem+json" in operation["responses"]["default"]["content"]
