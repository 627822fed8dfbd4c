from django.db import migrations

ALL_OR_NOTHING = """
CREATE FUNCTION visitors_all_or_nothing(done bigint, wanted bigint) RETURNS bigint
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    IF done < wanted THEN
        RAISE EXCEPTION 'Somebody else was faster: % of % rows.', done, wanted
            USING ERRCODE = 'serialization_failure';
    END IF;
    RETURN done;
END
$$
"""


class Migration(migrations.Migration):
    """A statement that writes what was decided fails when that has been overtaken."""

    dependencies = [("visitors", "0020_stays")]

    operations = [
        migrations.RunSQL(ALL_OR_NOTHING, "DROP FUNCTION visitors_all_or_nothing(bigint, bigint)"),
    ]
