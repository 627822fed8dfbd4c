-- Who is whom after merges, and as which class a badge counts after adjustments.
merges AS MATERIALIZED (
    -- two can have stood at one past moment if the fair's clock was set back: the later made
    SELECT DISTINCT ON (merged_id) merged_id, kept_id
    FROM visitors_merge
    WHERE edition_id = %(edition)s AND {merge_stands}
    ORDER BY merged_id, id DESC
), adjustments AS MATERIALIZED (
    SELECT DISTINCT ON (ticket_id) ticket_id, ticket_class
    FROM visitors_adjustment
    WHERE edition_id = %(edition)s AND {adjustment_stands}
    ORDER BY ticket_id, id DESC
), kept AS (
    SELECT merged_id AS person_id, kept_id AS root_id FROM merges
    UNION  -- not UNION ALL: two persons merged into each other must not go round for ever
    SELECT kept.person_id, merges.kept_id FROM kept JOIN merges ON merges.merged_id = kept.root_id
), roots AS MATERIALIZED (
    SELECT kept.person_id, kept.root_id
    FROM kept
    WHERE NOT EXISTS (SELECT FROM merges WHERE merges.merged_id = kept.root_id)
),
