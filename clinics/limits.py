"""How often somebody may try what could be guessed."""

import datetime

from clinics.throttling import Limit

SIGN_IN_BY_EMAIL = Limit("sign-in by e-mail", at_once=5, each=datetime.timedelta(seconds=30))
SIGN_IN_BY_NETWORK = Limit("sign-in by network", at_once=30, each=datetime.timedelta(seconds=5))
SECOND_FACTOR = Limit("second factor", at_once=5, each=datetime.timedelta(minutes=1))
PASSKEY_BY_NETWORK = Limit("passkey by network", at_once=30, each=datetime.timedelta(seconds=5))
RESET_BY_EMAIL = Limit("reset by e-mail", at_once=3, each=datetime.timedelta(minutes=10))
RESET_BY_NETWORK = Limit("reset by network", at_once=10, each=datetime.timedelta(seconds=30))
OWN_PASSWORD = Limit("own password", at_once=5, each=datetime.timedelta(seconds=30))
TOKEN_BY_NETWORK = Limit("token by network", at_once=20, each=datetime.timedelta(seconds=10))
# A code is good for its own half minute and the one on each side, and for one use.
USED_CODE = Limit("used code", at_once=1, each=datetime.timedelta(seconds=90))
