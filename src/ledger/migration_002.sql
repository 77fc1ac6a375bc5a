-- SPDX-License-Identifier: MIT

-- Marks read from photographs.

-- Which form of its page a sheet is, from 1 in the order in which they are
-- read, and where it lies: the corners of the paper in the photo's pixels.
-- NULL where no form was found.
ALTER TABLE sheet ADD COLUMN part INTEGER;
ALTER TABLE sheet ADD COLUMN place TEXT; -- x,y x,y x,y x,y

-- What the reader saw of each question, however sure it was; what holds as the
-- answer stands in the sheet. The batch is the sheet's.
CREATE TABLE mark (
	sheet_id INTEGER NOT NULL REFERENCES sheet,
	position INTEGER NOT NULL REFERENCES field,
	guess ANY NOT NULL,        -- points, '' blank, '!' more than one mark
	confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
	PRIMARY KEY (sheet_id, position)
) STRICT, WITHOUT ROWID;

CREATE VIEW marks AS
SELECT m.sheet_id AS sheet, nullif(c.code, '') AS code, f.id AS field,
	CASE m.position
		WHEN 1 THEN s.a1 WHEN 2 THEN s.a2 WHEN 3 THEN s.a3
		WHEN 4 THEN s.a4 WHEN 5 THEN s.a5 WHEN 6 THEN s.a6
		WHEN 7 THEN s.a7 WHEN 8 THEN s.a8 WHEN 9 THEN s.a9
		WHEN 10 THEN s.a10 WHEN 11 THEN s.a11 WHEN 12 THEN s.a12
		WHEN 13 THEN s.a13 WHEN 14 THEN s.a14 WHEN 15 THEN s.a15
		ELSE s.a16 END AS answer,
	m.guess, m.confidence, s.batch
FROM mark m JOIN sheet s ON s.id = m.sheet_id JOIN code c ON c.id = s.code_id
	JOIN field f ON f.position = m.position
WHERE NOT EXISTS (SELECT 1 FROM sheet n WHERE n.replaces = s.id);
