-- The application writes lower-case names, as it does where the database's own rule depends on its locale.

ALTER TABLE jar_class ALTER COLUMN lower_name DROP EXPRESSION;

ALTER TABLE jar_class ALTER COLUMN lower_name SET NOT NULL;
