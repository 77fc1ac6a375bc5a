-- SPDX-License-Identifier: MIT
-- All that a ledger holds, every version of it, without ids and times: two
-- ledgers that say the same print the same.
.mode quote
SELECT 'setting', key, value FROM setting ORDER BY 2, 3;
SELECT 'unit', unit, name, parent, older IS NULL FROM unit ORDER BY 2, 3, 4, 5;
SELECT 'officer', officer, name, title, unit, older IS NULL FROM officer
ORDER BY 2, 3, 4, 5, 6;
SELECT 'dossier', c.code, unit, officer, field, received, due, returned,
	older IS NULL
FROM dossier d JOIN code c ON c.id = d.code_id
ORDER BY 2, 3, 4, 5, 6, 7, 8, 9;
SELECT 'unit_score', unit, period, criterion, points, older IS NULL
FROM unit_score ORDER BY 2, 3, 4, 5, 6;
SELECT 'remark', unit, period, kind, text, older IS NULL FROM remark
ORDER BY 2, 3, 4, 5, 6;
SELECT 'box', date, box, count, older IS NULL FROM box_count
ORDER BY 2, 3, 4, 5;
SELECT 'photo', hex(sha256), path FROM photo p
LEFT JOIN photo_path w ON w.photo_id = p.id ORDER BY 2, 3;
SELECT 'purge', before, paths FROM purge ORDER BY 2, 3;
SELECT 'field', position, id FROM field ORDER BY 2;
SELECT 'code', code FROM code ORDER BY 2;
SELECT 'sheet', hex(identity), channel, c.code, hex(p.sha256), page, form,
	code_from, status, reason, detail, seen, date, box, officer, serial,
	replaces IS NULL, a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12,
	a13, a14, a15, a16
FROM sheet s JOIN code c ON c.id = s.code_id
LEFT JOIN photo p ON p.id = s.photo_id ORDER BY 2, 4, 5, 6;
SELECT 'decision', hex(s.identity), verdict, by, note
FROM decision d JOIN sheet s ON s.id = d.sheet_id ORDER BY 2, 3, 4, 5;
SELECT 'closing', period, from_date, to_date, rules, hex(rules_sha256),
	hex(sheets_sha256), older IS NULL
FROM closing ORDER BY 2, 8;
SELECT 'closing_file', c.period, file, hex(bytes)
FROM closing_file f JOIN closing c ON c.id = f.closing_id ORDER BY 2, 3;
-- Imports of photographs commit when time has passed, too.
SELECT 'batch', command, source, hex(source_sha256) FROM batch
WHERE command <> 'photos' ORDER BY 2, 3, 4;
