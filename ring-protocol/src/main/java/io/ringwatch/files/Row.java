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
        int leader) {
    /** No member. */
    public static final int NOBODY = -1;
}
