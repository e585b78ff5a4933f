from django.db import OperationalError
from django.db.backends.sqlite3 import base

from screening.sqlite.turns import NoTurn, Turns

TURNS: dict[str, Turns] = {}  # by the path of the lock, for all connections of this process


class DatabaseWrapper(base.DatabaseWrapper):
    # With `trusted_schema=OFF` SQLite before 3.41 refuses JSON_VALID in a table's constraint.
    # Django adds that constraint to every JSONField; only its own encoder writes there.
    data_type_check_constraints = {
        kind: check
        for kind, check in base.DatabaseWrapper.data_type_check_constraints.items()
        if kind != "JSONField"
    }
    has_turn = False

    def _start_transaction_under_autocommit(self) -> None:
        self.take_turn()
        try:
            super()._start_transaction_under_autocommit()
        except BaseException:
            self.give_turn()
            raise

    def _commit(self) -> None:
        super()._commit()
        self.give_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()
        finally:
            self.give_turn()

    def _close(self) -> None:
        try:
            super()._close()
        finally:
            self.give_turn()

    @property
    def turns(self) -> Turns:
        path = f"{self.settings_dict['NAME']}.lock"
        return TURNS.setdefault(path, Turns(path))

    def take_turn(self) -> None:
        if self.is_in_memory_db():
            return
        try:
            self.turns.take(timeout=self.settings_dict["OPTIONS"].get("timeout", 5.0))
        except NoTurn as no_turn:
            raise OperationalError("database is locked") from no_turn
        self.has_turn = True

    def give_turn(self) -> None:
        if self.has_turn:
            self.has_turn = False
            self.turns.give()
