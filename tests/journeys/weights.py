"""What a page costs somebody who opens it for the first time."""

import gzip
import re

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

PARTS = re.compile(r'<(?:link rel="(?:stylesheet|icon)" href|script src|img src)="([^"]+)"')


def first_load(response) -> tuple[int, int]:
    """Compressed bytes of a page with all that it asks for, and how many requests that takes."""
    parts = PARTS.findall(response.content.decode())
    sent = [response.content, *(static_file(part) for part in parts)]
    return sum(len(gzip.compress(one)) for one in sent), len(sent)


def static_file(address: str) -> bytes:
    name = address.removeprefix(staticfiles_storage.base_url)
    with open(finders.find(name), "rb") as file:
        return file.read()
