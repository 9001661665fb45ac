package org.minigun.spring.autoconfigure;

import me.tongfei.progressbar.ProgressBar;
import org.junit.jupiter.api.Test;
import org.minigun.spring.progress.TerminalProgress;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

class MinigunProgressAutoConfigurationTests {

    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner().withConfiguration(
            AutoConfigurations.of(MinigunAutoConfiguration.class, MinigunProgressAutoConfiguration.class));

    @Test
    void isQuietWithoutATerminal() {
        this.contextRunner.run((context) -> assertThat(context).doesNotHaveBean(TerminalProgress.class));
        this.contextRunner.withPropertyValues("minigun.progress=auto")
            .run((context) -> assertThat(context).doesNotHaveBean(TerminalProgress.class));
    }

    @Test
    void isShownWhereItIsAskedFor() {
        this.contextRunner.withPropertyValues("minigun.progress=on")
            .run((context) -> assertThat(context).hasSingleBean(TerminalProgress.class));
    }

    @Test
    void isNotShownWhereItIsTurnedOff() {
        this.contextRunner.withPropertyValues("minigun.progress=off")
            .run((context) -> assertThat(context).doesNotHaveBean(TerminalProgress.class));
    }

    @Test
    void isNotShownWithoutItsLibrary() {
        this.contextRunner.withPropertyValues("minigun.progress=on")
            .withClassLoader(new FilteredClassLoader(ProgressBar.class))
            .run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(TerminalProgress.class));
    }

}
