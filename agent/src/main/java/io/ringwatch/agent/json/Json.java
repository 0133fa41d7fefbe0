package io.ringwatch.agent.json;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Writes records as JSON, and reads them. Records, lists, maps, enums and plain values only. */
public final class Json {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder()
                    .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
                    .visibility(PropertyAccessor.GETTER, JsonAutoDetect.Visibility.NONE)
                    .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private Json() {}

    /** The value over several lines, for people; ends with a line's end. */
    public static String pretty(Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a plain value: " + value.getClass(), e);
        }
    }

    /**
     * Reads a value; keys that the type does not have are passed over.
     *
     * @throws MalformedTextException if it is not JSON, or not of that type
     */
    public static <T> T read(String text, Class<T> type) throws MalformedTextException {
        try {
            T value = MAPPER.readValue(text, type);
            if (value == null) {
                throw new MalformedTextException(1, "null instead of " + type.getSimpleName());
            }
            return value;
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            String message = e.getOriginalMessage().replaceAll("\\s*\\n\\s*", " ");
            throw new MalformedTextException(at == null ? 1 : at.getLineNr(), message);
        }
    }
}
