-- Every gate, and the area that people are in who have passed it: `fair` behind the entrances.
SELECT
    gate.code AS gate,
    gate.purpose,
    CASE WHEN area.kind = 'fair' THEN 'fair' ELSE area.kind || ':' || area.code END AS area
FROM visitors_gate AS gate
LEFT JOIN visitors_area AS area ON area.id = gate.area_id
WHERE gate.edition_id = %(edition)s
ORDER BY gate.code
