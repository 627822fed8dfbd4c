import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

from expo.migrating import together


class Migration(migrations.Migration):
    """Who came by how he had registered. Filled by the next count, which counts all anew: the
    version of the definitions is another."""

    dependencies = [
        ('visitors', '0021_all_or_nothing'),
    ]

    operations = together([
        migrations.CreateModel(
            name='Registrant',
            fields=[
                ('pk', models.CompositePrimaryKey('edition_id', 'person_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('edition', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='expo.edition')),
                ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='visitors.person')),
                ('source', models.CharField(max_length=8)),
                ('as_visitor', models.SmallIntegerField()),
                ('standing', models.SmallIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='SourceDay',
            fields=[
                ('pk', models.CompositePrimaryKey('edition_id', 'day', 'source', blank=True, editable=False, primary_key=True, serialize=False)),
                ('edition', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='expo.edition')),
                ('day', models.DateField()),
                ('source', models.CharField(max_length=8)),
                ('visits', models.IntegerField()),
                ('first_visits', models.IntegerField()),
                ('registered', models.IntegerField()),
                ('cancelled', models.IntegerField()),
                ('converted', models.IntegerField()),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='merge',
            name='recount_whom_it_concerns',
        ),
        migrations.AddIndex(
            model_name='registration',
            index=models.Index(fields=['edition', 'registered_at'], name='visitors_registered_by'),
        ),
        migrations.AddIndex(
            model_name='registration',
            index=models.Index(condition=models.Q(('cancelled_at__isnull', False)), fields=['edition', 'cancelled_at'], name='visitors_cancelled_by'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='merge',
            trigger=pgtrigger.compiler.Trigger(name='recount_whom_it_concerns', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            INSERT INTO visitors_recount (edition_id, person_id)\n            SELECT DISTINCT edition, person\n            FROM (VALUES (OLD.edition_id, OLD.merged_id), (NEW.edition_id, NEW.merged_id), (OLD.edition_id, OLD.kept_id), (NEW.edition_id, NEW.kept_id))\n                AS concerned(edition, person)\n            WHERE person IS NOT NULL;\n            RETURN NULL;\n        ', hash='d320e9e5863b1254ea18e5710621368b280f60ba', operation='INSERT OR UPDATE OR DELETE', pgid='pgtrigger_recount_whom_it_concerns_02bb2', table='visitors_merge', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='registration',
            trigger=pgtrigger.compiler.Trigger(name='recount_who_registered', sql=pgtrigger.compiler.UpsertTriggerSql(func='\n            INSERT INTO visitors_recount (edition_id, person_id)\n            SELECT DISTINCT edition, person\n            FROM (VALUES (OLD.edition_id, OLD.person_id), (NEW.edition_id, NEW.person_id))\n                AS concerned(edition, person)\n            WHERE person IS NOT NULL;\n            RETURN NULL;\n        ', hash='98bac6a91d1edc57c199d729ac3758afc2bee992', operation='INSERT OR UPDATE OF "edition_id", "person_id", "source", "ticket_class", "registered_at", "cancelled_at" OR DELETE', pgid='pgtrigger_recount_who_registered_fdcb5', table='visitors_registration', when='AFTER')),
        ),
    ])
