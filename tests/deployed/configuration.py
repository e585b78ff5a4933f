"""deploy/nginx.conf with the example's names, ports and paths replaced by those of a stack."""

import os
from dataclasses import dataclass
from pathlib import Path

from tests.deployed.certificates import Certificate
from tests.production import ROOT

EXAMPLE = ROOT / "deploy/nginx.conf"
LETSENCRYPT = "/etc/letsencrypt/live/screening.clinic.example"


@dataclass(frozen=True)
class Site:
    host: str
    port: int
    plain_port: int
    certificate: Certificate
    folder: Path
    requests_each_second: int


def nginx_configuration(site: Site) -> str:
    """A whole configuration, for one process in the foreground."""
    user = "user www-data;" if os.geteuid() == 0 else ""
    kept = {
        f"{kind}_temp_path": site.folder / kind
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    }
    paths = "\n".join(f"{name} {path};" for name, path in kept.items())
    return f"""
{user}
daemon off;
pid {site.folder / "nginx.pid"};
error_log {site.folder / "logs/nginx-error.log"};
events {{ worker_connections 256; }}
http {{
include /etc/nginx/mime.types;
{paths}
{localised(site)}
}}
"""


def localised(site: Site) -> str:
    """Raises LookupError when the example no longer says what is to be replaced."""
    text = EXAMPLE.read_text()
    for said, meant in replacements(site).items():
        if said not in text:
            raise LookupError(f"deploy/nginx.conf does not say {said!r}.")
        text = text.replace(said, meant)
    return text


def replacements(site: Site) -> dict[str, str]:
    return {
        f"{LETSENCRYPT}/fullchain.pem": str(site.certificate.chain),
        f"{LETSENCRYPT}/privkey.pem": str(site.certificate.key),
        "/run/forescreen/web.sock": str(site.folder / "web.sock"),
        "/srv/forescreen/deploy": str(site.folder / "pages"),
        "/var/log/nginx": str(site.folder / "logs"),
        "screening.clinic.example": site.host,
        "listen 80": f"listen 127.0.0.1:{site.plain_port}",
        "listen [::]:80": f"listen [::1]:{site.plain_port}",
        "listen 443": f"listen 127.0.0.1:{site.port}",
        "listen [::]:443": f"listen [::1]:{site.port}",
        # In service the port is the usual one, which browsers leave out.
        "Host $host;": "Host $host:$server_port;",
        "rate=20r/s": f"rate={site.requests_each_second}r/s",
    }
