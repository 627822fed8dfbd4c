"""Rules over several tables, held by the database: named and worded as its constraints are."""

from typing import TYPE_CHECKING, Any

import pgtrigger
from django.core.exceptions import ValidationError
from django.db import DEFAULT_DB_ALIAS
from django.db.backends.ddl_references import Statement, Table
from django.db.models import BaseConstraint, Model

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SENTENCES: "dict[str, StrOrPromise]" = {}
"""What a broken rule says of itself, by its name in the database."""

INSERT_OR_UPDATE = pgtrigger.Insert | pgtrigger.Update


class Alone(str):
    """The SQL of a row that one transaction holds at a time: for rules that count rows."""

    __slots__ = ()


class Rule(pgtrigger.Trigger):
    """Refuses a row for which the SQL condition `broken_if` holds; `NEW` and `OLD` are the row.

    `hold` is the SQL of a row, such as `expo_hall WHERE id = NEW.hall_id`, that stays as it is
    until the transaction ends, so that nobody breaks the rule from its other side meanwhile. Many
    may hold it at once, unless it is `Alone`."""

    def __init__(
        self,
        name: str,
        sentence: "StrOrPromise",
        *,
        broken_if: str,
        hold: str = "",
        operation: pgtrigger.Operation = INSERT_OR_UPDATE,
    ) -> None:
        SENTENCES[name] = sentence
        manner = "NO KEY UPDATE" if isinstance(hold, Alone) else "SHARE"
        lock = f"PERFORM 1 FROM {hold} FOR {manner};" if hold else ""
        super().__init__(
            name=name.split("_", 1)[1][:43],
            when=pgtrigger.Before,
            operation=operation,
            func=f"""
                {lock}
                IF {broken_if} THEN
                    RAISE EXCEPTION '{name}'
                    USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
                END IF;
                RETURN NEW;
            """,
        )


class SameEdition(BaseConstraint):
    """The row that the foreign key `key` names is of the same edition: a foreign key over both.

    The other table has to hold a unique constraint over its key and its edition."""

    def __init__(self, *, key: str, name: str, violation_error_message: Any = None) -> None:
        self.key = key
        super().__init__(
            name=name,
            violation_error_code="other_edition",
            violation_error_message=violation_error_message,
        )

    def constraint_sql(self, model: Any, schema_editor: Any) -> str:
        field: Any = model._meta.get_field(self.key)
        other = field.related_model._meta
        quote = schema_editor.quote_name
        here = f"{quote(field.column)}, {quote('edition_id')}"
        there = f"{quote(other.pk.column)}, {quote('edition_id')}"
        return (
            f"CONSTRAINT {quote(self.name)} FOREIGN KEY ({here}) "
            f"REFERENCES {quote(other.db_table)} ({there})"
        )

    def create_sql(self, model: Any, schema_editor: Any) -> Any:
        table = Table(model._meta.db_table, schema_editor.quote_name)
        constraint = self.constraint_sql(model, schema_editor)
        return Statement("ALTER TABLE %(table)s ADD %(what)s", table=table, what=constraint)

    def remove_sql(self, model: Any, schema_editor: Any) -> Any:
        table = Table(model._meta.db_table, schema_editor.quote_name)
        name = schema_editor.quote_name(self.name)
        return Statement("ALTER TABLE %(table)s DROP CONSTRAINT %(name)s", table=table, name=name)

    def validate(
        self,
        model: type[Model],
        instance: Model,
        exclude: Any = None,
        using: str = DEFAULT_DB_ALIAS,
    ) -> None:
        if exclude and {self.key, "edition"} & set(exclude):
            return
        other = getattr(instance, self.key, None)
        if other is not None and other.edition_id != getattr(instance, "edition_id", None):
            raise ValidationError(self.get_violation_error_message(), code="other_edition")

    def deconstruct(self) -> Any:
        path, args, kwargs = super().deconstruct()
        kwargs.pop("violation_error_code", None)
        return path, args, {**kwargs, "key": self.key}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SameEdition) and self.deconstruct() == other.deconstruct()

    def __hash__(self) -> int:
        return hash(self.name)
