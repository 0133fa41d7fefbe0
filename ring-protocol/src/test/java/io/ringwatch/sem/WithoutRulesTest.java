package io.ringwatch.sem;

import static io.ringwatch.member.SafetyRule.ADOPTION;
import static io.ringwatch.member.SafetyRule.AGE_COUNCIL;
import static io.ringwatch.member.SafetyRule.AGE_START;
import static io.ringwatch.member.SafetyRule.CALLED_OFF;
import static io.ringwatch.member.SafetyRule.CLAIM_UNDER_ASSIGNING_VERSION;
import static io.ringwatch.member.SafetyRule.COUNTED_FROM_ASKING;
import static io.ringwatch.member.SafetyRule.HIGHEST_ACCEPTED;
import static io.ringwatch.member.SafetyRule.IDENTITY;
import static io.ringwatch.member.SafetyRule.INCARNATION_ADVANCED;
import static io.ringwatch.member.SafetyRule.INCARNATION_FINISHES;
import static io.ringwatch.member.SafetyRule.INCARNATION_FIRST_BY_ALL;
import static io.ringwatch.member.SafetyRule.INCARNATION_PROMISED;
import static io.ringwatch.member.SafetyRule.INCARNATION_RECHECK;
import static io.ringwatch.member.SafetyRule.LEASE_LATE_DROPPED;
import static io.ringwatch.member.SafetyRule.LEASE_NOT_ACCEPTED;
import static io.ringwatch.member.SafetyRule.LEASE_QUORUM;
import static io.ringwatch.member.SafetyRule.LEASE_YES_NOT_ADDED;
import static io.ringwatch.member.SafetyRule.NEXT_VERSION;
import static io.ringwatch.member.SafetyRule.NO_VOTE_AFTER_BOOT;
import static io.ringwatch.member.SafetyRule.PROMISE;
import static io.ringwatch.member.SafetyRule.QUORUM;
import static io.ringwatch.member.SafetyRule.SECOND_OPINION;
import static io.ringwatch.member.SafetyRule.STORE_BEFORE_SEND;
import static io.ringwatch.member.SafetyRule.VOTE_RECORD;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringwatch.member.SafetyRule;
import io.ringwatch.member.Turns;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule switched off: the test of what it forbids must fail, or it tests nothing. */
class WithoutRulesTest {
    /** A test of this package, some of its cases if it has several. */
    private interface Story {
        void play();
    }

    static Stream<Arguments> stories() {
        return Stream.of(
                of(
                        QUORUM,
                        () ->
                                new EditingTest()
                                        .shouldDecideWithAQuorumOnly(3, false, "2 3", false)),
                of(STORE_BEFORE_SEND, () -> new EditingTest().shouldStoreBeforeItAnswers()),
                of(IDENTITY, () -> new EditingTest().shouldNotCountAVoterThatLostItsDisk()),
                of(
                        NO_VOTE_AFTER_BOOT,
                        () -> new EditingTest().shouldNotVoteAfterABootBeforeItHasCaughtUp()),
                of(VOTE_RECORD, () -> new EditingTest().shouldKeepWhatItPromisedAndAccepted()),
                of(COUNTED_FROM_ASKING, () -> new LeaseTest().shouldCountFromTheMomentOfAsking()),
                of(LEASE_QUORUM, () -> new LeaseTest().shouldEndWithTheQuorum()),
                of(LEASE_YES_NOT_ADDED, () -> new LeaseTest().shouldNotAddUpYesesOfTwoVersions()),
                of(LEASE_LATE_DROPPED, () -> new LeaseTest().shouldDropALateYesForAnOlderVersion()),
                of(LEASE_NOT_ACCEPTED, WithoutRulesTest::atEachPhase),
                of(AGE_START, () -> new LeaseTest().shouldTellNoAgeBeyondTheStartOfTheAgent()),
                of(
                        AGE_COUNCIL,
                        () -> new LeaseTest().shouldTellNoAgeBeyondTheLastChangeOfTheCouncil()),
                of(
                        CLAIM_UNDER_ASSIGNING_VERSION,
                        () -> new LeaseTest().shouldNotHoldANewVipUnderAnOldLease()),
                of(
                        SECOND_OPINION,
                        () ->
                                new SecondOpinionTest()
                                        .shouldNotSeparateOneThatTheOthersHearAndReach()),
                of(
                        INCARNATION_ADVANCED,
                        () -> new FounderTest().shouldGoOnFromTheMostAdvancedFiles()),
                of(
                        INCARNATION_FINISHES,
                        () -> new FounderTest().shouldFinishTheAcceptanceOfTheHighestBallot()),
                of(
                        CALLED_OFF,
                        () -> new FounderTest().shouldNotGoOnFromFirstFilesThatWereCalledOff()),
                of(
                        INCARNATION_PROMISED,
                        () -> new LastResortTest().shouldVoteInNoOlderIncarnation()),
                of(
                        INCARNATION_FIRST_BY_ALL,
                        () ->
                                new LastResortTest()
                                        .shouldBeginWhenEverybodyHasPromisedAndAccepted()),
                of(
                        INCARNATION_RECHECK,
                        () ->
                                new LastResortTest()
                                        .shouldNotBeginWithoutOneThatIsFoundOnAfterTheLastPromise()),
                of(PROMISE, () -> new VotingTest().shouldPromiseNoLowerBallot()),
                of(PROMISE, () -> new VotingTest().shouldAcceptNoLowerBallot()),
                of(NEXT_VERSION, () -> new VotingTest().shouldVoteOnlyForTheNextVersion()),
                of(
                        HIGHEST_ACCEPTED,
                        () -> new VotingTest().shouldFinishTheAcceptanceOfTheHighestBallot()),
                of(ADOPTION, () -> new VotingTest().shouldFinishTheAcceptanceOfTheHighestBallot()));
    }

    private static Arguments of(SafetyRule rule, Story story) {
        return Arguments.of(rule, story);
    }

    private static void atEachPhase() {
        for (int phaseMs = 0; phaseMs < 500; phaseMs += 50) {
            new LeaseTest().shouldSayNoYesBetweenAcceptanceAndCommit(phaseMs);
        }
    }

    @ParameterizedTest
    @MethodSource("stories")
    void shouldBreakWithoutTheRule(SafetyRule rule, Story story) {
        assertThrows(Throwable.class, () -> Turns.without(rule, story::play));
    }
}
