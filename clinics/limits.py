"""How often somebody may try what could be guessed."""

import datetime

from clinics.throttling import Limit

SIGN_IN_BY_EMAIL = Limit("sign-in by e-mail", at_once=5, each=datetime.timedelta(seconds=30))
SIGN_IN_BY_NETWORK = Limit("sign-in by network", at_once=30, each=datetime.timedelta(seconds=5))
