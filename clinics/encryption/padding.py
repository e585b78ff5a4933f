"""Lengths that say little: "yes" and "no" must not be told apart by the bytes that they take.

Sizes go up in steps of an eighth to a quarter of the power of two below, and never below 128.
"""

LEAST = 128
END = b"\x80"


def padded(data: bytes) -> bytes:
    size = padded_size(len(data) + 1)
    return data + END + bytes(size - len(data) - 1)


def unpadded(data: bytes) -> bytes:
    """Raises ValueError for what `padded` did not make."""
    body = data.rstrip(b"\0")
    if not body.endswith(END) or padded_size(len(body)) != len(data):
        raise ValueError("not padded")
    return body[:-1]


def padded_size(length: int) -> int:
    if length <= LEAST:
        return LEAST
    step = 1 << ((length - 1).bit_length() - 3)
    return -(-length // step) * step
