"""What a page hands to the browser when it asks for a passkey."""

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder

register = template.Library()


@register.filter
def as_json(options: Any) -> str:
    """Escaped by the template as any text is: it stands in an attribute."""
    return json.dumps(options, cls=DjangoJSONEncoder)
