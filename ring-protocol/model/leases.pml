/*
 * Leases and the hand-over of one VIP: vacate, proof, assign, claim. Three servers, councils that
 * change, agents that restart, machines that are fenced. What is modelled and what is not:
 * docs/model.md. That each version has one content is what editing.pml shows; here it is a premise.
 *
 * Time is counted in ticks of which a lease has L. Instead of a moment, what is left of a lease
 * after it is kept, so that states repeat and time has no bound. Every other step takes no time or
 * any time. What was sent stays deliverable for ever.
 *
 * Bounds (-D): V versions decided, L ticks of a lease, RESTARTS of agents, FENCES power fences used.
 * Rules that can be taken out (-D), each must then break: NO_ACCEPTED, NO_COUNCIL_AGE, NO_START_AGE
 * (the three marked with (*) in the design), NO_QUORUM, NO_SAME_VERSION, NO_ASKED,
 * NO_PROOF, NO_DROPPED, NO_MAY_BE_UP.
 */
#ifndef V
#define V 3
#endif
#ifndef L
#define L 1
#endif
#ifndef RESTARTS
#define RESTARTS 1
#endif
#ifndef FENCES
#define FENCES 1
#endif

/* Which edits are planned: 1 vacate, 2 out of the group, 4 into the group, 8 assign. */
#ifndef PLANNED
#define PLANNED 15
#endif

#define N 3
#define ALL 7
#define NOBODY 7
/* The server whose VIP it is: its lease is won with the other two, or with one of them. */
#ifndef OWNER
#define OWNER 2
#endif
#define BIT(i) (1 << (i))
#define ONES(m) (((m) & 1) + (((m) >> 1) & 1) + (((m) >> 2) & 1))
#define LOW(m) (((m) & 1) -> 1 : (((m) & 2) -> 2 : ((m) & 4)))
#define MAX(a, b) ((a) > (b) -> (a) : (b))
#define IF(c, a) ((c) -> (a) : 0)

/* Council.isQuorum. */
#ifdef NO_QUORUM
#define QUORUM(yes, c) (((yes) & (c)) != 0)
#else
#define QUORUM(yes, c) \
  (2 * ONES((yes) & (c)) > ONES(c) \
      || 2 * ONES((yes) & (c)) == ONES(c) && ((yes) & LOW(c)) != 0)
#endif

/* The edits, as they are decided for each version. */
#define VACATE 1
#define OUT(s) (2 + (s))
#define IN(s) (5 + (s))
#define ASSIGN(s) (8 + (s))
byte edit[V + 1];
bool committed[V + 1];
/* The files of each version (io.ringwatch.files.Row). */
byte group[V + 1];
byte holder[V + 1];
byte last[V + 1];
byte vacatedAt[V + 1];
byte bootOf[V + 1];

byte version[N];
/* Voter.hasAccepted: members that have accepted the next version. */
byte accepted;
/* Boots, one bit each: a fence turns it. */
byte boot;
/* The vacating versions for which the last holder has written down that it released them, or for
 * which a fence, asked after it, has said that it is off (Deaths.isOffSince). */
byte released;
byte fenced;

/* Lease: what is left after the question, its version, who said yes; the lease; since when held. */
byte asked[N];
byte askedAt[N];
byte yes[N];
byte lease[N];
byte wonAt[N];
byte heldSince[N];
/* What is left of the element in the kernel: above 0 the VIP passes at that machine. */
byte up[N];

/* Grants: what is left after the last yes of i to j, at i * N + j. */
byte granted[N * N];
/* What is left after the last change of the council (Voter.councilSinceNs), and after the start. */
byte council[N];
byte started[N];
/* Message.Accepted: what was left when it was told (Message.Age), going on since. */
byte told[N];
/* Proofs.expiryNs: what is left until the lease of the last holder has surely run out. */
byte wait[N];

byte restarts = RESTARTS;
byte fences = FENCES;

/* Scratch of one transition, 0 after it. */
byte x;

#define IN_GROUP(s) ((group[version[i]] & BIT(s)) != 0)
#define HOLDER(s) holder[version[s]]
/* Lease.isAdmitted: in the group, under this boot. */
#define ADMITTED(s) \
  ((group[version[s]] & BIT(s)) != 0 && ((bootOf[version[s]] ^ boot) & BIT(s)) == 0)

/* The invariant: at no moment does the VIP pass at two machines. */
#define ONE_HOLDER ((up[0] > 0) + (up[1] > 0) + (up[2] > 0) <= 1)

/* Grants.ageNs: at most since the last change of the council, and since the start. */
#ifdef NO_COUNCIL_AGE
#define COUNCIL_AGE(i) 0
#else
#define COUNCIL_AGE(i) council[i]
#endif
#ifdef NO_START_AGE
#define START_AGE(i) 0
#else
#define START_AGE(i) started[i]
#endif
#define AGE(i, h) MAX(granted[(i) * N + (h)], MAX(COUNCIL_AGE(i), START_AGE(i)))

/* Files.apply. */
inline decide(v) {
  committed[v] = true;
  group[v] = group[v - 1];
  holder[v] = holder[v - 1];
  last[v] = last[v - 1];
  vacatedAt[v] = vacatedAt[v - 1];
  bootOf[v] = bootOf[v - 1];
  if
  :: edit[v] == VACATE ->
    last[v] = holder[v];
    holder[v] = NOBODY;
    vacatedAt[v] = v
  :: edit[v] >= OUT(0) && edit[v] <= OUT(2) ->
    group[v] = group[v] & ~BIT(edit[v] - 2);
    if
    :: holder[v] == edit[v] - 2 ->
      last[v] = holder[v];
      holder[v] = NOBODY;
      vacatedAt[v] = v
    :: else
    fi
  :: edit[v] >= IN(0) && edit[v] <= IN(2) ->
    group[v] = group[v] | BIT(edit[v] - 5);
    bootOf[v] = (bootOf[v] & ~BIT(edit[v] - 5)) | (boot & BIT(edit[v] - 5))
  :: else ->
    holder[v] = edit[v] - 8;
    last[v] = NOBODY;
    vacatedAt[v] = 0
  fi
}

/*
 * Voter.become and Lease.applied: yeses of two versions never add up; a VIP that the edit left with
 * its holder runs on under the old lease, one that is new needs a lease of this version.
 */
inline become(i, v) {
  if
  :: group[v] != group[v - 1] -> council[i] = L
  :: else
  fi;
  accepted = accepted & ~BIT(i);
  told[i] = 0;
#ifndef NO_SAME_VERSION
  yes[i] = 0;
  askedAt[i] = 0;
  asked[i] = 0;
#endif
  if
  /* a lease of which nothing is held is of no interest */
  :: holder[v] != i -> heldSince[i] = 0; lease[i] = 0; wonAt[i] = 0
  :: holder[v] == i && (holder[v - 1] != i || heldSince[i] == 0) -> heldSince[i] = v + 1
  :: else
  fi;
  /* Proofs.begin: whoever lacks the ages waits the whole length from here on. */
  if
  :: vacatedAt[v] == v -> wait[i] = L
  :: holder[v] != NOBODY -> wait[i] = 0
  :: else
  fi;
  version[i] = v
}

/* Lease.poll: only a holder is of interest here. */
#define ASK \
  :: d_step { \
    HOLDER(i) == i && ADMITTED(i) && asked[i] < L -> \
    asked[i] = L; \
    askedAt[i] = version[i] + 1; \
    yes[i] = 0 \
  }

/* Grants.onRenew. */
#ifdef NO_SAME_VERSION
#define SAME_VERSION(j) true
#else
#define SAME_VERSION(j) (askedAt[j] == version[i] + 1)
#endif
#ifdef NO_ACCEPTED
#define NOT_ACCEPTED true
#else
#define NOT_ACCEPTED ((accepted & BIT(i)) == 0)
#endif
#define GRANT(j) \
  :: d_step { \
    asked[j] > 0 && SAME_VERSION(j) && NOT_ACCEPTED && IN_GROUP(i) && IN_GROUP(j) \
        && (yes[j] & BIT(i)) == 0 -> \
    yes[j] = yes[j] | BIT(i); \
    granted[i * N + j] = L \
  }

/*
 * Lease.mayHoldUntilNs, Holdings.poll: the element's time fits into the lease. A lease won for the
 * version since which the VIP is held, or a later one.
 */
#define MAY_CLAIM(i) \
  (HOLDER(i) == i && ADMITTED(i) && lease[i] > up[i] && wonAt[i] >= heldSince[i])

/* Lease.onGrant: a quorum of the council, for the version it holds, counted from the question. */
#ifdef NO_ASKED
#define WON(i) L
#else
#define WON(i) asked[i]
#endif
#define WIN \
  :: d_step { \
    asked[i] > 0 && QUORUM(yes[i], group[version[i]]) && ADMITTED(i) \
        && (lease[i] < WON(i) || wonAt[i] != version[i] + 1) -> \
    lease[i] = MAX(lease[i], WON(i)); \
    wonAt[i] = version[i] + 1; \
    if \
    :: MAY_CLAIM(i) -> up[i] = lease[i]; assert(ONE_HOLDER) \
    :: else \
    fi; \
    x = 0 \
  }

/* Holdings.poll on files that name another holder: the driver takes it down, and says so. */
#define DROP \
  :: d_step { \
    up[i] > 0 && HOLDER(i) != i -> \
    up[i] = 0 \
  }

/* Releases.poll: given up, written down, and only then said. */
#ifdef NO_DROPPED
#define DROPPED true
#else
#define DROPPED (up[i] == 0 || started[i] > 0)
#endif
#ifdef NO_MAY_BE_UP
#define MAY_BE_UP false
#else
#define MAY_BE_UP (started[i] > 0)
#endif
#define RELEASE \
  :: d_step { \
    HOLDER(i) == NOBODY && last[version[i]] == i && DROPPED && !MAY_BE_UP \
        && (released & BIT(vacatedAt[version[i]])) == 0 -> \
    released = released | BIT(vacatedAt[version[i]]) \
  }

/* Deaths.isOffSince: a fence that was asked after the vacating version. The machine starts again. */
#define FENCE(h) \
  :: d_step { \
    fences > 0 && (h) != i && HOLDER(i) == NOBODY && last[version[i]] == (h) -> \
    fences--; \
    fenced = fenced | BIT(vacatedAt[version[i]]); \
    boot = boot ^ BIT(h); \
    up[h] = 0; \
    FORGET(h) \
  }

/* Memory is lost; files, acceptance and release are in the vote record. */
#define FORGET(s) \
  asked[s] = 0; askedAt[s] = 0; yes[s] = 0; lease[s] = 0; wonAt[s] = 0; \
  heldSince[s] = (holder[version[s]] == (s) -> version[s] + 1 : 0); \
  granted[(s) * N] = 0; granted[(s) * N + 1] = 0; granted[(s) * N + 2] = 0; \
  council[s] = 0; started[s] = L; wait[s] = (holder[version[s]] == NOBODY -> L : 0)

/* The agent ends and starts again; the kernel keeps what it had for the rest of its lease. */
#define RESTART \
  :: d_step { \
    restarts > 0 -> \
    restarts--; \
    FORGET(i) \
  }

/* Proofs.look: released, fenced or expired. */
#ifdef NO_PROOF
#define PROVEN true
#else
#define PROVEN \
  (((released | fenced) & BIT(vacatedAt[version[i]])) != 0 || wait[i] == 0)
#endif

/* Editor.fresh: a member of the group plans the next edit on the files that it holds. */
#define PLAN(e, fits) \
  :: d_step { \
    version[i] < V && IN_GROUP(i) && edit[version[i] + 1] == 0 && (fits) -> \
    edit[version[i] + 1] = e \
  }
#define PLANS(s) \
  PLAN(OUT(s), (PLANNED & 2) != 0 && IN_GROUP(s) && (s) != i) \
  PLAN(IN(s), (PLANNED & 4) != 0 && !IN_GROUP(s)) \
  PLAN(ASSIGN(s), (PLANNED & 8) != 0 && IN_GROUP(s) && HOLDER(i) == NOBODY && PROVEN)

/* Voting.onAccept, Voting.ages. */
#define ACCEPT \
  :: d_step { \
    version[i] < V && IN_GROUP(i) && edit[version[i] + 1] != 0 && (accepted & BIT(i)) == 0 -> \
    accepted = accepted | BIT(i); \
    told[i] = (HOLDER(i) == NOBODY -> 0 : AGE(i, HOLDER(i))) \
  }

/* Acceptances for the version after that of member i. */
#define ACCEPTANCE(j, m) \
  IF(((m) & BIT(j)) != 0 && (accepted & BIT(j)) != 0 && version[j] == version[i], BIT(j))
#define ACCEPTANCES(m) (ACCEPTANCE(0, m) | ACCEPTANCE(1, m) | ACCEPTANCE(2, m))
#define LONGEST(m) \
  MAX(IF(((m) & 1) != 0, told[0]), MAX(IF(((m) & 2) != 0, told[1]), IF(((m) & 4) != 0, told[2])))

/* Editor.onAccepted, Expiries: the editor waits no longer than the least of the ages says. */
#define COMMIT(m) \
  :: d_step { \
    version[i] < V && IN_GROUP(i) && !committed[version[i] + 1] && ACCEPTANCES(m) == (m) \
        && QUORUM(m, group[version[i]]) -> \
    x = LONGEST(m); \
    decide(version[i] + 1); \
    become(i, version[i] + 1); \
    if \
    :: vacatedAt[version[i]] == version[i] -> wait[i] = x \
    :: else \
    fi; \
    x = 0 \
  }

/* CatchUp.onCommit, onEdits. */
#define APPLY \
  :: d_step { \
    version[i] < V && committed[version[i] + 1] -> \
    become(i, version[i] + 1); \
    x = 0 \
  }

proctype Member(byte i) {
end:
  do
  ASK
  GRANT(0)
  GRANT(1)
  GRANT(2)
  WIN
  DROP
  RELEASE
  FENCE(0)
  FENCE(1)
  FENCE(2)
  RESTART
  PLAN(VACATE, (PLANNED & 1) != 0 && HOLDER(i) != NOBODY)
  PLANS(0)
  PLANS(1)
  PLANS(2)
  ACCEPT
  COMMIT(1)
  COMMIT(2)
  COMMIT(3)
  COMMIT(4)
  COMMIT(5)
  COMMIT(6)
  COMMIT(7)
  APPLY
  od
}

#define LESS(a) a = ((a) > 0 -> (a) - 1 : 0)
/* Time goes on, for everybody alike: the rate error of clocks is in Timing.leaseProofNs. */
proctype Time() {
end:
  do
  :: d_step {
    LESS(asked[0]); LESS(asked[1]); LESS(asked[2]);
    LESS(lease[0]); LESS(lease[1]); LESS(lease[2]);
    LESS(up[0]); LESS(up[1]); LESS(up[2]);
    LESS(council[0]); LESS(council[1]); LESS(council[2]);
    LESS(started[0]); LESS(started[1]); LESS(started[2]);
    LESS(told[0]); LESS(told[1]); LESS(told[2]);
    LESS(wait[0]); LESS(wait[1]); LESS(wait[2]);
    for (x : 0 .. N * N - 1) {
      LESS(granted[x])
    }
    x = 0
  }
  od
}

init {
  d_step {
    group[0] = ALL;
    holder[0] = OWNER;
    last[0] = NOBODY;
    heldSince[OWNER] = 1
  }
  atomic {
    run Member(0);
    run Member(1);
    run Member(2);
    run Time()
  }
}
