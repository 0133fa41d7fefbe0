package io.ringwatch.codec;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The tag of a record among the records of its sealed type, so that it survives a change of their
 * order. Either all records of a sealed type carry one or none does; without it the order of
 * declaration counts.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Wire {
    /** The tag, 0..255, given once within the sealed type. */
    int value();
}
