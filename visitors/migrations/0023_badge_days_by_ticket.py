from django.db import migrations, models

KEY = """
ALTER TABLE visitors_badgeday
    DROP CONSTRAINT visitors_badgeday_pkey,
    ADD CONSTRAINT visitors_badgeday_pkey PRIMARY KEY ({})
"""


class Migration(migrations.Migration):
    """What a badge does in several areas lies together: a third of the pages for each count."""

    dependencies = [("visitors", "0022_sources")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    KEY.format("edition_id, ticket_id, area_id, day"),
                    KEY.format("edition_id, area_id, ticket_id, day"),
                ),
            ],
            state_operations=[
                migrations.AlterField(
                    model_name="badgeday",
                    name="pk",
                    field=models.CompositePrimaryKey(
                        "edition_id",
                        "ticket_id",
                        "area_id",
                        "day",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
            ],
        ),
    ]
