"""Mail servers as they can be."""

from django.core.mail.backends.base import BaseEmailBackend


class BrokenMailbox(BaseEmailBackend):
    def send_messages(self, email_messages):
        raise OSError("the mail server does not answer, and quotes on-call@lakeside.example")
