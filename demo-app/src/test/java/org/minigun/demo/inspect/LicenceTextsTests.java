package org.minigun.demo.inspect;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LicenceTextsTests {

    private static final String BSD = "Redistribution and use in source and binary forms, with or without\n"
            + " * modification, are permitted provided that ...\n";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Neither the name of the copyright holder             | BSD-3-Clause
            All advertising materials mentioning. Neither the name | BSD-4-Clause
            THIS SOFTWARE IS PROVIDED                            | BSD-2-Clause
            """)
    void tellsVariantsByWhatIsInThemAndWhatIsNot(String more, String id) {
        assertThat(LicenceTexts.here().recognise(BSD + more)).isEqualTo(id);
    }

    @Test
    void takesTheLicenceThatComesFirst() {
        String apache = "Apache License\nVersion 2.0, January 2004\n"
                + "TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION\n";
        assertThat(LicenceTexts.here().recognise(apache + BSD)).isEqualTo("Apache-2.0");
        assertThat(LicenceTexts.here().recognise(BSD + apache)).isEqualTo("BSD-2-Clause");
    }

    @Test
    void knowsNothingOfOtherTexts() {
        assertThat(LicenceTexts.here().recognise("All rights reserved.")).isNull();
        assertThat(LicenceTexts.here().recognise("")).isNull();
    }

}
