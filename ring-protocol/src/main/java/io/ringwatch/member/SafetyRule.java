package io.ringwatch.member;

/**
 * Rules that tests can switch off, to show that what they forbid happens without them. Never off in
 * a ring that serves.
 */
public enum SafetyRule {
    /**
     * A VIP is assigned only on proof that its last holder holds it no more (design, section 6).
     */
    PROOF
}
