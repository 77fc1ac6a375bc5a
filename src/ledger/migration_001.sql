-- SPDX-License-Identifier: MIT

-- One writing command. All its facts name it, so that the state as of any
-- batch can be read again.
CREATE TABLE batch (
	id INTEGER PRIMARY KEY,
	at TEXT NOT NULL,        -- UTC, 2026-09-30T16:59:59Z
	command TEXT NOT NULL,
	source TEXT,             -- the file's name as given
	source_sha256 BLOB       -- of the file's bytes
) STRICT;

CREATE TABLE setting (
	id INTEGER PRIMARY KEY,
	batch INTEGER NOT NULL REFERENCES batch,
	key TEXT NOT NULL,
	value TEXT NOT NULL      -- the newest of a key holds
) STRICT;
CREATE INDEX setting_key ON setting (key);

-- Dossier codes, numbered from 1; 0 is "no code".
CREATE TABLE code (
	id INTEGER PRIMARY KEY,
	code TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO code VALUES (0, '');

-- Registers: a row is a version, older names the one that it follows, and
-- the version that nothing follows is current.
CREATE TABLE unit (
	id INTEGER PRIMARY KEY,
	batch INTEGER NOT NULL REFERENCES batch,
	older INTEGER UNIQUE REFERENCES unit,
	unit TEXT NOT NULL,
	name TEXT,
	parent TEXT
) STRICT;
CREATE INDEX unit_unit ON unit (unit);

CREATE TABLE officer (
	id INTEGER PRIMARY KEY,
	batch INTEGER NOT NULL REFERENCES batch,
	older INTEGER UNIQUE REFERENCES officer,
	officer TEXT NOT NULL,
	name TEXT,
	title TEXT,
	unit TEXT
) STRICT;
CREATE INDEX officer_officer ON officer (officer);

CREATE TABLE dossier (
	id INTEGER PRIMARY KEY,
	batch INTEGER NOT NULL REFERENCES batch,
	older INTEGER REFERENCES dossier,
	code_id INTEGER NOT NULL REFERENCES code,
	unit TEXT,
	officer TEXT,
	field TEXT,              -- ngành, lĩnh vực
	received TEXT,           -- days, 2026-09-30
	due TEXT,
	returned TEXT
) STRICT;
CREATE INDEX dossier_code ON dossier (code_id);
CREATE UNIQUE INDEX dossier_older ON dossier (older) WHERE older IS NOT NULL;

CREATE TABLE unit_score (
	id INTEGER PRIMARY KEY,
	batch INTEGER NOT NULL REFERENCES batch,
	older INTEGER UNIQUE REFERENCES unit_score,
	unit TEXT NOT NULL,
	period TEXT NOT NULL,    -- 2026-Q3, 2026
	criterion TEXT NOT NULL,
	points INTEGER NOT NULL
) STRICT;
CREATE INDEX unit_score_key ON unit_score (unit, period, criterion);

CREATE TABLE remark (
	id INTEGER PRIMARY KEY,
	batch INTEGER NOT NULL REFERENCES batch,
	older INTEGER UNIQUE REFERENCES remark,
	unit TEXT NOT NULL,
	period TEXT NOT NULL,
	kind TEXT NOT NULL,
	text TEXT
) STRICT;
CREATE INDEX remark_key ON remark (unit, period, kind);

-- Ballots counted by hand when a box was emptied.
CREATE TABLE box_count (
	id INTEGER PRIMARY KEY,
	batch INTEGER NOT NULL REFERENCES batch,
	older INTEGER UNIQUE REFERENCES box_count,
	date TEXT NOT NULL,
	box TEXT,                -- NULL when there is but one
	count INTEGER NOT NULL CHECK (count >= 0)
) STRICT;
CREATE INDEX box_count_key ON box_count (date, box);

CREATE TABLE photo (
	id INTEGER PRIMARY KEY,
	batch INTEGER NOT NULL REFERENCES batch,
	sha256 BLOB NOT NULL UNIQUE
) STRICT;
-- Where a photo lay. The only table whose rows may be deleted: they are
-- purged after a set time, while hashes and ratings stay.
CREATE TABLE photo_path (
	photo_id INTEGER PRIMARY KEY REFERENCES photo,
	path TEXT NOT NULL
) STRICT;
CREATE TABLE purge (
	id INTEGER PRIMARY KEY,
	batch INTEGER NOT NULL REFERENCES batch,
	before TEXT NOT NULL,    -- batches of days before this one
	paths INTEGER NOT NULL   -- so many rows of photo_path
) STRICT;

-- The questions: the one at position n is answered in sheet.an.
CREATE TABLE field (
	position INTEGER PRIMARY KEY CHECK (position BETWEEN 1 AND 16),
	batch INTEGER NOT NULL REFERENCES batch,
	id TEXT NOT NULL UNIQUE
) STRICT;

-- One form or one online rating. Answers: points, '' surely blank,
-- '?' doubtful, '!' more than one mark, NULL nothing known.
CREATE TABLE sheet (
	id INTEGER PRIMARY KEY,
	batch INTEGER NOT NULL REFERENCES batch,
	identity BLOB NOT NULL,  -- 16 bytes of SHA-256, see phieu-ledger(5)
	channel TEXT NOT NULL CHECK (channel = 'keyed' OR channel = 'scan'
		OR channel = 'online'),
	code_id INTEGER NOT NULL REFERENCES code,
	photo_id INTEGER REFERENCES photo,
	page INTEGER,
	form TEXT,
	code_from TEXT CHECK (code_from IS NULL OR code_from = 'qr'
		OR code_from = 'both' OR code_from = 'code128'
		OR code_from = 'code39'),
	status TEXT NOT NULL CHECK (status = 'read' OR status = 'doubtful'
		OR status = 'unread'),
	reason TEXT,
	detail TEXT,
	seen INTEGER,            -- bits: 1 QR, 2 Code 128, 4 Code 39
	date TEXT,               -- of collection
	box TEXT,
	officer TEXT,
	serial TEXT,
	replaces INTEGER REFERENCES sheet, -- the sheet that this one corrects
	a1 ANY, a2 ANY, a3 ANY, a4 ANY, a5 ANY, a6 ANY, a7 ANY, a8 ANY,
	a9 ANY, a10 ANY, a11 ANY, a12 ANY, a13 ANY, a14 ANY, a15 ANY, a16 ANY
) STRICT;
-- By code first: new codes come in order, so that the index grows at its end.
CREATE UNIQUE INDEX sheet_identity ON sheet (code_id, identity);
CREATE INDEX sheet_photo ON sheet (photo_id) WHERE photo_id IS NOT NULL;
CREATE UNIQUE INDEX sheet_replaces ON sheet (replaces)
	WHERE replaces IS NOT NULL;

-- A person's word on a sheet; the newest holds.
CREATE TABLE decision (
	id INTEGER PRIMARY KEY,
	batch INTEGER NOT NULL REFERENCES batch,
	sheet_id INTEGER NOT NULL REFERENCES sheet,
	verdict TEXT NOT NULL CHECK (verdict IN ('counts', 'excluded')),
	by TEXT,
	note TEXT
) STRICT;
CREATE INDEX decision_sheet ON decision (sheet_id);

-- A period that was closed: what was exported, by which rules. The facts up
-- to this batch are in it.
CREATE TABLE closing (
	id INTEGER PRIMARY KEY,
	batch INTEGER NOT NULL REFERENCES batch,
	older INTEGER UNIQUE REFERENCES closing,
	period TEXT NOT NULL,
	from_date TEXT NOT NULL,
	to_date TEXT NOT NULL,
	rules TEXT NOT NULL,
	rules_sha256 BLOB NOT NULL,
	sheets_sha256 BLOB NOT NULL
) STRICT;
CREATE INDEX closing_period ON closing (period);
CREATE TABLE closing_file (
	id INTEGER PRIMARY KEY,
	batch INTEGER NOT NULL REFERENCES batch,
	closing_id INTEGER NOT NULL REFERENCES closing,
	file TEXT NOT NULL,
	bytes BLOB NOT NULL,
	UNIQUE (closing_id, file)
) STRICT;

-- For people who open the file with other tools; times are Viet Nam's.
CREATE VIEW history AS
SELECT id AS batch, datetime(at, '+7 hours') AS viet_nam_time, command, source,
	lower(hex(source_sha256)) AS source_sha256
FROM batch ORDER BY id;

CREATE VIEW settings AS
SELECT key, value, batch FROM setting s
WHERE id = (SELECT max(id) FROM setting n WHERE n.key = s.key)
ORDER BY key;

CREATE VIEW units AS
SELECT unit, name, parent, batch FROM unit u
WHERE NOT EXISTS (SELECT 1 FROM unit n WHERE n.older = u.id);

CREATE VIEW officers AS
SELECT officer, name, title, unit, batch FROM officer o
WHERE NOT EXISTS (SELECT 1 FROM officer n WHERE n.older = o.id);

CREATE VIEW dossiers AS
SELECT c.code, d.unit, d.officer, d.field, d.received, d.due, d.returned,
	d.batch
FROM dossier d JOIN code c ON c.id = d.code_id
WHERE NOT EXISTS (SELECT 1 FROM dossier n WHERE n.older = d.id);

CREATE VIEW unit_scores AS
SELECT unit, period, criterion, points, batch FROM unit_score s
WHERE NOT EXISTS (SELECT 1 FROM unit_score n WHERE n.older = s.id);

CREATE VIEW remarks AS
SELECT unit, period, kind, text, batch FROM remark r
WHERE NOT EXISTS (SELECT 1 FROM remark n WHERE n.older = r.id);

CREATE VIEW boxes AS
SELECT date, box, count, batch FROM box_count b
WHERE NOT EXISTS (SELECT 1 FROM box_count n WHERE n.older = b.id);

CREATE VIEW photos AS
SELECT p.id AS photo, lower(hex(p.sha256)) AS sha256, w.path, p.batch
FROM photo p LEFT JOIN photo_path w ON w.photo_id = p.id;

CREATE VIEW decisions AS
SELECT d.sheet_id AS sheet, d.verdict, d.by, d.note,
	datetime(b.at, '+7 hours') AS viet_nam_time, d.batch
FROM decision d JOIN batch b ON b.id = d.batch
WHERE d.id = (SELECT max(id) FROM decision n WHERE n.sheet_id = d.sheet_id);

CREATE VIEW closings AS
SELECT c.period, c.from_date, c.to_date, c.rules,
	lower(hex(c.rules_sha256)) AS rules_sha256,
	lower(hex(c.sheets_sha256)) AS sheets_sha256,
	datetime(b.at, '+7 hours') AS viet_nam_time, c.batch
FROM closing c JOIN batch b ON b.id = c.batch
WHERE NOT EXISTS (SELECT 1 FROM closing n WHERE n.older = c.id);

CREATE VIEW purges AS
SELECT p.before, p.paths, datetime(b.at, '+7 hours') AS viet_nam_time, p.batch
FROM purge p JOIN batch b ON b.id = p.batch;
