import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from expo.migrating import together


class Migration(migrations.Migration):
    """Kiosks and desks beside scanners, who may search, who calls for staff, and what a device runs."""

    dependencies = [
        ('visitors', '0008_reservation_numbers'),
    ]

    operations = together([
        pgtrigger.migrations.RemoveTrigger(
            model_name='device',
            name='made_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='device',
            name='changed_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='device',
            name='removed_delete',
        ),
        migrations.AddField(
            model_name='device',
            name='kind',
            field=models.CharField(choices=[('scanner', 'Scanner'), ('kiosk', 'Kiosk'), ('desk', 'Desk')], db_default='scanner', default='scanner', max_length=8, verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='device',
            name='may_search',
            field=models.BooleanField(db_default=False, default=False, help_text='On-line only. What it finds is shown and never kept on the device.', verbose_name='may search people by name'),
        ),
        migrations.AddField(
            model_name='device',
            name='staff_called_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='staff called, real time'),
        ),
        migrations.AddField(
            model_name='devicecontact',
            name='battery',
            field=models.PositiveSmallIntegerField(null=True, verbose_name='battery, %'),
        ),
        migrations.AddField(
            model_name='devicecontact',
            name='version',
            field=models.CharField(blank=True, db_default='', max_length=16, verbose_name='version'),
        ),
        migrations.AddField(
            model_name='deviceevent',
            name='kind',
            field=models.CharField(choices=[('scanner', 'Scanner'), ('kiosk', 'Kiosk'), ('desk', 'Desk')], db_default='scanner', default='scanner', max_length=8, verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='deviceevent',
            name='may_search',
            field=models.BooleanField(db_default=False, default=False, help_text='On-line only. What it finds is shown and never kept on the device.', verbose_name='may search people by name'),
        ),
        migrations.AddField(
            model_name='deviceevent',
            name='staff_called_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='staff called, real time'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='device',
            trigger=pgtrigger.compiler.Trigger(name='made_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "visitors_deviceevent" ("edition_id", "enrolled_at", "enrolment_expires_at", "gate_id", "id", "kind", "made_at", "made_by_id", "may_search", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "staff_called_at", "uuid") VALUES (NEW."edition_id", NEW."enrolled_at", NEW."enrolment_expires_at", NEW."gate_id", NEW."id", NEW."kind", NEW."made_at", NEW."made_by_id", NEW."may_search", NEW."name", _pgh_attach_context(), NOW(), \'made\', NEW."id", NEW."revoked_at", NEW."staff_called_at", NEW."uuid"); RETURN NULL;', hash='4b887061b38d423cee57b46bda181690b07536d0', operation='INSERT', pgid='pgtrigger_made_insert_197f7', table='visitors_device', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='device',
            trigger=pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."enrolled_at" IS DISTINCT FROM (NEW."enrolled_at") OR OLD."enrolment_expires_at" IS DISTINCT FROM (NEW."enrolment_expires_at") OR OLD."gate_id" IS DISTINCT FROM (NEW."gate_id") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."kind" IS DISTINCT FROM (NEW."kind") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at") OR OLD."made_by_id" IS DISTINCT FROM (NEW."made_by_id") OR OLD."may_search" IS DISTINCT FROM (NEW."may_search") OR OLD."name" IS DISTINCT FROM (NEW."name") OR OLD."revoked_at" IS DISTINCT FROM (NEW."revoked_at") OR OLD."staff_called_at" IS DISTINCT FROM (NEW."staff_called_at") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid"))', func='INSERT INTO "visitors_deviceevent" ("edition_id", "enrolled_at", "enrolment_expires_at", "gate_id", "id", "kind", "made_at", "made_by_id", "may_search", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "staff_called_at", "uuid") VALUES (NEW."edition_id", NEW."enrolled_at", NEW."enrolment_expires_at", NEW."gate_id", NEW."id", NEW."kind", NEW."made_at", NEW."made_by_id", NEW."may_search", NEW."name", _pgh_attach_context(), NOW(), \'changed\', NEW."id", NEW."revoked_at", NEW."staff_called_at", NEW."uuid"); RETURN NULL;', hash='54f08a590878a38498d34798ba2c49dba19d1170', operation='UPDATE', pgid='pgtrigger_changed_update_924a1', table='visitors_device', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='device',
            trigger=pgtrigger.compiler.Trigger(name='removed_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "visitors_deviceevent" ("edition_id", "enrolled_at", "enrolment_expires_at", "gate_id", "id", "kind", "made_at", "made_by_id", "may_search", "name", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "revoked_at", "staff_called_at", "uuid") VALUES (OLD."edition_id", OLD."enrolled_at", OLD."enrolment_expires_at", OLD."gate_id", OLD."id", OLD."kind", OLD."made_at", OLD."made_by_id", OLD."may_search", OLD."name", _pgh_attach_context(), NOW(), \'removed\', OLD."id", OLD."revoked_at", OLD."staff_called_at", OLD."uuid"); RETURN NULL;', hash='172eabf92c523287451d6b4ee38cf10e2204beb2', operation='DELETE', pgid='pgtrigger_removed_delete_14fd6', table='visitors_device', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='device',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['scanner', 'kiosk', 'desk'])), name='visitors_a_device_has_a_known_kind', violation_error_message='This is not a kind of device.'),
        ),
        migrations.AddConstraint(
            model_name='device',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'desk')), fields=('gate',), name='visitors_a_desk_has_one_device_of_its_own', violation_error_message='This desk has its device already.'),
        ),
    ])
