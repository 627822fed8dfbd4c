import django.contrib.postgres.fields
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from expo.migrating import together


class Migration(migrations.Migration):
    """The tables of what has been counted, and the triggers that tell of what counts anew."""

    dependencies = [
        ('expo', '0001_rows'),
        ('visitors', '0002_door'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.CreateModel(
            name='AreaClassDay',
            fields=[
                ('pk', models.CompositePrimaryKey('edition_id', 'area_id', 'day', 'ticket_class', blank=True, editable=False, primary_key=True, serialize=False)),
                ('edition', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='expo.edition')),
                ('area', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visitors.area')),
                ('day', models.DateField()),
                ('ticket_class', models.CharField(max_length=10)),
                ('persons', models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='AreaDay',
            fields=[
                ('pk', models.CompositePrimaryKey('edition_id', 'area_id', 'day', blank=True, editable=False, primary_key=True, serialize=False)),
                ('edition', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='expo.edition')),
                ('area', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visitors.area')),
                ('day', models.DateField()),
                ('entries', models.IntegerField()),
                ('daily_unique', models.IntegerField()),
                ('unidentified', models.IntegerField()),
                ('conflicts', models.IntegerField()),
                ('refused', models.IntegerField()),
                ('voided', models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='AreaFrequency',
            fields=[
                ('pk', models.CompositePrimaryKey('edition_id', 'area_id', 'days', blank=True, editable=False, primary_key=True, serialize=False)),
                ('edition', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='expo.edition')),
                ('area', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visitors.area')),
                ('days', models.IntegerField()),
                ('persons', models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='AreaMinute',
            fields=[
                ('pk', models.CompositePrimaryKey('edition_id', 'area_id', 'day', 'minute', blank=True, editable=False, primary_key=True, serialize=False)),
                ('edition', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='expo.edition')),
                ('area', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visitors.area')),
                ('day', models.DateField()),
                ('minute', models.DateTimeField()),
                ('change', models.IntegerField()),
                ('high', models.IntegerField()),
                ('high_at', models.DateTimeField(null=True)),
                ('seconds', django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None)),
                ('changes', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
            ],
        ),
        migrations.CreateModel(
            name='BadgeDay',
            fields=[
                ('pk', models.CompositePrimaryKey('edition_id', 'area_id', 'ticket_id', 'day', blank=True, editable=False, primary_key=True, serialize=False)),
                ('edition', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='expo.edition')),
                ('area', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visitors.area')),
                ('ticket', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visitors.ticket')),
                ('person', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visitors.person')),
                ('day', models.DateField()),
                ('came', models.BooleanField()),
                ('heads', models.IntegerField()),
                ('classes', models.SmallIntegerField()),
                ('scans', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('gates', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
            ],
        ),
        migrations.CreateModel(
            name='GateQuarter',
            fields=[
                ('pk', models.CompositePrimaryKey('edition_id', 'gate_id', 'day', 'quarter', blank=True, editable=False, primary_key=True, serialize=False)),
                ('edition', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='expo.edition')),
                ('gate', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visitors.gate')),
                ('day', models.DateField()),
                ('quarter', models.DateTimeField()),
                ('entries', models.IntegerField()),
                ('heads_in', models.IntegerField()),
                ('heads_out', models.IntegerField()),
                ('repeats', models.IntegerField()),
                ('conflicts', models.IntegerField()),
                ('refused', models.IntegerField()),
                ('voided', models.IntegerField()),
                ('stray_refused', models.IntegerField()),
                ('stray_voided', models.IntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Recount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='expo.edition')),
                ('ticket', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visitors.ticket')),
                ('person', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visitors.person')),
            ],
        ),
        migrations.CreateModel(
            name='Rollup',
            fields=[
                ('edition', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='rollup', serialize=False, to='expo.edition')),
                ('snapshot', models.TextField(blank=True)),
                ('rules', models.CharField(blank=True, max_length=64)),
                ('counted_to', models.DateTimeField(null=True)),
                ('version', models.BigIntegerField(default=0)),
            ],
        ),
        migrations.AddIndex(
            model_name='checkin',
            index=models.Index(condition=models.Q(('ticket', None)), fields=['gate', 'scanned_at'], name='visitors_checkin_without_badge'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='merge',
            trigger=pgtrigger.compiler.Trigger(name='recount_whom_it_concerns', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            INSERT INTO visitors_recount (edition_id, person_id)\n            SELECT DISTINCT edition, person\n            FROM (VALUES (OLD.edition_id, OLD.merged_id), (NEW.edition_id, NEW.merged_id))\n                AS concerned(edition, person)\n            WHERE person IS NOT NULL;\n            RETURN NULL;\n        ', hash='e52d9f26722c9823a9111b34542cc95395bdbf07', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_recount_whom_it_concerns_02bb2', table='visitors_merge', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='ticket',
            trigger=pgtrigger.compiler.Trigger(name='recount_when_named', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."person_id" IS DISTINCT FROM (NEW."person_id"))', func='\n            INSERT INTO visitors_recount (edition_id, ticket_id) VALUES (NEW.edition_id, NEW.id);\n            RETURN NULL;\n        ', hash='e89b29c50de81683a50fa9e05ecd4741c4fdb5be', operation='UPDATE', pgid='pgtrigger_recount_when_named_b7f5a', table='visitors_ticket', when='AFTER')),
        ),
        migrations.AddIndex(
            model_name='recount',
            index=models.Index(fields=['edition'], name='visitors_recount_due'),
        ),
    ])
