package io.ringwatch.sim.world;

/** Why a machine that has power does nothing. */
enum Stillness {
    /** It hangs: its clocks go on. */
    FROZEN("hangs"),
    /** It sleeps: its clocks go on, and its VIP set was emptied before. */
    ASLEEP("sleeps"),
    /** Its hypervisor stopped it: its own clocks stand still. */
    PAUSED("is stopped by its hypervisor");

    private final String text;

    Stillness(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }
}
