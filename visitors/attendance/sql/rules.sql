-- What decides how a scan counts: the show days as instants, and who is whom after merges.
WITH RECURSIVE calendar AS MATERIALIZED (
    SELECT *
    FROM unnest(
        %(days)s::date[], %(starts)s::timestamptz[], %(ends)s::timestamptz[],
        %(opens)s::timestamptz[], %(closes)s::timestamptz[]
    ) AS show_day(day, starts, ends, opens, closes)
), merges AS MATERIALIZED (
    SELECT merged_id, kept_id
    FROM visitors_merge
    WHERE edition_id = %(edition)s AND {merge_stands}
), kept AS (
    SELECT merged_id AS person_id, kept_id AS root_id FROM merges
    UNION  -- not UNION ALL: two persons merged into each other must not go round for ever
    SELECT kept.person_id, merges.kept_id FROM kept JOIN merges ON merges.merged_id = kept.root_id
), roots AS MATERIALIZED (
    SELECT kept.person_id, kept.root_id
    FROM kept
    WHERE NOT EXISTS (SELECT FROM merges WHERE merges.merged_id = kept.root_id)
),
