from django.db import migrations, models

from expo.migrating import together


class Migration(migrations.Migration):
    """A link of the scan log's chain is signed, and knows of transaction numbers of another server.

    Nothing has written a seal yet, so the defaults given here fill no row.
    """

    dependencies = [
        ('visitors', '0005_audit'),
    ]

    operations = together([
        migrations.AddField(
            model_name='seal',
            name='foreign_below',
            field=models.BigIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='seal',
            name='signature',
            field=models.BinaryField(default=b'', max_length=16),
            preserve_default=False,
        ),
    ])
