"""`make fuzz`: the API against its own schema, as nobody and as a candidate, with bounded cases; fails on any 5xx.

    python -m config.local.servers --dir var/test run python -m config.local.fuzz

Schemathesis loads a pytest plugin into every run that sees it, so it stands in a venv of its own and is run by its command.
"""

import http.cookiejar
import json
import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import psycopg

from config.local.ports import free_port

ROOT = Path(__file__).resolve().parent.parent.parent
PROGRAM = ROOT / ".venv-fuzz" / "bin" / "schemathesis"
PEOPLE = "80"
DATABASE = "dasi_fuzz"
_READY_WITHIN_S = 30


def main() -> int:
    """Fill a small demo, serve it, and let schemathesis at it; return its worst exit code."""
    folder = Path(os.environ["DASI_VAR"])
    os.environ["DATABASE_URL"] = _fresh_database(os.environ["DATABASE_URL"])
    for command in (["migrate", "--noinput", "-v", "0"], ["demo_city", "--people", PEOPLE]):
        subprocess.run([sys.executable, "manage.py", *command], cwd=ROOT, check=True)
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "config.wsgi", "-b", f"127.0.0.1:{port}", "-w", "2", "--log-level", "error"],
        cwd=ROOT,
    )
    try:
        _wait(base)
        account = json.loads((folder / "demo-accounts.json").read_text())["candidate"]
        return max(_run(base, []), _run(base, _signed_in(base, account)))
    finally:
        server.terminate()
        server.wait(10)


def _fresh_database(url: str) -> str:
    """Make an empty database beside the one of `url` and return its own URL."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)")
        connection.execute(f"CREATE DATABASE {DATABASE}")
    return urllib.parse.urlsplit(url)._replace(path=f"/{DATABASE}").geturl()


def _run(base: str, options: list[str]) -> int:
    checks = [
        "--checks",
        "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
    ]
    bounds = ["--max-examples", os.environ.get("DASI_FUZZ_EXAMPLES", "25"), "--workers", "2", "--seed", "1"]
    command = [str(PROGRAM), "run", f"{base}/api/v1/schema/", *checks, *bounds, *options]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def _signed_in(base: str, account: dict[str, str]) -> list[str]:
    """The options that carry a candidate's session."""
    jar = http.cookiejar.CookieJar()
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    page = browser.open(f"{base}/accounts/login/", timeout=10).read().decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page).group(1)
    form = {"csrfmiddlewaretoken": token, "login": account["email"], "password": account["password"]}
    browser.open(f"{base}/accounts/login/", urllib.parse.urlencode(form).encode(), timeout=10)
    cookies = {cookie.name: cookie.value for cookie in jar}
    if "sessionid" not in cookies:
        raise SystemExit("the demo's candidate could not sign in")
    sent = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return ["--header", f"Cookie: {sent}", "--header", f"X-CSRFToken: {cookies['csrftoken']}"]


def _wait(base: str) -> None:
    deadline = time.monotonic() + _READY_WITHIN_S
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{base}/health/ready", timeout=5):  # noqa: S310 - our own address
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    raise SystemExit("the site did not get ready")


if __name__ == "__main__":
    sys.exit(main())
