from django.db import migrations, models

from expo.migrating import together


class Migration(migrations.Migration):
    """A link of the scan log's chain knows whose transaction numbers it speaks of."""

    dependencies = [
        ('visitors', '0011_words_of_a_person'),
    ]

    operations = together([
        migrations.AddField(
            model_name='seal',
            name='server',
            field=models.CharField(blank=True, db_default='', default='', max_length=40),
        ),
    ])
