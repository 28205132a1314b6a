"""Looks at the running demo with Lighthouse, as on a slow phone: home, list, posting and apply, each 95 or more in all four.

    python -m config.local.lighthouse http://127.0.0.1:8000

npm fetches the one pinned version into var/ the first time; the browser is Debian's Chromium. The figures are Lighthouse's own
simulation of a mid-range phone on a slow 4G line; a busy machine lowers the first.
"""

import http.cookiejar
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode, urljoin
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

from config.local import assets, chromium
from config.local.binaries import Missing

VERSION = "lighthouse@12.8.2"
FOLDER = assets.ROOT / "var" / "lighthouse"
ACCOUNTS = assets.ROOT / "var" / "run" / "demo-accounts.json"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST = 95
_POSTING = re.compile(r"/jobs/[0-9a-f-]{36}/")


def main(base: str) -> int:
    """Print a line a page and return how many fall short."""
    if not _has_hangul():
        sys.stdout.write("no Korean font here, as every phone has (fonts-nanum): pages jump when ours comes\n")
    jar = http.cookiejar.CookieJar()
    opener = build_opener(HTTPCookieProcessor(jar))
    posting = _first(_POSTING, _read(opener, urljoin(base, "/jobs/")))
    _sign_in(opener, base)
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)
    short = 0
    for path, headers in (("/", {}), ("/jobs/", {}), (posting, {}), (f"{posting}apply/", {"Cookie": cookies})):
        found = _look(urljoin(base, path), headers)
        short += min(found.values()) < LEAST
        sys.stdout.write(f"{path}: {', '.join(f'{name} {score}' for name, score in found.items())}\n")
    return short


def _look(url: str, headers: dict[str, str]) -> dict[str, int]:
    """Return the four scores, of 100."""
    program, report, sent = _installed(), FOLDER / "report.json", FOLDER / "headers.json"
    sent.write_text(json.dumps(headers))
    options = ["--quiet", "--output=json", f"--output-path={report}", f"--only-categories={','.join(CATEGORIES)}"]
    browser = ["--chrome-flags=--headless=new --no-sandbox", f"--extra-headers={sent}"]
    command = [*program, url, *options, *browser]
    subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": _browser()})
    scores = json.loads(report.read_text())["categories"]
    return {name: round(scores[name]["score"] * 100) for name in CATEGORIES}


def _installed() -> list[str]:
    """Return the command that runs Lighthouse; npm fetches it the first time."""
    program = FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not program.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        npm = [*assets.npm(), "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(FOLDER), VERSION]
        if subprocess.run(npm, check=False).returncode or not program.exists():
            raise Missing(f"npm could not fetch {VERSION}")
    return ["node", str(program)]


def _has_hangul() -> bool:
    listed = subprocess.run(["fc-list", ":lang=ko"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


def _browser() -> str:
    found = chromium.program()
    if found is None:
        raise Missing(chromium.why_missing())
    return str(found)


def _sign_in(opener: OpenerDirector, base: str) -> None:
    url = urljoin(base, "/accounts/login/")
    token = _first(re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"'), _read(opener, url))
    account = json.loads(Path(ACCOUNTS).read_text())["candidate"]
    fields = {"csrfmiddlewaretoken": token, "login": account["email"], "password": account["password"]}
    opener.open(Request(url, urlencode(fields).encode(), {"Referer": url}))  # noqa: S310 - the site that runs here


def _read(opener: OpenerDirector, url: str) -> str:
    with opener.open(url) as answer:
        return answer.read().decode()


def _first(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    if not found:
        raise Missing("the page doesn't hold what is looked for: is this the demo?")
    return found[found.lastindex or 0]


if __name__ == "__main__":
    try:
        sys.exit(1 if main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000") else 0)
    except (Missing, subprocess.CalledProcessError) as error:
        sys.exit(f"{error}")
