/** The core of Ringwatch: everything that decides, and nothing that touches the world. */
module io.ringwatch.protocol {
    requires static org.jspecify;

    exports io.ringwatch.ring;
    exports io.ringwatch.files;
    exports io.ringwatch.codec;
    exports io.ringwatch.sem;
    exports io.ringwatch.capacity;
    exports io.ringwatch.message;
    exports io.ringwatch.member;
    exports io.ringwatch.survival;
}
