package org.minigun.spring.autoconfigure;

import me.tongfei.progressbar.ProgressBar;
import org.minigun.execution.Engine;
import org.minigun.spring.progress.Terminal;
import org.minigun.spring.progress.TerminalProgress;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.autoconfigure.condition.SearchStrategy;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * {@link AutoConfiguration Auto-configuration} for the progress of runs on the terminal.
 */
@AutoConfiguration(after = MinigunAutoConfiguration.class)
@ConditionalOnClass(ProgressBar.class)
@ConditionalOnBean(Engine.class)
@Conditional(MinigunProgressAutoConfiguration.Wanted.class)
public final class MinigunProgressAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(search = SearchStrategy.CURRENT)
    TerminalProgress minigunTerminalProgress() {
        return new TerminalProgress();
    }

    /**
     * Progress is asked for, or is not refused and someone is looking.
     */
    static final class Wanted extends SpringBootCondition {

        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
            ConditionMessage.Builder message = ConditionMessage.forCondition("Minigun progress");
            ProgressMode mode = Binder.get(context.getEnvironment())
                .bind("minigun.progress", ProgressMode.class)
                .orElse(ProgressMode.AUTO);
            return switch (mode) {
                case ON -> ConditionOutcome.match(message.because("minigun.progress is on"));
                case OFF -> ConditionOutcome.noMatch(message.because("minigun.progress is off"));
                case AUTO -> Terminal.isWatched() ? ConditionOutcome.match(message.because("there is a terminal"))
                        : ConditionOutcome.noMatch(message.because("there is no terminal, or nobody looks at it"));
            };
        }

    }

}
