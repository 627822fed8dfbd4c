import django.contrib.postgres.fields
import django.contrib.postgres.functions
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
import uuid
from django.conf import settings
from django.db import migrations, models

from expo.migrating import together


class Migration(migrations.Migration):
    """Seals, adjustments, published figures, withdrawn headcounts, and who signed a check-in."""

    dependencies = [
        ('expo', '0001_rows'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('visitors', '0004_simulated_crowd'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.CreateModel(
            name='Adjustment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ticket_class', models.CharField(choices=[('visitor', 'Visitor'), ('exhibitor', 'Exhibitor'), ('media', 'Media'), ('staff', 'Staff'), ('service', 'Service'), ('speaker', 'Speaker'), ('group', 'Group')], max_length=10, verbose_name='counts as')),
                ('reason', models.CharField(help_text='Stands in the audit pack: never a name.', max_length=200, verbose_name='reason')),
                ('adjusted_at', models.DateTimeField(verbose_name='adjusted')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='undone')),
            ],
            options={
                'verbose_name': 'class adjustment',
                'verbose_name_plural': 'class adjustments',
                'ordering': ['-adjusted_at'],
            },
        ),
        migrations.CreateModel(
            name='AdjustmentEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('id', models.BigIntegerField()),
                ('ticket_class', models.CharField(choices=[('visitor', 'Visitor'), ('exhibitor', 'Exhibitor'), ('media', 'Media'), ('staff', 'Staff'), ('service', 'Service'), ('speaker', 'Speaker'), ('group', 'Group')], max_length=10, verbose_name='counts as')),
                ('reason', models.CharField(help_text='Stands in the audit pack: never a name.', max_length=200, verbose_name='reason')),
                ('adjusted_at', models.DateTimeField(verbose_name='adjusted')),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='undone')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PublishedFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('figure', models.CharField(choices=[('visits', 'Visits (once a day)'), ('visitors', 'Visitors (persons)'), ('repeat', 'Repeat visits'), ('daily_unique', 'Daily persons'), ('entries', 'Entries'), ('unidentified', 'Unidentified'), ('peak', 'Most people inside')], max_length=12, verbose_name='figure')),
                ('day', models.DateField(blank=True, null=True, verbose_name='show day')),
                ('as_of', models.DateTimeField(verbose_name='as of')),
                ('value', models.IntegerField(verbose_name='value')),
                ('text_ko', models.TextField(max_length=500, verbose_name='text (Korean)')),
                ('text_en', models.TextField(blank=True, max_length=500, verbose_name='text (English)')),
                ('published_at', models.DateTimeField(verbose_name='published')),
            ],
            options={
                'verbose_name': 'published figure',
                'verbose_name_plural': 'published figures',
                'ordering': ['-published_at'],
            },
        ),
        migrations.CreateModel(
            name='Seal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(verbose_name='number, from 1')),
                ('sealed_at', models.DateTimeField(verbose_name='sealed, real time')),
                ('snapshot', models.TextField()),
                ('checkins', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ('digests', models.BinaryField()),
                ('previous', models.BinaryField(max_length=32)),
                ('hash', models.BinaryField(max_length=32)),
            ],
            options={
                'verbose_name': 'seal',
                'verbose_name_plural': 'seals',
                'ordering': ['edition', 'number'],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='observation',
            name='made_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='observation',
            name='changed_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='observation',
            name='removed_delete',
        ),
        migrations.AddField(
            model_name='checkin',
            name='signature',
            field=models.BinaryField(db_default=b'', default=b'', help_text='Made by the server with its secret key: a row written by others has none.', max_length=16, verbose_name='signature'),
        ),
        migrations.AddField(
            model_name='observation',
            name='uuid',
            field=models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.AddField(
            model_name='observation',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='withdrawn'),
        ),
        migrations.AddField(
            model_name='observation',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='withdrawn by'),
        ),
        migrations.AddField(
            model_name='observationevent',
            name='uuid',
            field=models.UUIDField(db_default=django.contrib.postgres.functions.RandomUUID(), default=uuid.uuid4, editable=False),
        ),
        migrations.AddField(
            model_name='observationevent',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='withdrawn'),
        ),
        migrations.AddField(
            model_name='observationevent',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='withdrawn by'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='observation',
            trigger=pgtrigger.compiler.Trigger(name='made_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "visitors_observationevent" ("area_id", "count", "edition_id", "id", "kind", "observed_at", "observed_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "uuid", "withdrawn_at", "withdrawn_by_id", "xid") VALUES (NEW."area_id", NEW."count", NEW."edition_id", NEW."id", NEW."kind", NEW."observed_at", NEW."observed_by_id", _pgh_attach_context(), NOW(), \'made\', NEW."id", NEW."received_at", NEW."uuid", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."xid"); RETURN NULL;', hash='aa483e99487927c8869470b5f0b89bf41cac44d7', operation='INSERT', pgid='pgtrigger_made_insert_7db08', table='visitors_observation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='observation',
            trigger=pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "visitors_observationevent" ("area_id", "count", "edition_id", "id", "kind", "observed_at", "observed_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "uuid", "withdrawn_at", "withdrawn_by_id", "xid") VALUES (NEW."area_id", NEW."count", NEW."edition_id", NEW."id", NEW."kind", NEW."observed_at", NEW."observed_by_id", _pgh_attach_context(), NOW(), \'changed\', NEW."id", NEW."received_at", NEW."uuid", NEW."withdrawn_at", NEW."withdrawn_by_id", NEW."xid"); RETURN NULL;', hash='3a3dfe36f1b062ac871c19c67f13aede0052c75a', operation='UPDATE', pgid='pgtrigger_changed_update_e0712', table='visitors_observation', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='observation',
            trigger=pgtrigger.compiler.Trigger(name='removed_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "visitors_observationevent" ("area_id", "count", "edition_id", "id", "kind", "observed_at", "observed_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "received_at", "uuid", "withdrawn_at", "withdrawn_by_id", "xid") VALUES (OLD."area_id", OLD."count", OLD."edition_id", OLD."id", OLD."kind", OLD."observed_at", OLD."observed_by_id", _pgh_attach_context(), NOW(), \'removed\', OLD."id", OLD."received_at", OLD."uuid", OLD."withdrawn_at", OLD."withdrawn_by_id", OLD."xid"); RETURN NULL;', hash='4e5958b7a422fb7684fe19396de54a770e47c586', operation='DELETE', pgid='pgtrigger_removed_delete_7c2a2', table='visitors_observation', when='AFTER')),
        ),
        migrations.AddField(
            model_name='adjustment',
            name='adjusted_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='adjusted by'),
        ),
        migrations.AddField(
            model_name='adjustment',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adjustments', to='expo.edition', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='adjustment',
            name='ticket',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adjustments', to='visitors.ticket', verbose_name='ticket'),
        ),
        migrations.AddField(
            model_name='adjustmentevent',
            name='adjusted_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='adjusted by'),
        ),
        migrations.AddField(
            model_name='adjustmentevent',
            name='edition',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='expo.edition', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='adjustmentevent',
            name='pgh_context',
            field=models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context'),
        ),
        migrations.AddField(
            model_name='adjustmentevent',
            name='pgh_obj',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='visitors.adjustment'),
        ),
        migrations.AddField(
            model_name='adjustmentevent',
            name='ticket',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='visitors.ticket', verbose_name='ticket'),
        ),
        migrations.AddField(
            model_name='publishedfigure',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='published_figures', to='expo.edition', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='publishedfigure',
            name='published_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='published by'),
        ),
        migrations.AddField(
            model_name='seal',
            name='edition',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='seals', to='expo.edition'),
        ),
        migrations.AddConstraint(
            model_name='adjustment',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('ticket',), name='visitors_a_ticket_counts_as_one_class', violation_error_message="This ticket's class has been adjusted already. Undo that first."),
        ),
        migrations.AddConstraint(
            model_name='adjustment',
            constraint=models.CheckConstraint(condition=models.Q(('ticket_class__in', ['visitor', 'exhibitor', 'media', 'staff', 'service', 'speaker', 'group'])), name='visitors_adjustment_has_a_known_class', violation_error_message='This is not a class of ticket.'),
        ),
        migrations.AddConstraint(
            model_name='adjustment',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='visitors_an_adjustment_has_a_reason', violation_error_message='An adjustment needs a reason.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='adjustment',
            trigger=pgtrigger.compiler.Trigger(name='made_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "visitors_adjustmentevent" ("adjusted_at", "adjusted_by_id", "edition_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "ticket_class", "ticket_id", "undone_at") VALUES (NEW."adjusted_at", NEW."adjusted_by_id", NEW."edition_id", NEW."id", _pgh_attach_context(), NOW(), \'made\', NEW."id", NEW."reason", NEW."ticket_class", NEW."ticket_id", NEW."undone_at"); RETURN NULL;', hash='31b5f9ce05270c52483f6a69ebbe3de7b0f3b1f3', operation='INSERT', pgid='pgtrigger_made_insert_8cf17', table='visitors_adjustment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='adjustment',
            trigger=pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "visitors_adjustmentevent" ("adjusted_at", "adjusted_by_id", "edition_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "ticket_class", "ticket_id", "undone_at") VALUES (NEW."adjusted_at", NEW."adjusted_by_id", NEW."edition_id", NEW."id", _pgh_attach_context(), NOW(), \'changed\', NEW."id", NEW."reason", NEW."ticket_class", NEW."ticket_id", NEW."undone_at"); RETURN NULL;', hash='b177ee1a324ded6dbea8272eefa80ac104bdbd0b', operation='UPDATE', pgid='pgtrigger_changed_update_0c231', table='visitors_adjustment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='adjustment',
            trigger=pgtrigger.compiler.Trigger(name='removed_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "visitors_adjustmentevent" ("adjusted_at", "adjusted_by_id", "edition_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "ticket_class", "ticket_id", "undone_at") VALUES (OLD."adjusted_at", OLD."adjusted_by_id", OLD."edition_id", OLD."id", _pgh_attach_context(), NOW(), \'removed\', OLD."id", OLD."reason", OLD."ticket_class", OLD."ticket_id", OLD."undone_at"); RETURN NULL;', hash='e5d334246092d57a2ee2bb9ac5c357e5a9b72e0f', operation='DELETE', pgid='pgtrigger_removed_delete_85d58', table='visitors_adjustment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='adjustment',
            trigger=pgtrigger.compiler.Trigger(name='recount_what_is_adjusted', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            INSERT INTO visitors_recount (edition_id, ticket_id)\n            SELECT DISTINCT edition, ticket\n            FROM (VALUES (OLD.edition_id, OLD.ticket_id), (NEW.edition_id, NEW.ticket_id))\n                AS concerned(edition, ticket)\n            WHERE ticket IS NOT NULL;\n            RETURN NULL;\n        ', hash='fd7745374b8b350bf60c83e22ee441ab5048908a', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_recount_what_is_adjusted_bda8a', table='visitors_adjustment', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='adjustmentevent',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0af61585bfdb1430abf33ef8ee2c118530acb326', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_b30ab', table='visitors_adjustmentevent', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='publishedfigure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('day', None), ('figure__in', ('visits', 'visitors', 'repeat', 'entries', 'unidentified', 'peak'))), models.Q(('day__isnull', False), ('figure__in', ('daily_unique', 'entries', 'unidentified', 'peak'))), _connector='OR'), name='visitors_a_published_figure_exists_for_its_day', violation_error_message='Daily unique is a figure of one day; visits, visitors and repeat visits are figures of all days.'),
        ),
        migrations.AddConstraint(
            model_name='publishedfigure',
            constraint=models.CheckConstraint(condition=models.Q(('text_ko', ''), _negated=True), name='visitors_a_published_figure_has_words', violation_error_message='A published figure needs its text.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='publishedfigure',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='f3018453e794e0f3e60e62c0995b9bdeab95ad88', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_7a4ec', table='visitors_publishedfigure', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='seal',
            constraint=models.UniqueConstraint(fields=('edition', 'number'), name='visitors_one_seal_per_number'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='seal',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='6ef98ae288b24e292b9b1792705ab014b354e204', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_514df', table='visitors_seal', when='BEFORE')),
        ),
    ])
