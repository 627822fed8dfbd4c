from django.db import migrations, models

from expo.migrating import together


class Migration(migrations.Migration):
    """How many came for the first time. Filled by the next count, which counts all anew: the
    version of the definitions is another."""

    dependencies = [("visitors", "0018_capacity_warnings")]

    operations = together([
        migrations.AddField(
            model_name="areaday",
            name="first_visits",
            field=models.IntegerField(db_default=0),
        ),
    ])
