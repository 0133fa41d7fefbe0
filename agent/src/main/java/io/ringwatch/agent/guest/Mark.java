package io.ringwatch.agent.guest;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is written on a domain, so that an agent that comes after this one knows what it is. It is
 * written before it becomes true, so one that was used is never taken for an original.
 *
 * @param owner ring and server whose agent made it; what others made is left alone
 * @param stage what it is
 * @param server number of the server that it stands in for, 0 for an original
 * @param lifeMs its measured time from resumption to the first answer of its guest agent; 0 for not
 *     measured
 * @param template digest of the description that it was made from
 */
public record Mark(String owner, Stage stage, int server, long lifeMs, String template) {
    /** Name space of the element. */
    public static final String NAMESPACE = "urn:ringwatch:guest:1";

    /** Prefix of the element's name. */
    public static final String PREFIX = "ringwatch";

    private static final Pattern ATTRIBUTE = Pattern.compile("([a-z]+)=['\"]([^'\"<>&]*)['\"]");

    /** What a domain is. */
    public enum Stage {
        /** It is about to become an original. */
        MAKING,
        /** A clean suspended original. */
        ORIGINAL,
        /** Resumed for a server; not to be used for anything else any more. */
        USED,
        /** The server's procedure was installed in it. */
        SERVING
    }

    /** Before it is an original. */
    static Mark making(String owner, String template) {
        return new Mark(owner, Stage.MAKING, 0, 0, template);
    }

    Mark original(long measuredMs) {
        return new Mark(owner, Stage.ORIGINAL, 0, measuredMs, template);
    }

    Mark used(int forServer) {
        return new Mark(owner, Stage.USED, forServer, lifeMs, template);
    }

    Mark serving() {
        return new Mark(owner, Stage.SERVING, server, lifeMs, template);
    }

    /** As an element without its prefix, as libvirt wants it in a call. */
    public String element() {
        return "<guest " + attributes() + "/>";
    }

    /** As an element of a domain's description. */
    String prefixed() {
        return "<"
                + PREFIX
                + ":guest xmlns:"
                + PREFIX
                + "=\""
                + NAMESPACE
                + "\" "
                + attributes()
                + "/>";
    }

    private String attributes() {
        return "owner='%s' stage='%s' server='%d' life='%d' template='%s'"
                .formatted(owner, stage.name().toLowerCase(Locale.ROOT), server, lifeMs, template);
    }

    /** Reads an element, whose attributes are in any order; empty if it is not one of ours. */
    public static Optional<Mark> read(String element) {
        var values = new HashMap<String, String>();
        Matcher found = ATTRIBUTE.matcher(element);
        while (found.find()) {
            values.put(found.group(1), found.group(2));
        }
        String owner = values.getOrDefault("owner", "");
        String template = values.getOrDefault("template", "");
        String word = values.getOrDefault("stage", "");
        Optional<Stage> stage =
                Arrays.stream(Stage.values())
                        .filter(s -> s.name().toLowerCase(Locale.ROOT).equals(word))
                        .findFirst();
        long server = number(values.getOrDefault("server", ""));
        long life = number(values.getOrDefault("life", ""));
        if (owner.isEmpty() || template.isEmpty() || stage.isEmpty() || server < 0 || life < 0) {
            return Optional.empty();
        }
        return Optional.of(new Mark(owner, stage.get(), (int) server, life, template));
    }

    private static long number(String text) {
        return text.matches("[0-9]{1,9}") ? Long.parseLong(text) : -1;
    }
}
