"""Where the scanners are installed, and how each is run. `script/scan` installs them."""

import json
import os
import re
import subprocess
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.deployed.stack import HOST, Stack
from tests.production import ROOT
from tests.scanners.targets import TOKEN, Target

TOOLS = ROOT / "data" / "scanners"
# Left out: xxe, log4shell and spring4shell, as nothing here reads XML or is written in Java;
# timesql, as sqlmap waits for slow answers, too; what looks for other programs than this one.
MODULES = (
    "cookieflags,csp,csrf,http_headers,methods,htaccess,upload,"
    "xss,permanentxss,sql,redirect,crlf,ssrf"
)
# These send 170 requests to a field, and are for what no field here leads to: a command, a file, a
# directory of names. They try the first field of each form.
COSTLY = "exec,file,ldap"
CRAWL_SECONDS = 60
# Of each module on each page.
MODULE_SECONDS = int(os.environ.get("SCAN_MODULE_SECONDS", "600"))
CUT = re.compile(r"Max attack time was reached for module (\w+)|Max (scan) time was reached")
FOUND = re.compile(r"^(?:Parameter|    Title|    Payload): (.+)$", re.MULTILINE)


def run(command: Sequence[str], *, minutes: int, **options: Any) -> str:
    """What it printed; what it printed so far, if it took longer."""
    try:
        done = subprocess.run(  # noqa: S603
            command, capture_output=True, text=True, timeout=minutes * 60, check=False, **options
        )
    except subprocess.TimeoutExpired as late:
        return f"{(late.stdout or b'').decode(errors='replace')}\nstopped after {minutes} minutes"
    return done.stdout + done.stderr


def observatory(stack: Stack) -> dict[str, Any]:
    """The engine's grade. Our authority is trusted as a public one is in service."""
    script = Path(__file__).with_name("observatory.mjs")
    # Two lists that the engine fetches when it is installed: a name of our own stands in neither.
    conf = TOOLS / "npm/node_modules/@mdn/mdn-http-observatory/conf"
    (conf / "hsts-preload.json").write_text("{}")
    (conf / "tld-list.json").write_text("[]")
    printed = run(
        ["node", str(script), HOST, str(stack.port), str(stack.plain_port)],
        minutes=2,
        cwd=TOOLS / "npm",
        env={**os.environ, "NODE_EXTRA_CA_CERTS": str(stack.authority)},
    )
    return json.loads(printed.strip().splitlines()[-1])


@dataclass(frozen=True)
class Found:
    """Class of weakness to where it was found; and the modules that did not get through."""

    found: dict[str, list[str]]
    cut_short: list[str]


def wapiti(
    url: str,
    report: Path,
    *,
    cookies: dict[str, str],
    start: Sequence[str],
    modules: str,
    endpoint: str,
    avoid: Sequence[str] = (),
    spare: Collection[str] = (),
    depth: int = 40,
) -> Found:
    """`endpoint`: of the server that waits for requests which ours has no reason to make. `spare`:
    fields that are not tried.

    Raises RuntimeError with what it printed when it ends without a report.
    """
    command = [str(TOOLS / "wapiti/bin/wapiti"), "--url", f"{url}/", "--scope", "domain"]
    command += ["--module", modules, "--flush-session", "--no-bugreport", "--verify-ssl", "0"]
    # A folder of its own: a session file that the run before still holds ends this one.
    kept = tempfile.mkdtemp(prefix="wapiti-", dir=report.parent)
    command += ["--store-session", kept, "--tasks", "6", "-v", "1"]
    command += ["--max-scan-time", str(CRAWL_SECONDS), "--max-attack-time", str(MODULE_SECONDS)]
    command += ["--depth", str(depth), "--endpoint", endpoint]
    command += [word for name in (TOKEN, *sorted(spare)) for word in ("--skip", name)]
    command += ["--format", "json", "--output", str(report)]
    command += [word for path in start for word in ("--start", url + path)]
    command += [word for path in avoid for word in ("--exclude", url + path)]
    if cookies:
        spoken = "; ".join(f"{name}={value}" for name, value in cookies.items())
        command += ["--cookie-value", spoken]
    report.unlink(missing_ok=True)
    printed = run(command, minutes=240)
    if not report.exists():
        raise RuntimeError(printed[-3000:])
    given = json.loads(report.read_text())
    kinds = {**given["vulnerabilities"], **given["anomalies"]}
    found = {
        kind: sorted({f"{each['method']} {each['path']} {each['parameter']}" for each in entries})
        for kind, entries in kinds.items()
        if entries
    }
    return Found(found, ["".join(names) for names in CUT.findall(printed)])


def sqlmap(
    target: Target,
    folder: Path,
    *,
    cookies: dict[str, str],
    dbms: str,
    spare: Collection[str] = (),
) -> list[str]:
    """The parameters of this target through which SQL gets in, each with how."""
    command = [str(TOOLS / "sqlmap/bin/sqlmap"), "--batch", "--disable-coloring", "-v", "1"]
    command += ["--url", address_of(target), "--dbms", dbms, "--technique", "BEUST"]
    command += ["--flush-session", "--output-dir", str(folder), "--timeout", "20"]
    command += ["--referer", target.page, "--ignore-code", "*"]
    command += ["--skip", ",".join((TOKEN, *sorted(spare)))]
    if target.method == "POST":
        command += ["--data", encoded(target.fields)]
    if cookies:
        spoken = "; ".join(f"{name}={value}" for name, value in cookies.items())
        command += ["--cookie", spoken, "--drop-set-cookie"]
    printed = run(command, minutes=10)
    if "sqlmap identified the following injection point" in printed:
        return FOUND.findall(printed)
    if "all tested parameters do not appear to be injectable" not in printed:
        raise RuntimeError(printed[-3000:])
    return []


def address_of(target: Target) -> str:
    if target.method == "GET" and target.fields:
        return f"{target.url}?{encoded(target.fields)}"
    return target.url


def encoded(fields: Sequence[tuple[str, str]]) -> str:
    return urlencode(fields)
