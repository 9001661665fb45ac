package org.minigun.process;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

class SignalsTests {

    @Test
    @EnabledOnOs(OS.LINUX)
    void namesSignalsAsTheSystemNumbersThem() {
        assertThat(Signals.of(128 + 7)).isEqualTo("BUS");
        assertThat(Signals.of(128 + 9)).isEqualTo("KILL");
        assertThat(Signals.of(128 + 10)).isEqualTo("USR1");
        assertThat(Signals.of(128 + 12)).isEqualTo("USR2");
        assertThat(Signals.of(1)).isNull();
        assertThat(Signals.of(255)).isNull();
    }

}
