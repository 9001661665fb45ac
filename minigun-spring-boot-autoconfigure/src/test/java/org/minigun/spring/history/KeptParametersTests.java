package org.minigun.spring.history;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class KeptParametersTests {

    private final KeptParameters parameters = new KeptParameters((name, value) -> value);

    @ParameterizedTest
    @ValueSource(strings = { "password", "dbPassword", "db.pass-word", "tokens[0]", "api-key", "credential",
            "awsCredentialsFile", "PASSPHRASE", "client_secret" })
    void valuesOfSuchNamesAreHidden(String name) {
        assertThat(this.parameters.apply(name, "s3same")).isEqualTo("******");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = { "Login[user=olga, password=s3same]|Login[user=olga, password=******]",
                    "{password=s3same, items=3}|{password=******, items=3}",
                    "jdbc:postgresql://h/db?user=u&password=s3same|jdbc:postgresql://h/db?user=u&password=******",
                    "http://olga:s3same@host/|http://olga:******@host/" })
    void secretsWithinAValueAreHidden(String text, String kept) {
        assertThat(this.parameters.apply("of", text)).isEqualTo(kept);
    }

    @Test
    void allElseIsKept() {
        assertThat(this.parameters.apply("directory", "/srv/keys/monkeys, 25 = a"))
            .isEqualTo("/srv/keys/monkeys, 25 = a");
    }

}
