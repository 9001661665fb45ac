-- Which classes are in several artifacts, as it was found of just these jars: every class is looked at for it. Two that find it
-- at one time both note it.

CREATE TABLE duplicates (
    id        VARCHAR(36) PRIMARY KEY,
    directory VARCHAR NOT NULL,
    jars      VARCHAR(64) NOT NULL,
    classes   BIGINT NOT NULL
);

CREATE TABLE duplicate_group (
    duplicates_id VARCHAR(36) NOT NULL REFERENCES duplicates ON DELETE CASCADE,
    place         INTEGER NOT NULL,
    classes       BIGINT NOT NULL,
    example       VARCHAR NOT NULL,
    artifacts     VARCHAR ARRAY NOT NULL,
    PRIMARY KEY (duplicates_id, place)
);
