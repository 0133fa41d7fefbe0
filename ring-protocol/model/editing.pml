/*
 * Synchronous editing (SEM): single-decree Paxos for each version, decided by the council of the
 * version before it. Three members, a few versions, a few rounds. What is modelled and what is not:
 * docs/model.md.
 *
 * A message that was sent stays deliverable for ever, to everybody it was sent to: that is late,
 * repeated, reordered and lost, all at once. A transition is one turn of a member
 * (io.ringwatch.member.RingMember.on) or one fault.
 *
 * Bounds (-D): V versions decided, R rounds for each version, ATTEMPTS of editors in all, LOSSES disks lost, CRASHES crashes,
 * WITNESS: the last member is the witness.
 * Rules that can be taken out (-D), each must then break: NO_VOTE_RECORD, NO_QUORUM, NO_TIE_BREAK,
 * NO_PROMISE, NO_ADOPT, NO_IDENTITY.
 */
#ifndef V
#define V 2
#endif
#ifndef R
#define R 2
#endif
#ifndef ATTEMPTS
#define ATTEMPTS 3
#endif
#ifndef LOSSES
#define LOSSES 1
#endif
#ifndef CRASHES
#define CRASHES 1
#endif

#define N 3
#define ALL 7
/* Ballot (io.ringwatch.sem.Ballot): round first, then the editor; 0 is Ballot.NONE. */
#define B (R * N)
#define BALLOT(round, editor) ((round) * N + (editor) + 1)
#define ROUND(ballot) (((ballot) - 1) / N)
#define BIT(i) (1 << (i))
#define ONES(m) (((m) & 1) + (((m) >> 1) & 1) + (((m) >> 2) & 1))
#define LOW(m) (((m) & 1) -> 1 : (((m) & 2) -> 2 : ((m) & 4)))

#ifdef WITNESS
#define SERVERS 3
#define COUNCIL(v) (group[v] | 4)
#else
#define SERVERS 7
/* Council.of: the servers of the group, all of them as long as they are seven at most. */
#define COUNCIL(v) group[v]
#endif

/* Council.isQuorum: more than half, or exactly half with the lowest-numbered server. */
#define MAJORITY(yes, c) (2 * ONES((yes) & (c)) > ONES(c))
#ifdef NO_TIE_BREAK
#define HALF(yes, c) (2 * ONES((yes) & (c)) == ONES(c))
#else
#define HALF(yes, c) \
  (2 * ONES((yes) & (c)) == ONES(c) && ((yes) & LOW((c) & SERVERS)) != 0)
#endif
#ifdef NO_QUORUM
#define QUORUM(yes, c) (((yes) & (c)) != 0)
#else
#define QUORUM(yes, c) (MAJORITY(yes, c) || HALF(yes, c))
#endif

/*
 * Edits: 1..3 take a server out of the group (io.ringwatch.dbss.Separation), 4..6 let it in with
 * its first identity, 7..9 with the identity that it drew when its disk was lost (Executor.other,
 * Recovery.wants).
 */
#define OUT(s) ((s) + 1)
#define IN(s, identity) ((s) + 4 + N * (identity))
#define EDITS 9

/* What was committed, as everybody was told: the files of each version. */
byte decided[V + 1];
byte group[V + 1];
byte identity[V + 1];

/* Each member: the version applied, and its vote record (io.ringwatch.sem.VoteRecord). */
byte version[N];
byte promised[N];
byte accepted[N];
byte acceptedEdit[N];
byte round[N];
/* Members that have lost their disk: another identity. */
byte lost;
/* Members with an attempt under way, that is with a ballot of their own since they began to run. */
byte attempts;
byte attemptsLeft = ATTEMPTS;
byte crashes = CRASHES;
byte losses = LOSSES;

/* Messages about the version that follows v are at v + 1. */
#define AT(v, b) ((v) * B + (b) - 1)
/* Message.Prepare: ballots, one bit each. */
short prepare[V + 1];
/* Message.Promise of member i: 1 + the ballot of what it has accepted. */
byte promise[(V + 1) * B * N];
#define PROMISE(v, b, i) promise[AT(v, b) * N + (i)]
/* Message.Accept: its edit. Message.Accepted: who has said so. */
byte accept[(V + 1) * B];
byte yes[(V + 1) * B];

/* Scratch of one transition, 0 after it. */
byte x;
byte y;
byte z;

/* Voter.isKnown: its identity is the one in its row. A witness is known from the start. */
#ifdef NO_IDENTITY
#define KNOWN(i) true
#else
#define KNOWN(i) (((identity[version[i]] >> (i)) & 1) == ((lost >> (i)) & 1))
#endif
/* Voter.votes, Voter.mayEdit: being caught up is in incarnation.pml. */
#define VOTES(i) (KNOWN(i) && (COUNCIL(version[i]) & BIT(i)) != 0)
#define MAY_EDIT(i) (KNOWN(i) && (group[version[i]] & BIT(i)) != 0)
/* CatchUp.isNext: one votes only for the version after the one applied. */
#define NEXT(i, v) ((v) == version[i] + 1)
/* Voter.isNotBelowPromise. */
#ifdef NO_PROMISE
#define NOT_BELOW(i, b) true
#else
#define NOT_BELOW(i, b) ((b) >= promised[i])
#endif

/* Messages that nobody can act on any more are forgotten: fewer states, the same behaviour. */
inline forget() {
  z = version[0];
  if :: version[1] < z -> z = version[1] :: else fi;
  if :: version[2] < z -> z = version[2] :: else fi;
  for (x : 1 .. z) {
    prepare[x] = 0;
    for (y : 1 .. B) {
      accept[AT(x, y)] = 0;
      yes[AT(x, y)] = 0;
      PROMISE(x, y, 0) = 0;
      PROMISE(x, y, 1) = 0;
      PROMISE(x, y, 2) = 0
    }
  }
  x = 0;
  y = 0;
  z = 0
}

/* Voter.become: promise and acceptance were for the version before. */
inline become(i, v) {
  stop(i);
  version[i] = v;
  promised[i] = 0;
  accepted[i] = 0;
  acceptedEdit[i] = 0;
  round[i] = 0;
  forget()
}

/* Files.apply, and the invariants: one content for each version, and what was committed stays. */
inline commit(v, e) {
  assert(decided[v] == 0 || decided[v] == e);
  if
  :: decided[v] == 0 ->
    decided[v] = e;
    group[v] = group[v - 1];
    identity[v] = identity[v - 1];
    if
    :: e <= N -> group[v] = group[v] & ~BIT(e - 1)
    :: e > N && e <= 2 * N ->
      group[v] = group[v] | BIT(e - 4);
      identity[v] = identity[v] & ~BIT(e - 4)
    :: else ->
      group[v] = group[v] | BIT(e - 7);
      identity[v] = identity[v] | BIT(e - 7)
    fi
  :: else
  fi
}

/* The ballot of the attempt that an editor has under way. */
#define OWN(i) BALLOT(round[i] - 1, i)
#define EDITOR(b) (((b) - 1) % N)
/* Whether its editor still waits for answers to that ballot: nobody else reads them. */
#define WAITED_FOR(v, b) \
  ((attempts & BIT(EDITOR(b))) != 0 && version[EDITOR(b)] + 1 == (v) && OWN(EDITOR(b)) == (b))
#define PREPARING(i) \
  ((attempts & BIT(i)) != 0 && accept[AT(version[i] + 1, OWN(i))] == 0)
inline unheard(v, b) {
  PROMISE(v, b, 0) = 0;
  PROMISE(v, b, 1) = 0;
  PROMISE(v, b, 2) = 0;
  yes[AT(v, b)] = 0
}
inline stop(i) {
  if
  :: (attempts & BIT(i)) != 0 -> unheard(version[i] + 1, OWN(i))
  :: else
  fi;
  attempts = attempts & ~BIT(i)
}

/* Editor.begin: a round higher than all that it has seen, stored before it is sent. */
#define BEGIN \
  :: d_step { \
    attemptsLeft > 0 && version[i] < V && round[i] < R && (MAY_EDIT(i) || (VOTES(i) && acceptedEdit[i] != 0)) -> \
    x = (promised[i] == 0 -> 0 : ROUND(promised[i]) + 1); \
    x = (round[i] > x -> round[i] : x); \
    if \
    :: x < R -> \
      attemptsLeft--; \
      stop(i); \
      round[i] = x + 1; \
      attempts = attempts | BIT(i); \
      prepare[version[i] + 1] = prepare[version[i] + 1] | BIT(BALLOT(x, i)) \
    :: else -> round[i] = R \
    fi; \
    x = 0 \
  }

#define ANSWERED(v, b) (WAITED_FOR(v, b) && accept[AT(v, b)] == 0)
/* Voting.onPrepare: a promise, with what was accepted. (Objections only refuse: not modelled.) */
#define ON_PREPARE(v, b) \
  :: d_step { \
    (v) <= V && (b) <= B && (prepare[v] & BIT(b)) != 0 && NEXT(i, v) && VOTES(i) \
        && NOT_BELOW(i, b) && (promised[i] != b || ANSWERED(v, b) && PROMISE(v, b, i) == 0) -> \
    promised[i] = b; \
    if \
    :: ANSWERED(v, b) -> PROMISE(v, b, i) = accepted[i] + 1 \
    :: else \
    fi; \
    x = 0 \
  }

#define SAID(i, j, low, high) \
  (PROMISE(version[i] + 1, OWN(i), j) >= (low) && PROMISE(version[i] + 1, OWN(i), j) <= (high) \
      -> BIT(j) : 0)
/* Who has promised, and told of nothing accepted under a ballot above h. */
#define PROMISED(i, h) (SAID(i, 0, 1, (h) + 1) | SAID(i, 1, 1, (h) + 1) | SAID(i, 2, 1, (h) + 1))
#define TOLD(i, h) (SAID(i, 0, (h) + 1, (h) + 1) | SAID(i, 1, (h) + 1, (h) + 1) | SAID(i, 2, (h) + 1, (h) + 1))

/* Editor.onPromise, Editor.propose: the edit of the highest ballot that it was told of. */
#define ADOPT(h) \
  :: d_step { \
    (h) <= B && version[i] < V && PREPARING(i) && TOLD(i, h) != 0 \
        && QUORUM(PROMISED(i, h), COUNCIL(version[i])) -> \
    accept[AT(version[i] + 1, OWN(i))] = accept[AT(version[i] + 1, h)]; \
    unheard(version[i] + 1, OWN(i)) \
  }

/* Editor.fresh: nothing was accepted, so its own edit, planned on the files it holds. */
#ifdef NO_ADOPT
#define FREE B
#else
#define FREE 0
#endif
#define FRESH(e, fits) \
  :: d_step { \
    version[i] < V && PREPARING(i) && MAY_EDIT(i) && (fits) \
        && QUORUM(PROMISED(i, FREE), COUNCIL(version[i])) -> \
    accept[AT(version[i] + 1, OWN(i))] = e; \
    unheard(version[i] + 1, OWN(i)) \
  }
#define IN_GROUP(s) ((group[version[i]] & BIT(s)) != 0)
/* Operation.predecessorInGroup: whoever is next before s on the ring, in the group, is its manager. */
#define MANAGED(s) \
  ((s) != i && (IN_GROUP(((s) + 2) % N) -> i == ((s) + 2) % N : i == ((s) + 1) % N))
#define FRESH_OUT(s) FRESH(OUT(s), IN_GROUP(s) && MANAGED(s))
/* A late beacon may still tell the identity that went with the disk. */
#define FRESH_IN(s) \
  FRESH(IN(s, 0), !IN_GROUP(s) && MANAGED(s) && (SERVERS & BIT(s)) != 0) \
  FRESH(IN(s, 1), (lost & BIT(s)) != 0 && MANAGED(s) && (SERVERS & BIT(s)) != 0)

/* Voting.onAccept. */
#define ON_ACCEPT(v, b) \
  :: d_step { \
    (v) <= V && (b) <= B && accept[AT(v, b)] != 0 && NEXT(i, v) && VOTES(i) && NOT_BELOW(i, b) \
        && (accepted[i] != (b) || WAITED_FOR(v, b) && (yes[AT(v, b)] & BIT(i)) == 0) -> \
    promised[i] = b; \
    accepted[i] = b; \
    acceptedEdit[i] = accept[AT(v, b)]; \
    if \
    :: WAITED_FOR(v, b) -> yes[AT(v, b)] = yes[AT(v, b)] | BIT(i) \
    :: else \
    fi; \
    x = 0 \
  }

/* Editor.onAccepted: a quorum of acceptances commits. */
#define COMMIT \
  :: d_step { \
    version[i] < V && (attempts & BIT(i)) != 0 && accept[AT(version[i] + 1, OWN(i))] != 0 \
        && QUORUM(yes[AT(version[i] + 1, OWN(i))], COUNCIL(version[i])) -> \
    commit(version[i] + 1, accept[AT(version[i] + 1, OWN(i))]); \
    become(i, version[i] + 1) \
  }

/* CatchUp.onCommit, onEdits, onSnapshot: what was committed, applied one after another. */
#define APPLY \
  :: d_step { \
    version[i] < V && decided[version[i] + 1] != 0 -> \
    become(i, version[i] + 1) \
  }

/* The agent or the machine ends and starts again: memory lost, vote record kept. */
#ifdef NO_VOTE_RECORD
#define FORGET_VOTES promised[i] = 0; accepted[i] = 0; acceptedEdit[i] = 0
#else
#define FORGET_VOTES skip
#endif
#define CRASH \
  :: d_step { \
    crashes > 0 -> \
    crashes--; \
    stop(i); \
    FORGET_VOTES \
  }

/* The disk is lost: no files, no votes, and a new identity (Boot.drawnIdentity). */
#define LOSE_DISK \
  :: d_step { \
    losses > 0 && (lost & BIT(i)) == 0 && (SERVERS & BIT(i)) != 0 -> \
    losses--; \
    lost = lost | BIT(i); \
    become(i, 0) \
  }

#define EACH_BALLOT(act, v) \
  act(v, 1) act(v, 2) act(v, 3) act(v, 4) act(v, 5) act(v, 6) act(v, 7) act(v, 8) act(v, 9)

proctype Member(byte i) {
end:
  do
  BEGIN
  EACH_BALLOT(ON_PREPARE, version[i] + 1)
  ADOPT(1) ADOPT(2) ADOPT(3) ADOPT(4) ADOPT(5) ADOPT(6) ADOPT(7) ADOPT(8) ADOPT(9)
  FRESH_OUT(0)
  FRESH_OUT(1)
  FRESH_OUT(2)
  FRESH_IN(0)
  FRESH_IN(1)
  FRESH_IN(2)
  EACH_BALLOT(ON_ACCEPT, version[i] + 1)
  COMMIT
  APPLY
  CRASH
  LOSE_DISK
  od
}

init {
  d_step {
    group[0] = SERVERS;
    identity[0] = 0
  }
  atomic {
    run Member(0);
    run Member(1);
    run Member(2)
  }
}
