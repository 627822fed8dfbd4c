# Who told of an outage: the exhibitor that stands there, or organisers.

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('booths', '0003_fair_work'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='servicestatus',
            name='made_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='servicestatus',
            name='changed_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='servicestatus',
            name='removed_delete',
        ),
        migrations.AddField(
            model_name='servicestatus',
            name='is_own',
            field=models.BooleanField(default=False, verbose_name='told by the exhibitor'),
        ),
        migrations.AddField(
            model_name='servicestatusevent',
            name='is_own',
            field=models.BooleanField(default=False, verbose_name='told by the exhibitor'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='servicestatus',
            trigger=pgtrigger.compiler.Trigger(name='made_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "booths_servicestatusevent" ("ended_at", "id", "is_own", "outage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "space_id", "started_at") VALUES (NEW."ended_at", NEW."id", NEW."is_own", NEW."outage_id", _pgh_attach_context(), NOW(), \'made\', NEW."id", NEW."space_id", NEW."started_at"); RETURN NULL;', hash='49a291145266de0d174dc47c8f17989363c886b2', operation='INSERT', pgid='pgtrigger_made_insert_8f62d', table='booths_servicestatus', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='servicestatus',
            trigger=pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "booths_servicestatusevent" ("ended_at", "id", "is_own", "outage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "space_id", "started_at") VALUES (NEW."ended_at", NEW."id", NEW."is_own", NEW."outage_id", _pgh_attach_context(), NOW(), \'changed\', NEW."id", NEW."space_id", NEW."started_at"); RETURN NULL;', hash='f8280e5e1298d2d07830e96909aa0ab248be12da', operation='UPDATE', pgid='pgtrigger_changed_update_faacc', table='booths_servicestatus', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='servicestatus',
            trigger=pgtrigger.compiler.Trigger(name='removed_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "booths_servicestatusevent" ("ended_at", "id", "is_own", "outage_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "space_id", "started_at") VALUES (OLD."ended_at", OLD."id", OLD."is_own", OLD."outage_id", _pgh_attach_context(), NOW(), \'removed\', OLD."id", OLD."space_id", OLD."started_at"); RETURN NULL;', hash='d3c61751bd69c02307abc7bf6daaccfd6f5aa96e', operation='DELETE', pgid='pgtrigger_removed_delete_c75ad', table='booths_servicestatus', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='servicestatus',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None), ('is_own', True)), fields=('space',), name='booths_a_space_has_one_standing_outage_of_its_own', violation_error_message='This space already has an outage of its own.'),
        ),
    ]
