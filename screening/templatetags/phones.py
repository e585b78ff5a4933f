"""Telephone numbers as links."""

import re

from django import template

register = template.Library()

EXTENSION = re.compile(r"(?:x|ext\.?)\s*([0-9]+)\s*$")


@register.filter
def tel(number: str) -> str:
    """`tel:+15550100199;ext=5` of a number as people write it (RFC 3966)."""
    extension = EXTENSION.search(number)
    main = number[: extension.start()] if extension else number
    digits = re.sub(r"[^0-9+]", "", main)
    return f"tel:{digits};ext={extension[1]}" if extension else f"tel:{digits}"


@register.filter
def sms(number: str) -> str:
    return "sms:" + re.sub(r"[^0-9+]", "", number)
