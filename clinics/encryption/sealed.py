"""What stands in a sealed column, as it was read: not text, and not to be shown."""

from typing import Any, NoReturn


class Sealed:
    """Only the row that it was read with opens it. Whoever tries to show it gets an exception."""

    __slots__ = ("data",)

    def __init__(self, data: bytes) -> None:
        self.data = data

    def __repr__(self) -> str:
        return f"<sealed, {len(self.data)} bytes>"

    def _refuse(self, *args: Any) -> NoReturn:
        raise TypeError("a sealed value is neither shown nor compared; read it through its row")

    __str__ = __bool__ = __eq__ = __lt__ = __gt__ = __le__ = __ge__ = _refuse
    __len__ = __iter__ = __getitem__ = __bytes__ = __format__ = __html__ = _refuse
    __hash__ = object.__hash__
