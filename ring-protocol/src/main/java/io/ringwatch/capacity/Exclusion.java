package io.ringwatch.capacity;

/** Why a candidate was left out before scoring. */
public enum Exclusion {
    /** It was not. */
    NONE(""),
    /** It has too little memory for the guest, now or as predicted. */
    MEMORY("too little memory"),
    /** Nothing is known of its load, and there is another that is known to have room. */
    UNKNOWN_LOAD("load unknown");

    private final String text;

    Exclusion(String text) {
        this.text = text;
    }

    /** For people; empty for {@link #NONE}. */
    public String text() {
        return text;
    }
}
