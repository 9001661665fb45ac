-- What the census knows.

CREATE TABLE jar (
    id                BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    path              VARCHAR NOT NULL UNIQUE,
    checksum          VARCHAR(64) NOT NULL,
    size              BIGINT NOT NULL,
    artifact          VARCHAR NOT NULL,
    group_id          VARCHAR,
    artifact_id       VARCHAR NOT NULL,
    version           VARCHAR,
    classifier        VARCHAR,
    major_version     INTEGER NOT NULL,
    module_name       VARCHAR,
    automatic_module  BOOLEAN NOT NULL,
    licence           VARCHAR,
    licence_source    VARCHAR,
    multi_release     BOOLEAN NOT NULL,
    signed            BOOLEAN NOT NULL,
    nested_jars       INTEGER NOT NULL,
    duplicate_entries INTEGER NOT NULL,
    classes           INTEGER NOT NULL
);

CREATE TABLE jar_attribute (
    jar_id BIGINT NOT NULL REFERENCES jar ON DELETE CASCADE,
    name   VARCHAR NOT NULL,
    text   VARCHAR NOT NULL,
    PRIMARY KEY (jar_id, name)
);

CREATE TABLE jar_class (
    jar_id        BIGINT NOT NULL REFERENCES jar ON DELETE CASCADE,
    package_name  VARCHAR NOT NULL,
    name          VARCHAR NOT NULL,
    lower_name    VARCHAR NOT NULL,
    major_version INTEGER NOT NULL
);

CREATE INDEX jar_class_by_name ON jar_class (lower_name, package_name);

-- H2 has one for each foreign key.
CREATE INDEX jar_class_by_jar ON jar_class (jar_id);

CREATE INDEX jar_class_by_package ON jar_class (package_name, name, jar_id);

CREATE TABLE unreadable (
    path     VARCHAR PRIMARY KEY,
    reason   VARCHAR NOT NULL,
    stage    VARCHAR NOT NULL,
    attempts INTEGER NOT NULL,
    since    TIMESTAMP WITH TIME ZONE NOT NULL
);

CREATE TABLE census (
    run_id    VARCHAR PRIMARY KEY,
    directory VARCHAR NOT NULL,
    started   TIMESTAMP WITH TIME ZONE NOT NULL,
    added     INTEGER NOT NULL,
    changed   INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    gone      INTEGER NOT NULL
);
