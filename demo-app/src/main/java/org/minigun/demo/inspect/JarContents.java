package org.minigun.demo.inspect;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import org.jspecify.annotations.Nullable;

/**
 * What the entries of a jar tell. Goes once over the directory of the jar and opens only
 * the entries it needs, each for a bounded number of bytes.
 */
final class JarContents {

    private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/\\d+/(.+)");

    private static final Pattern CONTAINED = Pattern.compile("(?:BOOT-INF|WEB-INF)/classes/(.+)");

    private static final Pattern LICENCE_FILE = Pattern.compile("(META-INF/)?(LICEN[SC]E|COPYING)([-._][^/]*)?",
            Pattern.CASE_INSENSITIVE);

    private static final String CLASS = ".class";

    private static final int SMALL_FILE = 64 << 10;

    private static final int POM = 1 << 20;

    private final ZipFile zip;

    private final Limits limits;

    private final Set<String> names = new HashSet<>();

    private final Set<String> classNames = new HashSet<>();

    private final List<ClassEntry> classes = new ArrayList<>();

    private final List<ZipEntry> poms = new ArrayList<>();

    private final List<ZipEntry> pomProperties = new ArrayList<>();

    private @Nullable ZipEntry licenceFile;

    private Map<String, String> manifest = Map.of();

    private @Nullable String module;

    private @Nullable Licence licence;

    private @Nullable Properties properties;

    private long inflatedSize;

    private int majorVersion;

    private int nestedJars;

    private int duplicateEntries;

    private boolean versioned;

    private boolean signed;

    private JarContents(ZipFile zip, Limits limits) {
        this.zip = zip;
        this.limits = limits;
    }

    static JarContents read(ZipFile zip, Limits limits) throws IOException {
        JarContents contents = new JarContents(zip, limits);
        contents.read();
        return contents;
    }

    /**
     * Makes the report, for which nothing more is read from the jar itself.
     */
    JarReport report(FoundJar jar, String checksum, Reading reading, List<String> tools) {
        Coordinates coordinates = Coordinates.of(jar.directory(), jar.file(), this.properties);
        String automatic = this.manifest.get("Automatic-Module-Name");
        ModuleName moduleName = null;
        if (this.module != null) {
            moduleName = new ModuleName(this.module, false);
        }
        else if (automatic != null) {
            moduleName = new ModuleName(automatic, true);
        }
        Licence said = (this.licence != null) ? this.licence : licenceOfPomBeside(jar.file());
        boolean multiRelease = this.versioned && "true".equalsIgnoreCase(this.manifest.get("Multi-Release"));
        return new JarReport(jar.file().toString(), checksum, reading.state().size(), coordinates, this.majorVersion,
                moduleName, said, this.manifest, multiRelease, this.signed, this.nestedJars, this.duplicateEntries,
                this.classes, tools, JarKind.JAR, 0, reading);
    }

    /**
     * Adds what was found in the jars within the jar.
     */
    void add(NestedJars nested) {
        this.nestedJars += nested.opened();
        nested.classes().forEach((path, entry) -> {
            if (this.classNames.add(path)) {
                this.classes.add(entry);
            }
        });
    }

    private void read() throws IOException {
        for (Enumeration<? extends ZipEntry> entries = this.zip.entries(); entries.hasMoreElements();) {
            ZipEntry entry = entries.nextElement();
            this.inflatedSize += Math.max(0, entry.getSize());
            if (this.inflatedSize > this.limits.maxInflatedSize() || this.inflatedSize < 0) {
                throw new UnreadableJarException(String.format(Locale.ROOT,
                        "inflates to more than the limit of %,d bytes, a zip bomb?", this.limits.maxInflatedSize()));
            }
            if (!entry.isDirectory()) {
                read(entry);
            }
        }
        this.licence = licenceOfJar();
        this.properties = readProperties();
    }

    private void read(ZipEntry entry) throws IOException {
        String name = entry.getName();
        if (!this.names.add(name)) {
            this.duplicateEntries++;
        }
        String upper = name.toUpperCase(Locale.ROOT);
        if (name.endsWith(CLASS)) {
            readClass(entry);
        }
        else if (upper.endsWith(".JAR")) {
            this.nestedJars++;
        }
        else if (upper.equals("META-INF/MANIFEST.MF")) {
            this.manifest = ManifestFacts.of(head(entry, SMALL_FILE));
        }
        else if (upper.startsWith("META-INF/") && upper.endsWith(".SF")) {
            this.signed = true;
        }
        else if (name.startsWith("META-INF/maven/") && name.endsWith("/pom.xml")) {
            this.poms.add(entry);
        }
        else if (name.startsWith("META-INF/maven/") && name.endsWith("/pom.properties")) {
            this.pomProperties.add(entry);
        }
        else if (this.licenceFile == null && LICENCE_FILE.matcher(name).matches()) {
            this.licenceFile = entry;
        }
    }

    private void readClass(ZipEntry entry) throws IOException {
        if (entry.getSize() > this.limits.maxClassSize()) {
            throw new UnreadableJarException(
                    String.format(Locale.ROOT, "class file '%s' of %,d bytes is larger than the limit of %,d",
                            shortened(entry.getName()), entry.getSize(), this.limits.maxClassSize()));
        }
        String path = entry.getName().substring(0, entry.getName().length() - CLASS.length());
        Matcher versionedPath = VERSIONED.matcher(path);
        boolean forLaterVersion = versionedPath.matches();
        this.versioned |= forLaterVersion;
        if (forLaterVersion) {
            path = versionedPath.group(1);
        }
        Matcher containedPath = CONTAINED.matcher(path);
        if (containedPath.matches()) {
            path = containedPath.group(1);
        }
        if (path.equals("module-info")) {
            readModule(entry);
        }
        else {
            readVersion(entry, path, forLaterVersion);
        }
    }

    private void readVersion(ZipEntry entry, String path, boolean forLaterVersion) throws IOException {
        ClassEntry read = ClassEntry.of(path, head(entry, ClassEntry.HEAD));
        if (read == null) {
            return;
        }
        if (!JavaVersion.isPlausible(read.majorVersion())) {
            throw new UnreadableJarException("corrupt: class file '" + shortened(entry.getName()) + "' has version "
                    + read.majorVersion() + ", which no Java writes");
        }
        if (!forLaterVersion) {
            this.majorVersion = Math.max(this.majorVersion, read.majorVersion());
        }
        if (this.classNames.add(path)) {
            this.classes.add(read);
        }
    }

    private void readModule(ZipEntry entry) throws IOException {
        try {
            this.module = ModuleDescriptor.read(new ByteArrayInputStream(head(entry, SMALL_FILE))).name();
        }
        catch (InvalidModuleDescriptorException ex) {
            // Written for a later Java than this one, or not a descriptor: no name then.
        }
    }

    private @Nullable Licence licenceOfJar() throws IOException {
        String bundle = this.manifest.get("Bundle-License");
        if (bundle != null) {
            return new Licence(Licences.name(bundle), "manifest");
        }
        if (this.poms.size() == 1) {
            String names = PomLicences.of(head(this.poms.get(0), POM));
            if (names != null) {
                return new Licence(names, "pom");
            }
        }
        if (this.licenceFile != null) {
            byte[] text = head(this.licenceFile, SMALL_FILE);
            String recognised = LicenceTexts.here().recognise(new String(text, StandardCharsets.UTF_8));
            if (recognised == null) {
                recognised = Licences.recognise(Licences.text(text));
            }
            if (recognised != null) {
                return new Licence(recognised, this.licenceFile.getName());
            }
        }
        return null;
    }

    /**
     * In a Maven repository the pom lies beside the jar, also where the jar has none.
     */
    private static @Nullable Licence licenceOfPomBeside(Path file) {
        String name = String.valueOf(file.getFileName());
        Path pom = file.resolveSibling(name.substring(0, Math.max(0, name.lastIndexOf('.'))) + ".pom");
        if (!Files.isRegularFile(pom)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(pom)) {
            String names = PomLicences.of(in.readNBytes(POM));
            return (names != null) ? new Licence(names, "pom") : null;
        }
        catch (IOException ex) {
            return null;
        }
    }

    private @Nullable Properties readProperties() throws IOException {
        if (this.pomProperties.size() != 1) {
            return null;
        }
        Properties result = new Properties();
        try {
            result.load(new ByteArrayInputStream(head(this.pomProperties.get(0), SMALL_FILE)));
            return result;
        }
        catch (IllegalArgumentException ex) {
            return null;
        }
    }

    /**
     * Inflates the beginning of an entry, whatever size it says it has.
     */
    private byte[] head(ZipEntry entry, int length) throws IOException {
        try (InputStream in = this.zip.getInputStream(entry)) {
            return (in != null) ? in.readNBytes(length) : new byte[0];
        }
        catch (IOException ex) {
            throw new UnreadableJarException("corrupt: entry '" + shortened(entry.getName()) + "': " + ex.getMessage(),
                    ex);
        }
    }

    private static String shortened(String name) {
        return (name.length() > 120) ? name.substring(0, 120) + "..." : name;
    }

}
