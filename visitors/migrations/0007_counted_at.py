from django.db import migrations, models


class Migration(migrations.Migration):
    """When an edition was last counted, in real time."""

    dependencies = [
        ('visitors', '0006_signed_seals'),
    ]

    operations = [
        migrations.AddField(
            model_name='rollup',
            name='counted_at',
            field=models.DateTimeField(null=True),
        ),
    ]
