from django.db import migrations, models


class Migration(migrations.Migration):
    """A run of badges is a list of names: the access log says why it was ordered."""

    dependencies = [
        ('visitors', '0014_seats'),
    ]

    operations = [
        migrations.AddField(
            model_name='badgerun',
            name='reason',
            field=models.CharField(
                blank=True, db_default='', default='', max_length=200, verbose_name='reason'
            ),
        ),
    ]
