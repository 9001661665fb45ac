-- By what a jar is known to be as it was, and how it was read. What was there before is read again.

ALTER TABLE jar ADD COLUMN kind VARCHAR(10) DEFAULT 'JAR' NOT NULL;

ALTER TABLE jar ADD COLUMN source_files INTEGER DEFAULT 0 NOT NULL;

ALTER TABLE jar ADD COLUMN modified BIGINT DEFAULT -1 NOT NULL;

ALTER TABLE jar ADD COLUMN reader VARCHAR DEFAULT '' NOT NULL;

ALTER TABLE jar ADD COLUMN limits VARCHAR DEFAULT '' NOT NULL;

ALTER TABLE census ADD COLUMN not_read INTEGER DEFAULT 0 NOT NULL;
