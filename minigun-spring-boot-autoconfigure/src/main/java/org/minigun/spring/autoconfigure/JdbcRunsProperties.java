package org.minigun.spring.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationPropertiesSource;

/**
 * How runs are kept in a database, below {@code minigun.runs.jdbc}.
 */
@ConfigurationPropertiesSource
public class JdbcRunsProperties {

    /**
     * When the tables are made: always, never, or only in an embedded database.
     */
    private SchemaInitialization initializeSchema = SchemaInitialization.EMBEDDED;

    public SchemaInitialization getInitializeSchema() {
        return this.initializeSchema;
    }

    public void setInitializeSchema(SchemaInitialization initializeSchema) {
        this.initializeSchema = initializeSchema;
    }

    /**
     * When tables are made.
     */
    public enum SchemaInitialization {

        /** Where they are not there yet, in any database. */
        ALWAYS,

        /** Only in an embedded database. */
        EMBEDDED,

        /** By somebody else. */
        NEVER

    }

}
