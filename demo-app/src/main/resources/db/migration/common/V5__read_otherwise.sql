-- Jars that were read otherwise since they were published, or while they are: their checksums do not tell. The mark is the jar's
-- own, so that it outlasts what is noted of a publication that was cut off.

CREATE TABLE read_otherwise (
    path VARCHAR PRIMARY KEY
);

INSERT INTO read_otherwise (path) SELECT path FROM published WHERE checksum = '';
