package org.minigun.spring.actuate;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.EndpointId;
import org.springframework.boot.actuate.endpoint.InvocationContext;
import org.springframework.boot.actuate.endpoint.OperationArgumentResolver;
import org.springframework.boot.actuate.endpoint.OperationType;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvoker;
import org.springframework.boot.actuate.endpoint.invoke.OperationInvokerAdvisor;
import org.springframework.boot.actuate.endpoint.invoke.OperationParameters;

/**
 * {@link OperationInvokerAdvisor} that hands all that a request to start a run says to
 * the operation as its one map of parameters, whatever their names are.
 */
public class StartParameters implements OperationInvokerAdvisor {

    private static final EndpointId ENDPOINT = EndpointId.of("minigun");

    private static final String SELECTOR = "minigunTask";

    private static final String PARAMETERS = "parameters";

    @Override
    public OperationInvoker apply(EndpointId endpointId, OperationType operationType, OperationParameters parameters,
            OperationInvoker invoker) {
        boolean starts = endpointId.equals(ENDPOINT) && operationType == OperationType.WRITE
                && parameters.stream().anyMatch((parameter) -> parameter.getName().equals(SELECTOR));
        return starts ? (context) -> invoker.invoke(collected(context)) : invoker;
    }

    private static InvocationContext collected(InvocationContext context) {
        Map<String, Object> said = new LinkedHashMap<>(context.getArguments());
        Map<String, Object> arguments = new LinkedHashMap<>();
        Object task = said.remove(SELECTOR);
        if (task != null) {
            arguments.put(SELECTOR, task);
        }
        arguments.put(PARAMETERS, said);
        SecurityContext security = context.resolveArgument(SecurityContext.class);
        return new InvocationContext((security != null) ? security : SecurityContext.NONE, arguments,
                new Others(context));
    }

    /** What else the request can tell. */
    private record Others(InvocationContext context) implements OperationArgumentResolver {

        @Override
        public boolean canResolve(Class<?> type) {
            return this.context.canResolve(type);
        }

        @Override
        public <T> @Nullable T resolve(Class<T> type) {
            return this.context.resolveArgument(type);
        }

    }

}
