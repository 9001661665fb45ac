package org.minigun.annotation;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.minigun.Hook;
import org.minigun.Pipeline;
import org.minigun.PipelineOptions;
import org.minigun.Run;
import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.annotation.StageOverride.NamedMethod;
import org.minigun.graph.InvalidPipelineException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Pipelines in tasks, and hooks.
 */
class NestedTaskTests {

    @Test
    void nestedPipelineIsAnObjectOrAPipelineAndIsKnownByItsMethod() throws Exception {
        Pipeline pipeline = ReadFunctions.read(new Outer());
        assertThat(pipeline.stagesByPath()).containsOnlyKeys("numbers", "sub", "sub/twice", "sub/add_ten", "built",
                "built/inc", "save");
        assertThat(ReadFunctions.processed(pipeline, "sub/twice", 4)).isEqualTo(8);
        assertThat(ReadFunctions.processed(pipeline, "built/inc", 4)).isEqualTo(5);
        assertThat(((org.minigun.StageBody.Nested) ReadFunctions.stage(pipeline, "sub").body()).pipeline()
            .settings()
            .get(Setting.THREADS)).isEqualTo(3);
    }

    @Test
    void configurationReachesInnerStagesByTheirPaths() {
        Settings size = Settings.none().with(Setting.POOL_SIZE, 9, "stage", "property");
        StageOverride override = new StageOverride(size, List.of());
        Pipeline pipeline = new TaskReader().read("outer", new Outer(), Settings.none(), Settings.none(),
                (path) -> path.contains("/") ? override : StageOverride.none());
        assertThat(ReadFunctions.stage(pipeline, "sub/twice").settings().get(Setting.POOL_SIZE)).isEqualTo(9);
        assertThat(ReadFunctions.stage(pipeline, "built/inc").settings().get(Setting.POOL_SIZE)).isEqualTo(9);
        assertThat(ReadFunctions.stage(pipeline, "sub").settings().said()).isEmpty();
    }

    @Test
    void keyOfAStageMadeByTheBuilderIsNotFoundByName() {
        StageOverride key = new StageOverride(Settings.none(),
                List.of(new NamedMethod(Setting.PARTITION_BY, "hashCode", "some.property")));
        assertThatExceptionOfType(InvalidPipelineException.class)
            .isThrownBy(() -> new TaskReader().read("outer", new Outer(), Settings.none(), Settings.none(),
                    (path) -> path.equals("built/inc") ? key : StageOverride.none()))
            .withMessageContaining("'inc'")
            .withMessageContaining("some.property");
    }

    @Test
    void hooksAreReadInOrderOfDeclaration() {
        assertThat(ReadFunctions.read(new Hooked()).hooks().stream().map(Hook::kind)).containsExactly(
                Hook.Kind.BEFORE_RUN, Hook.Kind.AFTER_RUN, Hook.Kind.BEFORE_STAGE, Hook.Kind.AFTER_STAGE,
                Hook.Kind.AFTER_STAGE, Hook.Kind.BEFORE_FORK, Hook.Kind.AFTER_FORK);
        assertThat(ReadFunctions.read(new Hooked()).hooks().stream().map(Hook::stage)).containsExactly(null, null,
                "save", "numbers", "save", null, null);
    }

    @Test
    void hookThrowsItsOwnException() {
        Hook first = ReadFunctions.read(new Hooked()).hooks().get(0);
        assertThatExceptionOfType(java.io.IOException.class).isThrownBy(() -> first.body().run(null));
    }

    @Test
    void nestedPipelineThatCannotBeMadeIsRefusedWithItsCause() {
        assertThatExceptionOfType(InvalidPipelineException.class).isThrownBy(() -> ReadFunctions.read(new Broken()))
            .withMessageContaining("'sub'")
            .withMessageContaining("no file")
            .withCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    @Timeout(30)
    void nestedPipelineThatIsItsOwnObjectIsRefusedWithItsPath() {
        assertThatExceptionOfType(InvalidPipelineException.class).isThrownBy(() -> ReadFunctions.read(new Itself()))
            .withMessageContaining("/sub'")
            .withMessageContaining("contains itself");
    }

    @Test
    @Timeout(30)
    void nestedPipelineThatMakesOneOfItsKindWithoutEndIsRefusedWithItsPath() {
        assertThatExceptionOfType(InvalidPipelineException.class).isThrownBy(() -> ReadFunctions.read(new Endless()))
            .withMessageContaining("/sub/sub/sub/")
            .withMessageContaining("seems to contain itself");
    }

    @Test
    void nestedPipelineMayHoldOneOfItsKindThatEnds() {
        assertThat(ReadFunctions.read(new Tower()).stagesByPath()).containsKey("sub/sub/sub/end");
    }

    static class Itself {

        @Producer
        List<Integer> numbers() {
            return List.of(1);
        }

        @NestedPipeline
        Object sub() {
            return this;
        }

    }

    static class Endless {

        @Producer
        List<Integer> numbers() {
            return List.of(1);
        }

        @NestedPipeline
        Endless sub() {
            return new Endless();
        }

    }

    static class Tower {

        @Producer
        List<Integer> numbers() {
            return List.of(1);
        }

        @NestedPipeline
        Level sub() {
            return new Level(2);
        }

        @Consumer
        void save(int item) {
        }

    }

    static class Level {

        private final int left;

        Level(int left) {
            this.left = left;
        }

        @Processor
        int up(int item) {
            return item + 1;
        }

        @NestedPipeline
        Object sub() {
            return (this.left > 1) ? new Level(this.left - 1)
                    : Pipeline.nested("last", Integer.class).processor("end", (item) -> item).build();
        }

    }

    static class Outer {

        @Producer
        List<Integer> numbers() {
            return List.of(1);
        }

        @NestedPipeline(name = "sub")
        Inner inner() {
            return new Inner();
        }

        @NestedPipeline
        Pipeline built() {
            return Pipeline.nested("otherwise", Integer.class).processor("inc", (item) -> item + 1).build();
        }

        @Consumer
        void save(int item) {
        }

    }

    static class Inner implements TaskOptions {

        @Processor
        int twice(int item) {
            return 2 * item;
        }

        @Processor("add_ten")
        int addTen(int item) {
            return item + 10;
        }

        @Override
        public void options(PipelineOptions options) {
            options.threads(3);
        }

    }

    static class Hooked {

        @BeforeRun
        void zFirst() throws java.io.IOException {
            throw new java.io.IOException("first");
        }

        @AfterRun
        void last(Run run) {
        }

        @BeforeStage("save")
        void open() {
        }

        @AfterStage({ "numbers", "save" })
        void close(Run run) {
        }

        @BeforeFork
        static void fork() {
        }

        @AfterFork
        void forked() {
        }

        @Producer
        List<Integer> numbers() {
            return List.of(1);
        }

        @Consumer
        void save(int item) {
        }

    }

    static class Broken {

        @Producer
        List<Integer> numbers() {
            return List.of(1);
        }

        @NestedPipeline
        Inner sub() {
            throw new IllegalStateException("no file");
        }

    }

}
