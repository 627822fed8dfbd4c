import uuid

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from expo.migrating import together


class Migration(migrations.Migration):
    """When a place came up to a level, who saw it, and how far is watched."""

    dependencies = [
        ('expo', '0007_dashboards'),
        ('visitors', '0017_agreed_texts_stay'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.CreateModel(
            name='CapacityWatch',
            fields=[
                ('edition', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='capacity_watch', serialize=False, to='expo.edition')),
                ('watched_to', models.DateTimeField(null=True)),
                ('watched_at', models.DateTimeField(null=True)),
                ('version', models.BigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='CapacityWarning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('level', models.CharField(choices=[('warning', 'Caution'), ('stop', 'Stop entry')], max_length=7, verbose_name='level')),
                ('raised_at', models.DateTimeField(verbose_name='raised')),
                ('people', models.PositiveIntegerField(verbose_name='people inside')),
                ('capacity', models.PositiveIntegerField(verbose_name='capacity')),
                ('warning_percent', models.PositiveSmallIntegerField(verbose_name='warning from, % of the capacity')),
                ('stop_percent', models.PositiveSmallIntegerField(verbose_name='stop from, % of the capacity')),
                ('headcount_at', models.DateTimeField(blank=True, null=True, verbose_name='last headcount')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='capacity_warnings', to='visitors.area', verbose_name='area')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='capacity_warnings', to='expo.edition', verbose_name='edition')),
            ],
            options={
                'verbose_name': 'capacity warning',
                'verbose_name_plural': 'capacity warnings',
                'ordering': ['-raised_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Acknowledgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(verbose_name='acknowledged')),
                ('real_at', models.DateTimeField(verbose_name='acknowledged, real time')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='what was done')),
                ('acknowledged_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='acknowledged by')),
                ('warning', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='acknowledgement', to='visitors.capacitywarning', verbose_name='capacity warning')),
            ],
            options={
                'verbose_name': 'acknowledgement',
                'verbose_name_plural': 'acknowledgements',
                'ordering': ['-real_at', '-pk'],
            },
        ),
        migrations.AddIndex(
            model_name='capacitywarning',
            index=models.Index(fields=['edition', '-raised_at', '-id'], name='visitors_warnings_in_order'),
        ),
        migrations.AddConstraint(
            model_name='capacitywarning',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('area', 'level'), name='visitors_one_standing_warning_per_area_and_level', violation_error_message='A warning of this level stands already.'),
        ),
        migrations.AddConstraint(
            model_name='capacitywarning',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ('warning', 'stop'))), name='visitors_a_warning_has_a_known_level', violation_error_message='This is not a level of a warning.'),
        ),
        migrations.AddConstraint(
            model_name='capacitywarning',
            constraint=models.CheckConstraint(condition=models.Q(('capacity__gte', 1)), name='visitors_a_warning_knows_a_capacity', violation_error_message='Without a capacity nothing is too full.'),
        ),
        migrations.AddConstraint(
            model_name='capacitywarning',
            constraint=models.CheckConstraint(condition=models.Q(('ended_at', None), ('ended_at__gte', models.F('raised_at')), _connector='OR'), name='visitors_a_warning_ends_after_it_is_raised', violation_error_message='A warning ends after it was raised.'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='capacitywarning',
            trigger=pgtrigger.compiler.Trigger(name='never_removed', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='483bbdd6fe3970caf6188a5995e5f38c4ebbb2cb', operation='DELETE', pgid='pgtrigger_never_removed_75336', table='visitors_capacitywarning', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='capacitywarning',
            trigger=pgtrigger.compiler.Trigger(name='stays_as_it_was_raised', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."area_id" IS DISTINCT FROM (NEW."area_id") OR OLD."capacity" IS DISTINCT FROM (NEW."capacity") OR OLD."edition_id" IS DISTINCT FROM (NEW."edition_id") OR OLD."headcount_at" IS DISTINCT FROM (NEW."headcount_at") OR OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."level" IS DISTINCT FROM (NEW."level") OR OLD."people" IS DISTINCT FROM (NEW."people") OR OLD."raised_at" IS DISTINCT FROM (NEW."raised_at") OR OLD."stop_percent" IS DISTINCT FROM (NEW."stop_percent") OR OLD."uuid" IS DISTINCT FROM (NEW."uuid") OR OLD."warning_percent" IS DISTINCT FROM (NEW."warning_percent"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='a5f96bd8bb0d58a9fd708f95a4e56e4683dcb0cd', operation='UPDATE', pgid='pgtrigger_stays_as_it_was_raised_eb9e8', table='visitors_capacitywarning', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='capacitywarning',
            trigger=pgtrigger.compiler.Trigger(name='ends_once', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."ended_at" IS NOT NULL)', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='7f9c264b2245e45f5ac5269737b6c4060e82afea', operation='UPDATE', pgid='pgtrigger_ends_once_511fe', table='visitors_capacitywarning', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='acknowledgement',
            trigger=pgtrigger.compiler.Trigger(name='append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='edcb10abd8d7433e4fe9938882bf02c474ffba4f', operation='UPDATE OR DELETE', pgid='pgtrigger_append_only_259c8', table='visitors_acknowledgement', when='BEFORE')),
        ),
    ])
