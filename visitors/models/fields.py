from typing import Any

from django.db import models
from django.db.models import Func


class CurrentTransaction(Func):
    """The number of the transaction that is writing, as PostgreSQL counts them."""

    function = "pg_current_xact_id"
    arity = 0


class TransactionField(models.BigIntegerField):  # type: ignore[type-arg]  # not subscriptable at run time
    """The 64-bit number of the transaction that inserted the row: PostgreSQL's `xid8`.

    An identity column would lose rows that commit late; transaction numbers, read together with the
    snapshot's oldest running one, do not."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("editable", False)
        kwargs.setdefault("db_default", CurrentTransaction())
        super().__init__(*args, **kwargs)

    def db_type(self, connection: Any) -> str:
        return "xid8"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> int | None:
        return None if value is None else int(value)
