package org.minigun.demo.inspect;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import org.jspecify.annotations.Nullable;

/**
 * Reads the licences that a pom names. Its parent is not asked.
 */
final class PomLicences {

    private static final String LICENCE_NAME = "project/licenses/license/name";

    private static final int MOST_NAMES = 3;

    private PomLicences() {
    }

    /**
     * Reads the licences.
     * @param pom the pom; a document type or an entity in it is refused, so nothing is
     * fetched and nothing grows
     * @return the names, joined by {@code OR}, or {@code null} if there are none or it is
     * not a pom
     */
    static @Nullable String of(byte[] pom) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            // Read as characters: of bytes in another encoding the parser complains on
            // the
            // standard error stream.
            XMLStreamReader reader = factory
                .createXMLStreamReader(new StringReader(new String(pom, StandardCharsets.UTF_8)));
            try {
                List<String> names = read(reader);
                return names.isEmpty() ? null : String.join(" OR ", names);
            }
            finally {
                reader.close();
            }
        }
        catch (XMLStreamException ex) {
            return null;
        }
    }

    private static List<String> read(XMLStreamReader reader) throws XMLStreamException {
        List<String> names = new ArrayList<>();
        Deque<String> path = new ArrayDeque<>();
        StringBuilder text = new StringBuilder();
        while (reader.hasNext() && names.size() < MOST_NAMES) {
            switch (reader.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    path.addLast(reader.getLocalName());
                    text.setLength(0);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(reader.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    if (path.size() == 4 && LICENCE_NAME.equals(String.join("/", path)) && !text.isEmpty()) {
                        names.add(Licences.name(text.toString()));
                    }
                    path.removeLast();
                }
                default -> {
                }
            }
        }
        return names.stream().distinct().toList();
    }

}
