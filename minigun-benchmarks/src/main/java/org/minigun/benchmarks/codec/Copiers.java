package org.minigun.benchmarks.codec;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import org.apache.fory.Fory;
import org.minigun.protocol.DefaultItemCodec;
import org.minigun.protocol.ItemReader;
import org.minigun.protocol.ItemWriter;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.smile.SmileMapper;

/**
 * Makes each codec as its own documentation does, each in a method of its own, so that a
 * fresh JVM loads the classes of the one that it measures. No lambdas: the first one
 * costs a fresh JVM more than the default codec does.
 */
final class Copiers {

    static final List<String> NAMES = List.of("by hand", "Minigun", "Minigun, names agreed", "DataOutput by hand",
            "Kryo 5", "Fory, registered", "Fory", "Fory, interpreted", "Jackson Smile", "Jackson JSON",
            "Java serialization");

    private Copiers() {
    }

    static Copier make(String name) {
        switch (name) {
            case "by hand":
                return byHand();
            case "Minigun":
                return minigun(DefaultItemCodec.builder().build());
            case "Minigun, names agreed":
                return minigun(DefaultItemCodec.builder().table(List.of(Small.class.getName())).build());
            case "DataOutput by hand":
                return data();
            case "Kryo 5":
                return kryo();
            case "Fory, registered":
                return fory(true, true);
            case "Fory":
                return fory(false, true);
            case "Fory, interpreted":
                return fory(false, false);
            case "Jackson Smile":
                return jackson(SmileMapper.builder().build());
            case "Jackson JSON":
                return jackson(JsonMapper.builder().build());
            case "Java serialization":
                return serialization();
            default:
                throw new IllegalArgumentException("Unknown codec '" + name + "': must be one of " + NAMES);
        }
    }

    private static Copier minigun(DefaultItemCodec codec) {
        ItemWriter out = new ItemWriter();
        return new Copier() {
            @Override
            public Small copy(Small item) throws Exception {
                out.reset();
                codec.write(item, out);
                return (Small) Objects.requireNonNull(codec.read(out.toReader()));
            }
        };
    }

    private static Copier byHand() {
        ItemWriter out = new ItemWriter();
        return new Copier() {
            @Override
            public Small copy(Small item) throws Exception {
                out.reset();
                out.writeLong(item.id());
                out.writeString(item.text());
                out.writeDouble(item.value());
                out.writeVarInt(item.tags().size());
                for (int index = 0; index < item.tags().size(); index++) {
                    out.writeString(item.tags().get(index));
                }
                out.writeLong(item.at().getEpochSecond());
                out.writeInt(item.at().getNano());
                ItemReader in = out.toReader();
                long id = in.readLong();
                String text = in.readString();
                double value = in.readDouble();
                int count = in.readVarInt();
                List<String> tags = new ArrayList<>(count);
                for (int index = 0; index < count; index++) {
                    tags.add(in.readString());
                }
                return new Small(id, text, value, tags, Instant.ofEpochSecond(in.readLong(), in.readInt()));
            }
        };
    }

    private static Copier data() {
        return new Copier() {
            @Override
            public Small copy(Small item) throws Exception {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                DataOutputStream out = new DataOutputStream(bytes);
                out.writeLong(item.id());
                out.writeUTF(item.text());
                out.writeDouble(item.value());
                out.writeInt(item.tags().size());
                for (String tag : item.tags()) {
                    out.writeUTF(tag);
                }
                out.writeLong(item.at().getEpochSecond());
                out.writeInt(item.at().getNano());
                return readData(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
            }
        };
    }

    private static Small readData(DataInputStream in) throws IOException {
        long id = in.readLong();
        String text = in.readUTF();
        double value = in.readDouble();
        int count = in.readInt();
        List<String> tags = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            tags.add(in.readUTF());
        }
        return new Small(id, text, value, tags, Instant.ofEpochSecond(in.readLong(), in.readInt()));
    }

    private static Copier kryo() {
        Kryo kryo = new Kryo();
        kryo.setRegistrationRequired(false);
        kryo.setReferences(true);
        Output out = new Output(512, -1);
        return new Copier() {
            @Override
            public Small copy(Small item) throws Exception {
                out.reset();
                kryo.writeClassAndObject(out, item);
                return (Small) kryo.readClassAndObject(new Input(out.getBuffer(), 0, out.position()));
            }
        };
    }

    private static Copier fory(boolean registered, boolean generated) {
        Fory fory = Fory.builder()
            .withXlang(false)
            .withRefTracking(true)
            .withCodegen(generated)
            .requireClassRegistration(registered)
            .build();
        if (registered) {
            fory.register(Small.class);
        }
        return new Copier() {
            @Override
            public Small copy(Small item) throws Exception {
                return (Small) fory.deserialize(fory.serialize(item));
            }
        };
    }

    private static Copier jackson(ObjectMapper mapper) {
        return new Copier() {
            @Override
            public Small copy(Small item) throws Exception {
                return mapper.readValue(mapper.writeValueAsBytes(item), Small.class);
            }
        };
    }

    private static Copier serialization() {
        return new Copier() {
            @Override
            public Small copy(Small item) throws Exception {
                ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
                    out.writeObject(item);
                }
                try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
                    return (Small) in.readObject();
                }
            }
        };
    }

}
