package io.ringwatch.agent.guest;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.ringwatch.agent.drivers.DriverException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * The description of the original server: a libvirt domain from which each original is made. What
 * must be different for each, and what a guest that is used only once must have, is filled in.
 */
final class Template {
    private static final String AGENT = "org.qemu.guest_agent.0";
    private static final long SIZE_MAX_BYTES = 256 * 1024L;

    private final byte[] text;
    private final String digest;
    private final long memoryKb;

    private Template(byte[] text, long memoryKb) {
        this.text = text.clone();
        this.digest = HexFormat.of().formatHex(Procedure.sha256().digest(text)).substring(0, 32);
        this.memoryKb = memoryKb;
    }

    /**
     * Reads the description.
     *
     * @throws DriverException if no original can be made of it; says why
     */
    static Template read(Path file) throws DriverException {
        try {
            if (Files.size(file) > SIZE_MAX_BYTES) {
                throw fault(file, "is larger than " + SIZE_MAX_BYTES + " bytes");
            }
            byte[] text = Files.readAllBytes(file);
            Element domain = parse(text).getDocumentElement();
            return new Template(text, check(file, domain));
        } catch (IOException e) {
            throw fault(file, "cannot be read: " + e);
        } catch (SAXException e) {
            throw fault(file, "is no XML: " + e.getMessage());
        }
    }

    private static DriverException fault(Path file, String what) {
        return new DriverException("the description of the original server, " + file + ", " + what);
    }

    private static long check(Path file, Element domain) throws DriverException {
        if (!domain.getTagName().equals("domain")) {
            throw fault(file, "has no element domain");
        }
        Element memory =
                child(domain, "memory").orElseThrow(() -> fault(file, "has no element memory"));
        Element devices =
                child(domain, "devices").orElseThrow(() -> fault(file, "has no element devices"));
        if (children(devices, "interface").isEmpty()) {
            throw fault(file, "has no interface");
        }
        for (Element disk : children(devices, "disk")) {
            boolean kept = child(disk, "readonly").or(() -> child(disk, "transient")).isEmpty();
            if (kept && !"cdrom".equals(disk.getAttribute("device"))) {
                throw fault(
                        file,
                        "has a disk that is neither readonly nor transient: what one guest wrote"
                                + " there, the next one would have");
            }
        }
        return kb(memory).orElseThrow(() -> fault(file, "has a memory that is not understood"));
    }

    private static Optional<Long> kb(Element memory) {
        String number = memory.getTextContent().strip();
        if (!number.matches("[0-9]{1,15}")) {
            return Optional.empty();
        }
        long value = Long.parseLong(number);
        return switch (memory.getAttribute("unit")) {
            case "", "KiB", "k" -> Optional.of(value);
            case "b", "bytes" -> Optional.of(value / 1024);
            case "KB" -> Optional.of(value * 1000 / 1024);
            case "MB" -> Optional.of(value * 1_000_000 / 1024);
            case "MiB", "M" -> Optional.of(value * 1024);
            case "GB" -> Optional.of(value * 1_000_000_000 / 1024);
            case "GiB", "G" -> Optional.of(value * 1024 * 1024);
            default -> Optional.empty();
        };
    }

    /** Tells one description from another. */
    String digest() {
        return digest;
    }

    /** Memory of a guest, kB. */
    long memoryKb() {
        return memoryKb;
    }

    /**
     * The description of one original.
     *
     * @param owner whose it is
     * @param mac its hardware address
     * @param bridge the bridge that it is connected to
     */
    String fill(String owner, Slot slot, String mac, String bridge) {
        try {
            Document document = parse(text);
            Element domain = document.getDocumentElement();
            child(domain, "uuid").ifPresent(domain::removeChild);
            ensure(domain, "name").setTextContent(slot.domain());
            for (String end : List.of("on_poweroff", "on_reboot", "on_crash")) {
                // One that starts again by itself has lost what was installed in it.
                ensure(domain, end).setTextContent("destroy");
            }
            mark(domain, owner);
            Element devices = ensure(domain, "devices");
            connect(children(devices, "interface").get(0), slot, mac, bridge);
            channel(devices);
            return print(document);
        } catch (IOException | SAXException e) {
            throw new IllegalStateException("it was parsed before", e);
        }
    }

    private void mark(Element domain, String owner) throws IOException, SAXException {
        Element metadata = ensure(domain, "metadata");
        Document mark = parse(Mark.making(owner, digest).prefixed().getBytes(US_ASCII));
        metadata.appendChild(domain.getOwnerDocument().importNode(mark.getDocumentElement(), true));
    }

    private static void connect(Element nic, Slot slot, String mac, String bridge) {
        nic.setAttribute("type", "bridge");
        for (Element source : children(nic, "source")) {
            nic.removeChild(source);
        }
        ensure(nic, "source").setAttribute("bridge", bridge);
        ensure(nic, "mac").setAttribute("address", mac);
        ensure(nic, "target").setAttribute("dev", slot.port());
    }

    private static void channel(Element devices) {
        boolean there =
                children(devices, "channel").stream()
                        .flatMap(c -> children(c, "target").stream())
                        .anyMatch(t -> t.getAttribute("name").equals(AGENT));
        if (!there) {
            Element channel = devices.getOwnerDocument().createElement("channel");
            channel.setAttribute("type", "unix");
            Element target = ensure(channel, "target");
            target.setAttribute("type", "virtio");
            target.setAttribute("name", AGENT);
            devices.appendChild(channel);
        }
    }

    private static Document parse(byte[] text) throws IOException, SAXException {
        try {
            var factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setNamespaceAware(true);
            var builder = factory.newDocumentBuilder();
            builder.setErrorHandler(null);
            return builder.parse(new ByteArrayInputStream(text));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's own parser does not know its features", e);
        }
    }

    private static String print(Document document) {
        try {
            var factory = TransformerFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            var transformer = factory.newTransformer();
            transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
            var out = new StringWriter();
            transformer.transform(new DOMSource(document), new StreamResult(out));
            return out.toString();
        } catch (TransformerException e) {
            throw new IllegalStateException("a document in memory cannot be printed", e);
        }
    }

    private static Optional<Element> child(Element parent, String name) {
        return children(parent, name).stream().findFirst();
    }

    private static List<Element> children(Element parent, String name) {
        var found = new ArrayList<Element>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static Element ensure(Element parent, String name) {
        return child(parent, name)
                .orElseGet(
                        () -> {
                            Element made = parent.getOwnerDocument().createElement(name);
                            parent.appendChild(made);
                            return made;
                        });
    }
}
