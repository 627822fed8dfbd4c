import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from expo.migrating import together

FRESH_NUMBER = """
CREATE FUNCTION visitors_reservation_number() RETURNS text LANGUAGE sql VOLATILE AS $$
    SELECT string_agg(
        substr('23456789ABCDEFGHJKMNPQRSTUVWXYZ', get_byte(bytes, place) % 31 + 1, 1), '' ORDER BY place
    )
    FROM (SELECT uuid_send(gen_random_uuid()) AS bytes) AS drawn,
        unnest('{0,1,2,3,4,5,9,10,11}'::int[]) AS place
$$
"""


class Migration(migrations.Migration):
    """Every registration has a number that can be read out and typed: 31^9 of them.

    The database draws it, since crowds are loaded without Django; rows that exist get theirs here.
    """

    dependencies = [
        ('visitors', '0007_counted_at'),
    ]

    operations = together([
        migrations.RunSQL(FRESH_NUMBER, "DROP FUNCTION visitors_reservation_number()"),
        pgtrigger.migrations.RemoveTrigger(
            model_name='registration',
            name='changed_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='registration',
            name='removed_delete',
        ),
        migrations.AddField(
            model_name='registration',
            name='number',
            field=models.CharField(db_default=models.Func(function='visitors_reservation_number', output_field=models.CharField()), editable=False, help_text='Drawn by the database: nine characters that nobody misreads.', max_length=9, verbose_name='reservation number'),
        ),
        migrations.AddField(
            model_name='registrationevent',
            name='number',
            field=models.CharField(db_default=models.Func(function='visitors_reservation_number', output_field=models.CharField()), editable=False, help_text='Drawn by the database: nine characters that nobody misreads.', max_length=9, verbose_name='reservation number'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registration',
            trigger=pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "visitors_registrationevent" ("cancelled_at", "edition_id", "heads", "id", "number", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_at", "source", "ticket_class", "uuid") VALUES (OLD."cancelled_at", OLD."edition_id", OLD."heads", OLD."id", OLD."number", OLD."person_id", _pgh_attach_context(), NOW(), \'changed\', OLD."id", OLD."registered_at", OLD."source", OLD."ticket_class", OLD."uuid"); RETURN NULL;', hash='d64dcdaa3c9b053dd6d2a69fca1dccb6ddfea6d9', operation='UPDATE', pgid='pgtrigger_changed_update_a1f9a', table='visitors_registration', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registration',
            trigger=pgtrigger.compiler.Trigger(name='removed_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "visitors_registrationevent" ("cancelled_at", "edition_id", "heads", "id", "number", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "registered_at", "source", "ticket_class", "uuid") VALUES (OLD."cancelled_at", OLD."edition_id", OLD."heads", OLD."id", OLD."number", OLD."person_id", _pgh_attach_context(), NOW(), \'removed\', OLD."id", OLD."registered_at", OLD."source", OLD."ticket_class", OLD."uuid"); RETURN NULL;', hash='ec7e34f146f43908c1089ce81b8b0d27869d62e3', operation='DELETE', pgid='pgtrigger_removed_delete_ab2f2', table='visitors_registration', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.UniqueConstraint(fields=('edition', 'number'), name='visitors_a_reservation_number_stands_once_in_an_edition', violation_error_message='Another registration has this number.'),
        ),
    ])
