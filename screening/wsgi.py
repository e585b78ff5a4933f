import os

from django.core.wsgi import get_wsgi_application

from screening.startup import refuse_unsafe

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "screening.settings")

application = get_wsgi_application()
refuse_unsafe()
