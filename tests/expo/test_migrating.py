"""Additions taken together: one step for the state, the same for the database."""

import pytest
from django.db import connection, models
from django.db.migrations import AddConstraint, AddField, CreateModel
from django.db.migrations.state import ProjectState

from expo.migrating import Together, together

OPERATIONS = [
    CreateModel("Stall", [("id", models.BigAutoField(primary_key=True))]),
    AddField("Stall", "width", models.IntegerField(default=1)),
    AddConstraint(
        "Stall", models.CheckConstraint(condition=models.Q(width__gt=0), name="a_stall_has_width")
    ),
]


def test_what_only_adds_is_taken_together_and_the_rest_stays_as_it_is():
    assert [type(operation) for operation in together(OPERATIONS)] == [CreateModel, Together]


def test_the_state_is_the_one_that_the_steps_make_one_by_one():
    def state_after(operations):
        state = ProjectState()
        for operation in operations:
            operation.state_forwards("fair", state)
        return state.models

    assert state_after(together(OPERATIONS)) == state_after(OPERATIONS)


@pytest.mark.django_db
def test_additions_are_made_and_taken_back():
    create, added = together(OPERATIONS)
    bare, whole = ProjectState(), ProjectState()
    create.state_forwards("fair", bare)
    create.state_forwards("fair", whole)
    added.state_forwards("fair", whole)

    with connection.schema_editor() as editor:
        create.database_forwards("fair", editor, ProjectState(), bare)
        added.database_forwards("fair", editor, bare, whole)
        assert columns("fair_stall") == {"id", "width"}
        added.database_backwards("fair", editor, whole, bare)
        assert columns("fair_stall") == {"id"}
        create.database_backwards("fair", editor, bare, ProjectState())


def columns(table):
    with connection.cursor() as cursor:
        return {
            column.name for column in connection.introspection.get_table_description(cursor, table)
        }
