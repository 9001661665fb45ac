package org.minigun.isolate;

import org.minigun.Settings;
import org.minigun.execution.ItemCopier;
import org.minigun.protocol.CodecException;

/**
 * Copies items as if they crossed to an isolate and back, for a stage that runs on the
 * calling thread in place of one.
 */
final class IsolateCopier implements ItemCopier {

    private static final long serialVersionUID = 1L;

    private final transient Crossing crossing;

    IsolateCopier(String stage, Settings settings, ClassLoader loader) {
        this.crossing = new Crossing(stage, loader, loader, settings);
    }

    @Override
    public Object in(Object item) throws CodecException {
        return this.crossing.in(item);
    }

    @Override
    public Object out(Object result) throws CodecException {
        return this.crossing.out(result);
    }

}
