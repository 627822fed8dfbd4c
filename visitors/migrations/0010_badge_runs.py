import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from expo.migrating import together


class Migration(migrations.Migration):
    """Orders to print many badges into one file."""

    dependencies = [
        ('expo', '0002_day_boundary'),
        ('visitors', '0009_kinds_of_device'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = together([
        migrations.CreateModel(
            name='BadgeRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('title', models.CharField(blank=True, max_length=120, verbose_name='title')),
                ('paper', models.CharField(choices=[('a6', 'A6 card, 105 × 148 mm'), ('label', 'Label, 4 × 6 inches')], max_length=8, verbose_name='paper')),
                ('tickets', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('printed', models.PositiveIntegerField(default=0, verbose_name='badges drawn')),
                ('ordered_at', models.DateTimeField(verbose_name='ordered, real time')),
                ('begun_at', models.DateTimeField(null=True, verbose_name='begun, real time')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='finished, real time')),
                ('failure', models.CharField(blank=True, max_length=40, verbose_name='failure')),
                ('file', models.FileField(blank=True, upload_to='badges/', verbose_name='file')),
            ],
            options={
                'verbose_name': 'badge run',
                'verbose_name_plural': 'badge runs',
                'ordering': ['-ordered_at'],
            },
        ),
        migrations.AddField(
            model_name='badgerun',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='badge_runs', to='expo.edition', verbose_name='edition'),
        ),
        migrations.AddField(
            model_name='badgerun',
            name='ordered_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ordered by'),
        ),
        migrations.AddIndex(
            model_name='badgerun',
            index=models.Index(condition=models.Q(('finished_at', None)), fields=['ordered_at'], name='visitors_badge_run_due'),
        ),
        migrations.AddConstraint(
            model_name='badgerun',
            constraint=models.CheckConstraint(condition=models.Q(('paper__in', ['a6', 'label'])), name='visitors_a_badge_run_has_a_known_paper', violation_error_message='This is not a paper for badges.'),
        ),
        migrations.AddConstraint(
            model_name='badgerun',
            constraint=models.CheckConstraint(condition=models.Q(('printed__lte', models.F('tickets__len')), ('tickets__len__gte', 1)), name='visitors_a_badge_run_prints_its_own_tickets', violation_error_message='A run prints at least one badge, and each once.'),
        ),
    ])
