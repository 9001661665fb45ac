-- Which jars are in the index, each as it was known by its checksum.

CREATE TABLE published (
    path     VARCHAR PRIMARY KEY,
    checksum VARCHAR(64) NOT NULL
);

CREATE TABLE publication (
    run_id  VARCHAR PRIMARY KEY,
    ended   TIMESTAMP WITH TIME ZONE NOT NULL,
    added   INTEGER NOT NULL,
    changed INTEGER NOT NULL,
    removed INTEGER NOT NULL
);
