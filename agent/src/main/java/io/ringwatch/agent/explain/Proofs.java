package io.ringwatch.agent.explain;

import io.ringwatch.files.Proof;
import java.util.Arrays;

/** What the proofs before a VIP is assigned mean. */
final class Proofs {
    private Proofs() {}

    static String inWords(String proof) {
        return Arrays.stream(Proof.values())
                .filter(one -> one.name().equals(proof))
                .findFirst()
                .map(Proofs::inWords)
                .orElse("an unknown proof: " + proof);
    }

    private static String inWords(Proof proof) {
        return switch (proof) {
            case NONE -> "nobody held them";
            case RELEASED -> "it gave them up itself, and they are down there";
            case FENCED -> "a fence says that it is off, asked after the VIPs were vacated";
            case EXPIRED ->
                    "nobody has granted it a lease for so long that its kernel has let go of them";
            case CONFIRMED -> "a person said that it is off";
        };
    }
}
