package io.ringwatch.agent.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import io.ringwatch.agent.json.Node.Entry;
import io.ringwatch.agent.json.Node.Mapping;
import io.ringwatch.agent.json.Node.Nothing;
import io.ringwatch.agent.json.Node.Scalar;
import io.ringwatch.agent.json.Node.Sequence;
import java.io.IOException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Reads YAML into nodes that know their lines. Nothing is interpreted: scalars stay as they are
 * written and a key that stands twice is there twice. Aliases are refused, since a value that
 * stands elsewhere has no line of its own.
 */
public final class Yaml {
    /** So deep may lists and mappings be nested. */
    public static final int DEPTH_MAX = 10;

    private final YAMLParser parser;

    private Yaml(YAMLParser parser) {
        this.parser = parser;
    }

    /**
     * Reads one document.
     *
     * @throws MalformedTextException if it is not YAML, or more than one document
     */
    public static Node read(String text) throws MalformedTextException {
        try (YAMLParser parser = new YAMLFactory().createParser(text)) {
            var yaml = new Yaml(parser);
            JsonToken first = parser.nextToken();
            if (first == null) {
                return new Nothing(1);
            }
            Node root = yaml.node(first, 0);
            if (parser.nextToken() != null) {
                throw new MalformedTextException(yaml.line(), "a second document begins here");
            }
            return root;
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw new IllegalStateException("a text in memory cannot be read", e);
        }
    }

    private static MalformedTextException malformed(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String message = e.getOriginalMessage().replaceAll("\\s*\\n\\s*", ", ");
        return new MalformedTextException(
                at == null ? 1 : Math.max(1, at.getLineNr()),
                message.replaceAll(" in 'reader', ", " ").replaceAll("[,: ]+$", ""));
    }

    private Node node(JsonToken token, int depth) throws IOException, MalformedTextException {
        if (depth > DEPTH_MAX) {
            throw new MalformedTextException(line(), "nested deeper than " + DEPTH_MAX);
        }
        return switch (token) {
            case START_OBJECT -> mapping(depth);
            case START_ARRAY -> sequence(depth);
            case VALUE_NULL -> new Nothing(line());
            default -> scalar();
        };
    }

    private Node mapping(int depth) throws IOException, MalformedTextException {
        int line = line();
        var entries = new ArrayList<Entry>();
        while (next() == JsonToken.FIELD_NAME) {
            int keyLine = line();
            String key = parser.currentName();
            entries.add(new Entry(keyLine, key, node(next(), depth + 1)));
        }
        return new Mapping(line, entries);
    }

    private Node sequence(int depth) throws IOException, MalformedTextException {
        int line = line();
        var items = new ArrayList<Node>();
        for (JsonToken token = next(); token != JsonToken.END_ARRAY; token = next()) {
            items.add(node(token, depth + 1));
        }
        return new Sequence(line, items);
    }

    private Node scalar() throws IOException, MalformedTextException {
        if (parser.isCurrentAlias()) {
            throw new MalformedTextException(
                    line(), "alias *" + parser.getText() + ": aliases are not understood here");
        }
        return new Scalar(line(), parser.getText());
    }

    private JsonToken next() throws IOException, MalformedTextException {
        @Nullable JsonToken token = parser.nextToken();
        if (token == null) {
            throw new MalformedTextException(line(), "ends too early");
        }
        return token;
    }

    private int line() {
        return Math.max(1, parser.currentTokenLocation().getLineNr());
    }
}
