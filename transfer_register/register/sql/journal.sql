-- The journal: one row a change, never altered (SQLite). The bodies are canonical JSON; the hashes chain the rows.
PRAGMA application_id = 1414679089;
PRAGMA user_version = 2;

CREATE TABLE IF NOT EXISTS entry (
    sequence INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    batch TEXT,
    record TEXT NOT NULL,
    kind TEXT NOT NULL,
    version INTEGER NOT NULL,
    body BLOB NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL,
    UNIQUE (record, version)
) STRICT;

CREATE INDEX IF NOT EXISTS entry_created ON entry (kind, sequence) WHERE version = 1;

CREATE TRIGGER IF NOT EXISTS entry_is_never_changed BEFORE UPDATE ON entry
BEGIN SELECT raise(ABORT, 'the journal is append-only: an entry is never changed'); END;

CREATE TRIGGER IF NOT EXISTS entry_is_never_removed BEFORE DELETE ON entry
BEGIN SELECT raise(ABORT, 'the journal is append-only: an entry is never removed'); END;

-- INSERT OR REPLACE would remove a row without the trigger above.
CREATE TRIGGER IF NOT EXISTS entry_is_only_added_at_the_end BEFORE INSERT ON entry
WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM entry)
BEGIN SELECT raise(ABORT, 'the journal is append-only: an entry is added at the end'); END;

-- What may be changed and erased: names of contact persons, of which entries hold a keyed digest only, and drafts.
CREATE TABLE IF NOT EXISTS kept (
    shelf TEXT NOT NULL,
    id TEXT NOT NULL,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (shelf, id)
) STRICT;
