package io.ringwatch.agent.guest;

import io.ringwatch.agent.config.GuestOptions.Kept;
import io.ringwatch.agent.drivers.DriverException;
import io.ringwatch.agent.guest.HypervisorException.Cause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Makes originals, and wakes them; knows how each kind of original is kept. */
final class Maker {
    /** Emulated, on a busy host, and with a disk that is slow. */
    static final Duration BOOT_LIMIT = Duration.ofMinutes(2);

    /** One that does not answer within this after it was woken is of no use. */
    private static final Duration WAKE_LIMIT = Duration.ofSeconds(10);

    private static final Duration PING_LIMIT = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Deadlines deadlines;
    private final Place place;

    Maker(Deadlines deadlines, Place place) {
        this.deadlines = deadlines;
        this.place = place;
    }

    Place place() {
        return place;
    }

    /** The description, if originals can be made of it. */
    Template template() throws DriverException {
        Template template = Template.read(Path.of(place.options().original()));
        if (template.memoryKb() > place.guestMemoryKb()) {
            throw new DriverException(
                    "the original server has %d kB of memory, and guest-memory in the ring file grants %d kB"
                            .formatted(template.memoryKb(), place.guestMemoryKb()));
        }
        return template;
    }

    Guest begin(Slot slot, Template template) {
        return new Guest(slot, slot.mac(place.ring(), place.host()), template.digest());
    }

    /** Whether the host has what one more guest needs. */
    void requireMemory(long neededKb) throws DriverException {
        long availableKb = place.availableKb().getAsLong();
        if (availableKb < neededKb) {
            throw new DriverException(
                    "not enough memory: a guest needs %d kB more, and %d kB are available"
                            .formatted(neededKb, availableKb));
        }
    }

    /** Starts it, waits for its agent, suspends it, and measures how it comes back. */
    void make(Guest guest, Template template) throws HypervisorException, DriverException {
        requireMemory(template.memoryKb());
        Hypervisor hypervisor = deadlines.until(System.nanoTime() + BOOT_LIMIT.toNanos());
        long bootMs = boot(guest, template, hypervisor);
        if (place.options().kept() == Kept.COLD) {
            guest.lifeMs = bootMs;
            hypervisor.destroy(guest.name());
            return;
        }
        Installation.rehearse(new GuestAgent(hypervisor, guest.name()), WAKE_LIMIT);
        hypervisor.pause(guest.name());
        Mark made = Mark.making(place.owner(), guest.template);
        if (place.options().kept() == Kept.SAVED) {
            hypervisor.mark(guest.name(), made.original(0));
            save(guest, hypervisor);
            long beganNs = System.nanoTime();
            hypervisor.restore(saved(guest));
            hypervisor.mark(guest.name(), made);
            guest.lifeMs = life(guest, hypervisor, beganNs);
            hypervisor.destroy(guest.name());
            SavedOriginals.describe(saved(guest), made.original(guest.lifeMs));
        } else {
            guest.lifeMs = life(guest, hypervisor, System.nanoTime());
            hypervisor.pause(guest.name());
            guest.residentKb = Math.min(template.memoryKb(), hypervisor.residentKb(guest.name()));
            hypervisor.mark(guest.name(), made.original(guest.lifeMs));
        }
    }

    private long boot(Guest guest, Template template, Hypervisor hypervisor)
            throws HypervisorException {
        long beganNs = System.nanoTime();
        hypervisor.create(template.fill(place.owner(), guest.slot, guest.mac, place.bridge()));
        var agent = new GuestAgent(hypervisor, guest.name());
        while (true) {
            try {
                agent.ping(PING_LIMIT);
                return ms(beganNs);
            } catch (HypervisorException e) {
                boolean late = System.nanoTime() - beganNs > BOOT_LIMIT.toNanos();
                if (e.reason() != Cause.SILENT || late) {
                    throw e;
                }
                LockSupport.parkNanos(LOOK.toNanos());
                if (Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
        }
    }

    private static long life(Guest guest, Hypervisor hypervisor, long beganNs)
            throws HypervisorException {
        hypervisor.resume(guest.name());
        new GuestAgent(hypervisor, guest.name()).ping(WAKE_LIMIT);
        return ms(beganNs);
    }

    private void save(Guest guest, Hypervisor hypervisor) throws HypervisorException {
        try {
            Files.createDirectories(place.directory());
            SavedOriginals.remove(saved(guest));
        } catch (IOException e) {
            throw new HypervisorException(
                    Cause.REFUSED, "nothing can be saved in " + place.directory() + ": " + e, e);
        }
        hypervisor.save(guest.name(), saved(guest));
    }

    /** Where an original is saved. */
    Path saved(Guest guest) {
        return place.directory().resolve(guest.name() + SavedOriginals.ENDING);
    }

    /**
     * Wakes an original for a server. That it is used is written down first: whatever happens then,
     * nobody takes it for an original again.
     */
    void wake(Guest guest, int server, Hypervisor hypervisor)
            throws HypervisorException, DriverException {
        Mark used = Mark.making(place.owner(), guest.template).used(server);
        switch (place.options().kept()) {
            case PAUSED -> hypervisor.mark(guest.name(), used);
            case SAVED -> {
                Path file = SavedOriginals.use(saved(guest));
                hypervisor.restore(file);
                hypervisor.mark(guest.name(), used);
                SavedOriginals.remove(file);
            }
            case COLD -> {
                Template template = template();
                requireMemory(template.memoryKb());
                boot(guest, template, hypervisor);
                hypervisor.mark(guest.name(), used);
                return;
            }
        }
        hypervisor.resume(guest.name());
    }

    /** Removes what was saved of an original that is of no use any more. */
    void forget(Guest guest) {
        SavedOriginals.remove(saved(guest));
    }

    static long ms(long beganNs) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNs);
    }
}
