package io.ringwatch.files;

/**
 * What is stored of one member; the five files of the paper are views of these rows.
 *
 * @param number the member
 * @param identity identity of its vote record, 0 while none has been put in by an edit
 * @param bootId boot under which it was last let into the group
 * @param place group, separation, parked, or witness
 * @param holder who holds its VIPs: its own number, the number of the host of its virtual server,
 *     or {@link #NOBODY}
 * @param lastHolder who held them before they were vacated; {@link #NOBODY} once assigned again
 * @param vacatedAt the version that vacated them; {@link Version#NONE} if they are not vacated
 * @param reason why it was separated
 * @param sinceWallMs UNIX time of its last change, in milliseconds
 * @param proof the proof with which the present holder was assigned
 * @param leader the member that leads its recovery, {@link #NOBODY} if none does
 * @param maintainedUntilMs UNIX time in milliseconds until which people work on it, and nothing is
 *     taken over from it; 0 for never
 */
public record Row(
        int number,
        long identity,
        long bootId,
        Place place,
        int holder,
        int lastHolder,
        Version vacatedAt,
        Reason reason,
        long sinceWallMs,
        Proof proof,
        int leader,
        long maintainedUntilMs) {
    /** No member. */
    public static final int NOBODY = -1;

    /** The same in every process; a hash code differs with the enums in it. */
    int digest() {
        int hash = 31 * number + Long.hashCode(identity);
        hash = 31 * hash + Long.hashCode(bootId);
        hash = 31 * hash + place.name().hashCode();
        hash = 31 * hash + holder;
        hash = 31 * hash + lastHolder;
        hash = 31 * hash + vacatedAt.digest();
        hash = 31 * hash + reason.name().hashCode();
        hash = 31 * hash + Long.hashCode(sinceWallMs);
        hash = 31 * hash + proof.name().hashCode();
        hash = 31 * hash + leader;
        return 31 * hash + Long.hashCode(maintainedUntilMs);
    }

    /** Whether nobody holds its VIPs until there is proof about the last holder. */
    public boolean isVacated() {
        return holder == NOBODY && lastHolder != NOBODY;
    }

    /** Whether nothing is taken over from it now. */
    public boolean isMaintained(long wallMs) {
        return wallMs < maintainedUntilMs;
    }

    /** Until then nothing is taken over from it; 0: from now on as always. */
    public Row maintained(long untilMs, long wallMs) {
        return new Row(
                number,
                identity,
                bootId,
                place,
                holder,
                lastHolder,
                vacatedAt,
                reason,
                wallMs,
                proof,
                leader,
                untilMs);
    }

    /** Whether a virtual server stands in for it. */
    public boolean isVirtual() {
        return holder != NOBODY && holder != number;
    }

    /** Nobody holds its VIPs from that version on; unchanged if they are vacated already. */
    public Row vacated(Version version, long wallMs) {
        if (holder == NOBODY) {
            return this;
        }
        return new Row(
                number,
                identity,
                bootId,
                place,
                NOBODY,
                holder,
                version,
                reason,
                wallMs,
                proof,
                leader,
                maintainedUntilMs);
    }

    /** In the separation file. */
    public Row separated(Place to, Reason why, int newLeader, long wallMs) {
        return new Row(
                number,
                identity,
                bootId,
                to,
                holder,
                lastHolder,
                vacatedAt,
                why,
                wallMs,
                proof,
                newLeader,
                maintainedUntilMs);
    }

    /** Its VIPs belong to that holder, on that proof. */
    public Row assigned(int newHolder, Proof why, long wallMs) {
        return new Row(
                number,
                identity,
                bootId,
                place,
                newHolder,
                NOBODY,
                Version.NONE,
                reason,
                wallMs,
                why,
                leader,
                maintainedUntilMs);
    }

    /** In the group under that identity and boot. */
    public Row admitted(long newIdentity, long newBootId, long wallMs) {
        return new Row(
                number,
                newIdentity,
                newBootId,
                Place.GROUP,
                holder,
                lastHolder,
                vacatedAt,
                Reason.NONE,
                wallMs,
                proof,
                NOBODY,
                maintainedUntilMs);
    }

    public Row withIdentity(long newIdentity, long newBootId) {
        return new Row(
                number,
                newIdentity,
                newBootId,
                place,
                holder,
                lastHolder,
                vacatedAt,
                reason,
                sinceWallMs,
                proof,
                leader,
                maintainedUntilMs);
    }

    public Row ledBy(int newLeader) {
        return new Row(
                number,
                identity,
                bootId,
                place,
                holder,
                lastHolder,
                vacatedAt,
                reason,
                sinceWallMs,
                proof,
                newLeader,
                maintainedUntilMs);
    }

    /** Out of the group by its own flag; its VIPs stay where they are for good. */
    public Row parked(long wallMs) {
        return new Row(
                number,
                identity,
                bootId,
                Place.PARKED,
                holder,
                lastHolder,
                vacatedAt,
                Reason.NONE,
                wallMs,
                proof,
                NOBODY,
                maintainedUntilMs);
    }
}
