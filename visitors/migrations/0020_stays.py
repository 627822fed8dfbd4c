from django.db import migrations, models

from expo.migrating import together


class Migration(migrations.Migration):
    """How long people stayed. Filled by the next count, which counts all anew: the version of the
    definitions is another."""

    dependencies = [("visitors", "0019_first_visits")]

    operations = together([
        migrations.AddField(
            model_name="areaday",
            name="people_in",
            field=models.IntegerField(db_default=0),
        ),
        migrations.AddField(
            model_name="areaday",
            name="stays",
            field=models.IntegerField(db_default=0),
        ),
        migrations.AddField(
            model_name="areaday",
            name="stay_seconds",
            field=models.BigIntegerField(db_default=0),
        ),
        migrations.AddField(
            model_name="badgeday",
            name="stays",
            field=models.IntegerField(db_default=0),
        ),
        migrations.AddField(
            model_name="badgeday",
            name="stay_seconds",
            field=models.BigIntegerField(db_default=0),
        ),
    ])
