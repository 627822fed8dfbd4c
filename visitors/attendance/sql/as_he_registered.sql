ON CONFLICT (edition_id, person_id) DO UPDATE SET
    source = excluded.source, as_visitor = excluded.as_visitor, standing = excluded.standing
