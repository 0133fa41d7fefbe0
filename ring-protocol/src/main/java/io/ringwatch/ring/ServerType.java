package io.ringwatch.ring;

/**
 * What a server mainly uses; it chooses the weights of the selection value (ring paper, sec. 3.3).
 */
public enum ServerType {
    CPU,
    NETWORK,
    CPU_NET
}
