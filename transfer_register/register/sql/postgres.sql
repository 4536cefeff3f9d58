-- The journal: one row a change, never altered (PostgreSQL). The bodies are canonical JSON; the hashes chain the rows.
-- Run once, in a transaction, by whoever may make the schema. Text is compared by its bytes, as it is in SQLite.
DO $$ BEGIN IF to_regnamespace('transfer_register') IS NULL THEN CREATE SCHEMA transfer_register; END IF; END $$;
-- Nothing else, so that nothing is made elsewhere where the schema may not be used.
SET LOCAL search_path = transfer_register;

-- One row. `to_wipe` tells that something was dropped from `kept` and is not yet out of its file.
CREATE TABLE journal (
    version INTEGER NOT NULL,
    to_wipe BOOLEAN NOT NULL
);
INSERT INTO journal VALUES (1, false);

CREATE TABLE entry (
    sequence BIGINT PRIMARY KEY,
    at TEXT COLLATE "C" NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    batch TEXT COLLATE "C",
    record TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    version INTEGER NOT NULL,
    body BYTEA NOT NULL,
    previous TEXT COLLATE "C" NOT NULL,
    hash TEXT COLLATE "C" NOT NULL,
    UNIQUE (record, version)
);

CREATE INDEX entry_created ON entry (kind, sequence) WHERE version = 1;

CREATE FUNCTION refuse() RETURNS TRIGGER LANGUAGE plpgsql SET search_path = transfer_register, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'the journal is append-only: an entry is never %', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry EXECUTE FUNCTION refuse('changed');
CREATE TRIGGER entry_is_never_removed BEFORE DELETE ON entry EXECUTE FUNCTION refuse('removed');
CREATE TRIGGER entry_is_never_emptied BEFORE TRUNCATE ON entry EXECUTE FUNCTION refuse('removed');

-- Looks at all rows of a statement at once: for each row by itself, a large batch would take three times as long.
CREATE FUNCTION follow_the_last() RETURNS TRIGGER LANGUAGE plpgsql SET search_path = transfer_register, pg_temp AS $$
DECLARE
    lowest BIGINT;
    highest BIGINT;
    many BIGINT;
    before TEXT;
BEGIN
    SELECT min(sequence), max(sequence), count(*) INTO lowest, highest, many FROM added;
    IF many = 0 THEN
        RETURN NULL;
    END IF;
    before := CASE lowest WHEN 1 THEN repeat('0', 64) ELSE (SELECT hash FROM entry WHERE sequence = lowest - 1) END;
    IF before IS NULL OR highest - lowest + 1 <> many OR highest <> (SELECT max(sequence) FROM entry) THEN
        RAISE EXCEPTION 'the journal is append-only: an entry is added at the end' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF EXISTS (
        SELECT FROM (SELECT previous, lag(hash, 1, before) OVER (ORDER BY sequence) AS due FROM added) AS link WHERE previous <> due
    ) THEN
        RAISE EXCEPTION 'the journal is append-only: an entry names the hash of the one before it'
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER entry_is_only_added_at_the_end AFTER INSERT ON entry
REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION follow_the_last();

-- A session that plays a replica would pass by the others.
ALTER TABLE entry ENABLE ALWAYS TRIGGER entry_is_never_changed;
ALTER TABLE entry ENABLE ALWAYS TRIGGER entry_is_never_removed;
ALTER TABLE entry ENABLE ALWAYS TRIGGER entry_is_never_emptied;
ALTER TABLE entry ENABLE ALWAYS TRIGGER entry_is_only_added_at_the_end;

-- What may be changed and erased: names of contact persons, of which entries hold a keyed digest only, and drafts.
CREATE TABLE kept (
    shelf TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C" NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (shelf, id)
);

-- A row that is deleted stays in its file until it is overwritten, whatever VACUUM does: so what is left moves into a new
-- file, and the old one is gone when the transaction ends. While somebody reads the table for long, as pg_dump does, that
-- has to wait for a later turn: false. Runs with its owner's rights, so that a program without them can forget as well.
CREATE FUNCTION wipe() RETURNS BOOLEAN LANGUAGE plpgsql SECURITY DEFINER
SET search_path = transfer_register, pg_temp SET lock_timeout = '200ms' AS $$
DECLARE
    stays kept[];
BEGIN
    LOCK TABLE kept IN ACCESS EXCLUSIVE MODE;
    SELECT array_agg(kept) INTO stays FROM kept;
    TRUNCATE kept;
    INSERT INTO kept SELECT * FROM unnest(stays);
    UPDATE journal SET to_wipe = false WHERE to_wipe;
    RETURN true;
EXCEPTION WHEN lock_not_available THEN
    UPDATE journal SET to_wipe = true WHERE NOT to_wipe;
    RETURN false;
END $$;

-- Files that records rest on, under their SHA-256.
CREATE TABLE evidence (
    name TEXT COLLATE "C" PRIMARY KEY,
    content BYTEA NOT NULL
);
