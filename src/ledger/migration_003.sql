-- SPDX-License-Identifier: MIT

-- What persons say, and the chain that shows when a fact was touched.

ALTER TABLE batch ADD COLUMN by TEXT; -- who ran the command

-- A person's word on one question of a form, or on its code. What holds stands
-- in the sheet that came of it.
CREATE TABLE judgement (
	id INTEGER PRIMARY KEY,
	batch INTEGER NOT NULL REFERENCES batch,
	sheet_id INTEGER NOT NULL REFERENCES sheet, -- as the person saw it
	position INTEGER REFERENCES field,          -- NULL: the code
	-- 1 the first person's, 2 another's who did not see it, 3 settles both
	pass INTEGER NOT NULL CHECK (pass BETWEEN 1 AND 3),
	-- points, '' blank (of the code: the form has none), '!' more than one
	-- mark, '?' cannot be read; NULL: the code that code_id names
	answer ANY,
	code_id INTEGER REFERENCES code,
	by TEXT NOT NULL,
	said_at TEXT NOT NULL,                      -- UTC
	result_id INTEGER REFERENCES sheet -- the newer sheet; NULL: none needed
) STRICT;
CREATE INDEX judgement_sheet ON judgement (sheet_id);
CREATE INDEX judgement_result ON judgement (result_id)
	WHERE result_id IS NOT NULL;

CREATE VIEW judgements AS
SELECT j.sheet_id AS sheet, coalesce(f.id, 'code') AS field, j.pass, j.answer,
	c.code, j.by, datetime(j.said_at, '+7 hours') AS viet_nam_time,
	j.result_id AS result, j.batch
FROM judgement j LEFT JOIN field f ON f.position = j.position
	LEFT JOIN code c ON c.id = j.code_id
ORDER BY j.id;

-- Each fact is linked to the one before it by a hash, see phieu-ledger(5). A
-- row seals what one batch added; the first of an older ledger all before it.
CREATE TABLE chain (
	id INTEGER PRIMARY KEY,
	batch INTEGER REFERENCES batch,
	facts INTEGER NOT NULL,
	relations TEXT NOT NULL,  -- TABLE FIRST-ID COUNT …, in the links' order
	head BLOB NOT NULL,       -- 16 bytes: the link over this row itself
	links BLOB NOT NULL       -- 16 bytes a fact
) STRICT;

DROP VIEW history;
CREATE VIEW history AS
SELECT id AS batch, datetime(at, '+7 hours') AS viet_nam_time, command, source,
	lower(hex(source_sha256)) AS source_sha256, by
FROM batch ORDER BY id;
