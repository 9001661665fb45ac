package org.minigun.demo.inspect;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LicencesTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Apache-2.0                                       | Apache-2.0
            The Apache Software License, Version 2.0         | Apache-2.0
            https://www.apache.org/licenses/LICENSE-2.0.txt  | Apache-2.0
            Apache License                Version 2.0        | Apache-2.0
            Eclipse Public License - v 2.0                   | EPL-2.0
            http://www.eclipse.org/legal/epl-v10.html        | EPL-1.0
            MIT                                              | MIT
            http://opensource.org/licenses/mit-license.php   | MIT
            BSD-3-Clause                                     | BSD-3-Clause
            GPL2 w/ CPE                                      | GPL-2.0-with-classpath-exception
            GNU Lesser General Public License                | LGPL-2.1
            EPL-2.0 OR LGPL-2.1                              | EPL-2.0 OR LGPL-2.1
            The licence of nobody                            | The licence of nobody
            """)
    void namesLicence(String said, String name) {
        assertThat(Licences.name(said)).isEqualTo(name);
    }

    @Test
    void readsNamesOfPom() {
        assertThat(pom("""
                <project xmlns="http://maven.apache.org/POM/4.0.0"><name>a</name>
                <licenses><license><name>EPL 2.0</name></license><license><name>MIT</name></license></licenses>
                </project>""")).isEqualTo("EPL-2.0 OR MIT");
    }

    @Test
    void takesNothingFromPomThatWantsToReadFiles() {
        assertThat(pom("""
                <!DOCTYPE project [<!ENTITY x SYSTEM "file:///etc/passwd">]>
                <project><licenses><license><name>&x;</name></license></licenses></project>""")).isNull();
    }

    @Test
    void takesNothingFromWhatIsNoPom() {
        assertThat(pom("<project><licenses>")).isNull();
        assertThat(pom("no xml")).isNull();
        assertThat(pom("")).isNull();
    }

    private static String pom(String text) {
        return PomLicences.of(text.getBytes(StandardCharsets.UTF_8));
    }

}
