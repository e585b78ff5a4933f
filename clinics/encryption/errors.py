"""What goes wrong with keys and sealed values. No message holds a key, a value or its bytes."""


class EncryptionError(Exception):
    """Anything that this package raises."""


class DecryptionFailed(EncryptionError):
    """A sealed value cannot be opened: changed, moved, cut, or its key is not here."""


class NotInRing(DecryptionFailed):
    """Sealed with a key of the patient that this keyring does not hold; a newer one may."""


class Erased(DecryptionFailed):
    """Its key was destroyed on purpose; nobody will ever read it again."""


class KeyFileError(EncryptionError):
    """The file of key-encryption keys is missing, malformed, or open to others."""
