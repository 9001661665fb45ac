package org.minigun.process;

import org.minigun.Setting;
import org.minigun.Settings;
import org.minigun.Stage;
import org.minigun.execution.ItemCopier;
import org.minigun.protocol.CodecException;
import org.minigun.protocol.DefaultItemCodec;
import org.minigun.protocol.ItemCodec;
import org.minigun.protocol.ItemWriter;
import org.minigun.protocol.TypeFilter;

/**
 * Copies items by the codec, as if they crossed to a worker and back.
 */
final class CodecCopier implements ItemCopier {

    private static final long serialVersionUID = 1L;

    private final transient ItemCodec inwards;

    private final transient ItemCodec outwards;

    CodecCopier(Stage stage, Settings settings, ClassLoader loader) {
        this.inwards = codec(settings, loader, TypeFilter.ALL);
        this.outwards = codec(settings, loader, StageTypes.results(stage, settings));
    }

    private static ItemCodec codec(Settings settings, ClassLoader loader, TypeFilter filter) {
        return DefaultItemCodec.builder()
            .loader(loader)
            .filter(filter)
            .trusted(filter == TypeFilter.ALL)
            .maxDepth(settings.get(Setting.MAX_DEPTH, DefaultItemCodec.DEFAULT_MAX_DEPTH))
            .maxSize(settings.get(Setting.MAX_FRAME, 64 << 20))
            .build();
    }

    @Override
    public Object in(Object item) throws CodecException {
        return copy(item, this.inwards);
    }

    @Override
    public Object out(Object result) throws CodecException {
        return copy(result, this.outwards);
    }

    private static Object copy(Object item, ItemCodec codec) throws CodecException {
        ItemWriter out = new ItemWriter();
        codec.write(item, out);
        Object copy = codec.read(out.toReader());
        if (copy == null) {
            throw new CodecException("became null on its way");
        }
        return copy;
    }

}
