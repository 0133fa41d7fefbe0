package io.ringwatch.agent.status;

/** How a piece of text stands out on a terminal (ECMA-48, SGR). */
public enum Style {
    PLAIN(""),
    STRONG("1"),
    FAINT("2"),
    GOOD("32"),
    BUSY("33"),
    BAD("1;31");

    private static final String ESCAPE = "\u001b[";

    private final String code;

    Style(String code) {
        this.code = code;
    }

    /** The text in this style, or as it is where no colour is wanted. */
    public String of(String text, boolean colour) {
        return !colour || code.isEmpty() || text.isBlank()
                ? text
                : ESCAPE + code + "m" + text + ESCAPE + "0m";
    }
}
