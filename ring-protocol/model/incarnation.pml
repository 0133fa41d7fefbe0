/*
 * A new incarnation, the last resort: three members of which some are off, promise, second check,
 * first files, call-off, and members that boot again with their vote records. What is modelled and
 * what is not: docs/model.md. That each version has one content is what editing.pml shows: an
 * incarnation has here one further edit, which is proposed, accepted and committed.
 *
 * Bounds (-D): STARTS of incarnations, OFFS machines that go off.
 * Rules that can be taken out (-D), each must then break: NO_BOOTED (the rule for booted members),
 * NO_VOUCH, NO_FINISH, NO_OPEN (only the promise given last blocks).
 */
#ifndef STARTS
#define STARTS 1
#endif
#ifndef OFFS
#define OFFS 2
#endif

#define N 3
#define ALL 7
/* Incarnations, by number and then by starter; 0 is the one that runs. */
#define K 6
#define STARTER(k) (((k) - 1) % N)
#define BIT(i) (1 << (i))
#define ABOVE(k) (126 << (k))
#define HIGH(m) \
  ((m) & 64 -> 6 : ((m) & 32 -> 5 : ((m) & 16 -> 4 : ((m) & 8 -> 3 : ((m) & 4 -> 2 : ((m) & 2 -> 1 : 0))))))
#define ONES(m) (((m) & 1) + (((m) >> 1) & 1) + (((m) >> 2) & 1))
#define LOW(m) (((m) & 1) -> 1 : (((m) & 2) -> 2 : ((m) & 4)))
/* Council.isQuorum. */
#define QUORUM(yes, c) \
  (2 * ONES((yes) & (c)) > ONES(c) \
      || 2 * ONES((yes) & (c)) == ONES(c) && ((yes) & LOW(c)) != 0)

/* Each member's vote record: incarnation and further edits applied, promise, incarnations that it
 * knows to be called off, incarnations whose first files it accepted (VoteRecord). */
byte at[N];
byte edits[N];
byte promised[N];
byte calledOff[N];
byte firsts[N];
/* Machines that run; members that are caught up (Voter.isCaughtUp). */
byte on = ALL;
byte caughtUp = ALL;
/* Editors with an attempt under way, which goes with the memory. */
byte attempts;

/* Each incarnation: its group, whether its further edit was proposed, who has accepted it, whether
 * it was committed. */
byte group[K + 1];
byte acceptances[K + 1];
byte proposed;
byte committed;

/* LastResort of each member: the incarnation that it asks for, and whether it sends first files. */
byte asking[N];
byte sending;
/* Message.Found, FirstAccepted, CalledOff; who is not asked. Message.Founding: 1 + the incarnation
 * * 4 + edits * 2 + accepted. */
byte found;
byte dead[K + 1];
byte founding[(K + 1) * N];
byte firstAccepted[K + 1];
byte off;
/* The files on which the first ones were made, like Founding; incarnations that have begun. */
byte base[K + 1];
byte begun;

byte starts = STARTS;
byte offs = OFFS;
/* Scratch of one transition, 0 after it. */
byte x;

#define IS(m, i) (((m) & BIT(i)) != 0)
/* Voter.highestIncarnation. */
#define HIGHEST(i) (promised[i] > at[i] -> promised[i] : at[i])
/* Incarnations.open: promised last, or first files accepted, and neither begun nor called off. */
#ifdef NO_OPEN
#define MAY_BEGIN(i) BIT(promised[i])
#else
#define MAY_BEGIN(i) (BIT(promised[i]) | firsts[i])
#endif
#define OPEN(i) (MAY_BEGIN(i) & ~calledOff[i] & ABOVE(at[i]))
/* Those that it would begin itself. */
#define OWN(i) (18 << (i))
/* Voter.isBlocked. */
#define BLOCKED(i) (OPEN(i) != 0)
/* Voter.votes. */
#define VOTES(i) (IS(on, i) && IS(caughtUp, i) && IS(group[at[i]], i) && !BLOCKED(i))
#define VERSION(i) (at[i] * 2 + edits[i])

/* What was committed in an incarnation is in the files of every later one that has begun. */
#define KEPT(k, j) (!IS(begun, j) || (j) <= (k) || base[j] >= (k) * 4 + 2)
#define ALL_KEPT(k) \
  (KEPT(k, 1) && KEPT(k, 2) && KEPT(k, 3) && KEPT(k, 4) && KEPT(k, 5) && KEPT(k, 6))

/* Editor.begin and Editor.propose; its own acceptance is the first. */
#define PROPOSE \
  :: d_step { \
    VOTES(i) && edits[i] == 0 && !IS(attempts, i) -> \
    attempts = attempts | BIT(i); \
    proposed = proposed | BIT(at[i]); \
    acceptances[at[i]] = acceptances[at[i]] | BIT(i) \
  }
/* Voting.onAccept. */
#define ACCEPT \
  :: d_step { \
    VOTES(i) && edits[i] == 0 && IS(proposed, at[i]) && !IS(acceptances[at[i]], i) -> \
    acceptances[at[i]] = acceptances[at[i]] | BIT(i) \
  }
/* Editor.onAccepted. */
#define COMMIT \
  :: d_step { \
    IS(on, i) && IS(attempts, i) && edits[i] == 0 && QUORUM(acceptances[at[i]], group[at[i]]) -> \
    assert(ALL_KEPT(at[i])); \
    committed = committed | BIT(at[i]); \
    edits[i] = 1; \
    attempts = attempts & ~BIT(i) \
  }
/* CatchUp.onCommit. */
#define APPLY \
  :: d_step { \
    IS(on, i) && edits[i] == 0 && IS(committed, at[i]) -> \
    edits[i] = 1; \
    attempts = attempts & ~BIT(i) \
  }
/* CatchUp.vouches: whoever is blocked by a promise does not know what has begun. */
#ifdef NO_VOUCH
#define VOUCHES(j) IS(caughtUp, j)
#else
#define VOUCHES(j) (IS(caughtUp, j) && !BLOCKED(j))
#endif
/* CatchUp.onSnapshot, onEdits: from a member that runs; Voter.adopt. */
#define SNAPSHOT(j) \
  :: d_step { \
    IS(on, i) && IS(on, j) && VERSION(j) >= VERSION(i) \
        && (VERSION(j) > VERSION(i) || VOUCHES(j) && !IS(caughtUp, i)) -> \
    firsts[i] = firsts[i] & ABOVE(at[j]); \
    at[i] = at[j]; \
    edits[i] = edits[j]; \
    attempts = attempts & ~BIT(i); \
    if \
    :: VOUCHES(j) -> caughtUp = caughtUp | BIT(i) \
    :: else \
    fi; \
    x = 0 \
  }
/* Executor.catchUpWithTheBooted: all others are heard and have booted too, or are off. */
#define BOOTED(j) \
  (!IS(on, j) || !IS(caughtUp, j) && VERSION(j) <= VERSION(i) && HIGHEST(j) <= HIGHEST(i))
#define CATCH_UP \
  :: d_step { \
    IS(on, i) && !IS(caughtUp, i) && (i == 0 || BOOTED(0)) && (i == 1 || BOOTED(1)) \
        && (i == 2 || BOOTED(2)) -> \
    caughtUp = caughtUp | BIT(i) \
  }

/* LastResort.begin: without those that are confirmed off. */
#define NEW(i) ((HIGHEST(i) == 0 -> 0 : ((HIGHEST(i) - 1) / N + 1)) * N + i + 1)
#define BEGIN \
  :: d_step { \
    starts > 0 && IS(on, i) && asking[i] == 0 && NEW(i) <= K -> \
    starts--; \
    x = NEW(i); \
    asking[i] = x; \
    promised[i] = x; \
    found = found | BIT(x); \
    dead[x] = ALL & ~on; \
    x = 0 \
  }
/* LastResort.onFound, answerFounding. */
#define ON_FOUND(k) \
  :: d_step { \
    IS(on, i) && IS(found, k) && !IS(dead[k], i) && (k) >= promised[i] && (k) > at[i] \
        && founding[(k) * N + i] == 0 -> \
    promised[i] = k; \
    if \
    :: asking[i] != (k) -> asking[i] = 0; sending = sending & ~BIT(i) \
    :: else \
    fi; \
    founding[(k) * N + i] = \
        1 + at[i] * 4 + edits[i] * 2 + (edits[i] == 0 && IS(acceptances[at[i]], i) -> 1 : 0) \
  }
#define PROMISED(k, j) (IS(dead[k], j) || founding[(k) * N + (j)] != 0)
#define ALL_PROMISED(k) (PROMISED(k, 0) && PROMISED(k, 1) && PROMISED(k, 2))
/* LastResort.check: all the others are checked to be off again, after the last promise. */
#define STILL_OFF(k) ((dead[k] & on) == 0)
/* Founder.base: the most advanced files, and an acceptance for their next version is finished. */
#define BEST(k, j) \
  if \
  :: !IS(dead[k], j) && founding[(k) * N + (j)] - 1 > x -> x = founding[(k) * N + (j)] - 1 \
  :: else \
  fi; \
  if \
  :: !IS(dead[k], j) && HIGH(firsts[j] & ~off) * 4 > x -> x = HIGH(firsts[j] & ~off) * 4 \
  :: else \
  fi
#ifdef NO_FINISH
#define FINISHED ((x / 2) * 2)
#else
#define FINISHED ((x & 1) -> x + 1 : x)
#endif
#define CHECK(k) \
  :: d_step { \
    asking[i] == (k) && IS(on, i) && !IS(sending, i) && ALL_PROMISED(k) && STILL_OFF(k) -> \
    sending = sending | BIT(i); \
    x = 0; \
    BEST(k, 0); \
    BEST(k, 1); \
    BEST(k, 2); \
    base[k] = FINISHED; \
    group[k] = ALL & ~dead[k]; \
    x = 0 \
  }
/* LastResort.onFirstFiles. */
#define ON_FIRST(k) \
  :: d_step { \
    IS(on, i) && IS(sending, STARTER(k)) && asking[STARTER(k)] == (k) && promised[i] == (k) \
        && IS(OPEN(i), k) && !IS(firstAccepted[k], i) -> \
    firsts[i] = firsts[i] | BIT(k); \
    firstAccepted[k] = firstAccepted[k] | BIT(i) \
  }
/* LastResort.onFirstAccepted: every participant has accepted, so it has begun. */
#define BEGUN(k) \
  :: d_step { \
    asking[i] == (k) && IS(on, i) && IS(sending, i) && (group[k] & ~firstAccepted[k]) == 0 -> \
    begun = begun | BIT(k); \
    asking[i] = 0; \
    sending = sending & ~BIT(i); \
    at[i] = k; \
    edits[i] = 0; \
    firsts[i] = firsts[i] & ABOVE(k); \
    attempts = attempts & ~BIT(i); \
    caughtUp = caughtUp | BIT(i) \
  }
/* LastResort.callOff, Voter.callOff. */
#define CALL_OFF(k) \
  :: d_step { \
    asking[i] == (k) && IS(on, i) -> \
    calledOff[i] = calledOff[i] | BIT(k); \
    off = off | BIT(k); \
    asking[i] = 0; \
    sending = sending & ~BIT(i); \
    firsts[i] = firsts[i] & ~BIT(k) \
  }
/* LastResort.onCalledOff. */
#define ON_CALLED_OFF(k) \
  :: d_step { \
    IS(on, i) && IS(off, k) && (k) > at[i] && !IS(calledOff[i], k) -> \
    calledOff[i] = calledOff[i] | BIT(k); \
    firsts[i] = firsts[i] & ~BIT(k) \
  }

/* The machine goes off: memory lost, vote record kept. */
#define OFF \
  :: d_step { \
    offs > 0 && IS(on, i) -> \
    offs--; \
    on = on & ~BIT(i); \
    attempts = attempts & ~BIT(i); \
    sending = sending & ~BIT(i); \
    asking[i] = 0 \
  }
/* It boots. LastResort.start: what it had begun and not finished is called off. */
#ifdef NO_BOOTED
#define AFTER_BOOT ALL
#else
#define AFTER_BOOT (ALL & ~BIT(i))
#endif
#define BOOT \
  :: d_step { \
    !IS(on, i) -> \
    on = on | BIT(i); \
    caughtUp = caughtUp & AFTER_BOOT; \
    x = OPEN(i) & OWN(i); \
    calledOff[i] = calledOff[i] | x; \
    off = off | x; \
    firsts[i] = firsts[i] & ~x; \
    x = 0 \
  }

#define EACH(act) act(1) act(2) act(3) act(4) act(5) act(6)

proctype Member(byte i) {
end:
  do
  PROPOSE
  ACCEPT
  COMMIT
  APPLY
  SNAPSHOT(0)
  SNAPSHOT(1)
  SNAPSHOT(2)
  CATCH_UP
  BEGIN
  EACH(ON_FOUND)
  EACH(CHECK)
  EACH(ON_FIRST)
  EACH(BEGUN)
  EACH(CALL_OFF)
  EACH(ON_CALLED_OFF)
  OFF
  BOOT
  od
}

init {
  d_step {
    group[0] = ALL
  }
  atomic {
    run Member(0);
    run Member(1);
    run Member(2)
  }
}
