package io.ringwatch.agent.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one file, in place of stopping at the first fault. */
final class FaultList {
    /** So many are told at most; a file with more is not a ring file. */
    static final int FAULTS_MAX = 200;

    private final String file;
    private final List<Fault> faults = new ArrayList<>();
    private final List<Fault> warnings = new ArrayList<>();

    FaultList(String file) {
        this.file = file;
    }

    void add(int line, String key, String found, String rule) {
        if (faults.size() < FAULTS_MAX) {
            faults.add(new Fault(file, line, key, found, rule));
        }
    }

    void warn(int line, String key, String rule) {
        warnings.add(new Fault(file, line, key, "", rule));
    }

    boolean isEmpty() {
        return faults.isEmpty();
    }

    List<Fault> faults() {
        return byLine(faults);
    }

    List<Fault> warnings() {
        return byLine(warnings);
    }

    private static List<Fault> byLine(List<Fault> list) {
        return list.stream().sorted(Comparator.comparingInt(Fault::line)).toList();
    }
}
