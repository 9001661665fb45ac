package org.minigun.spring.observation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

import io.micrometer.tracing.BaggageInScope;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.jspecify.annotations.Nullable;
import org.minigun.CarriedContext;
import org.minigun.ContextCarrier;
import org.minigun.Run;

/**
 * Carries baggage to the threads of a run, and trace and baggage to its workers as
 * headers, in the form that the application's propagator writes. Thread-safe.
 */
public final class TracingCarrier implements ContextCarrier {

    private final Tracer tracer;

    private final Propagator propagator;

    /**
     * Makes a carrier; to be added to an engine behind what makes spans current.
     * @param tracer the tracer
     * @param propagator writes the headers
     */
    public TracingCarrier(Tracer tracer, Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    @Override
    public CarriedContext capture(Run run) {
        Map<String, String> baggage = Map.copyOf(this.tracer.getAllBaggage());
        Span current = this.tracer.currentSpan();
        return new Carried(baggage, current);
    }

    private final class Carried implements CarriedContext {

        private final Map<String, String> baggage;

        /** What the caller had, where the run itself is not observed. */
        private final @Nullable Span caller;

        Carried(Map<String, String> baggage, @Nullable Span caller) {
            this.baggage = baggage;
            this.caller = caller;
        }

        @Override
        public Scope open(@Nullable String stage) {
            Tracer tracer = TracingCarrier.this.tracer;
            Deque<Scope> scopes = new ArrayDeque<>();
            Span span = this.caller;
            if (span != null && tracer.currentSpan() == null) {
                scopes.push(tracer.withSpan(span)::close);
            }
            Map<String, String> known = tracer.getAllBaggage();
            this.baggage.forEach((name, value) -> {
                if (!value.equals(known.get(name))) {
                    BaggageInScope made = tracer.createBaggageInScope(name, value);
                    scopes.push(made::close);
                }
            });
            return () -> scopes.forEach(Scope::close);
        }

        @Override
        public Map<String, String> headers() {
            Map<String, String> headers = new LinkedHashMap<>();
            TraceContext context = TracingCarrier.this.tracer.currentTraceContext().context();
            if (context != null) {
                TracingCarrier.this.propagator.inject(context, headers, (carrier, name, value) -> {
                    if (carrier != null) {
                        carrier.put(name, value);
                    }
                });
            }
            return headers;
        }

    }

}
