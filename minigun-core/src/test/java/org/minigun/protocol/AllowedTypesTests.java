package org.minigun.protocol;

import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AllowedTypesTests {

    @Test
    void allowsAllThatADeclaredTypeIsMadeOf() throws Exception {
        Type declared = AllowedTypesTests.class.getDeclaredMethod("stage").getGenericReturnType();
        AllowedTypes types = new AllowedTypes(List.of(declared), List.of());
        for (Class<?> type : List.of(Report.class, Part.class, Form.class, Circle.class, Level.class, Base.class,
                InArray.class, Bound.class, Key.class)) {
            assertThat(types.allows(type.getName())).as(type.getName()).isTrue();
        }
        assertThat(types.allows(Other.class.getName())).isFalse();
        assertThat(types.allows("java.lang.ProcessBuilder")).isFalse();
        assertThat(types.names()).allMatch((name) -> name.startsWith(AllowedTypesTests.class.getName()));
    }

    @Test
    void allowsWhatTheConfigurationNames() {
        AllowedTypes types = new AllowedTypes(List.of(), List.of("com.acme.*", " org.acme.Report "));
        assertThat(types.allows("com.acme.a.B")).isTrue();
        assertThat(types.allows("com.acmex.B")).isFalse();
        assertThat(types.allows("org.acme.Report")).isTrue();
        assertThat(types.allows("org.acme.Report2")).isFalse();
        assertThatThrownBy(() -> new AllowedTypes(List.of(), List.of("*"))).isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("com.acme.*");
    }

    @SuppressWarnings("unused")
    private static Map<Key, List<? extends Report<Bound>>> stage() {
        return Map.of();
    }

    record Key() {
    }

    record Bound() {
    }

    record Report<T>(Part part, T value, InArray[][] array) {
    }

    static class Base {

        Level level = Level.LOW;

    }

    static class Part extends Base {

        Form form = new Circle(1);

        transient Other other = new Other();

    }

    sealed interface Form permits Circle {

    }

    record Circle(int radius) implements Form {
    }

    record InArray() {
    }

    record Other() {
    }

    enum Level {

        LOW

    }

}
