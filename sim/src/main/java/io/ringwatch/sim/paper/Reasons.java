package io.ringwatch.sim.paper;

import java.util.Locale;

/** Why a simulated time is not the paper's, from the parts that were measured. */
final class Reasons {
    /** From here on a wait is worth a sentence, seconds. */
    private static final double WORTH_S = 0.3;

    private Reasons() {}

    /** Of a function recovery. */
    static String function(Method method, Trouble.Kind kind, Outcome mean) {
        var text = new StringBuilder(parts(mean));
        if (method == Method.PEERS) {
            return text.append(
                            "; the paper's programs take some tenths more between the steps, for"
                                    + " files and commands on other machines")
                    .toString();
        }
        if (kind == Trouble.Kind.NT) {
            text.append(
                    "; the virtual server is made ready while the target is examined again, where"
                            + " the paper does one after the other");
        }
        if (mean.adopted() > 0) {
            text.append(
                    String.format(
                            Locale.ROOT,
                            "; in %.0f %% of the runs the manager that began was in trouble itself, and"
                                    + " another one went on, which does not know how old the last"
                                    + " lease is and may have to wait the whole of it (3 s)",
                            mean.adopted() * 100));
        }
        if (mean.provenAloneS() > WORTH_S) {
            text.append(
                    "; another server had just been separated, and the new council knows no lease from"
                            + " before itself, so the whole lease (3 s) is waited for");
        }
        if (mean.provenS() > WORTH_S) {
            text.append("; the paper's methods set the VIP without a proof");
        }
        return text.toString();
    }

    private static String parts(Outcome mean) {
        String proof =
                Double.isNaN(mean.provenS())
                        ? ""
                        : String.format(Locale.ROOT, ", proof %.2f s", mean.provenS());
        return String.format(
                Locale.ROOT,
                "examined again %.2f s%s, virtual server %.2f s, VIP %.2f s",
                mean.reexaminedS(),
                proof,
                mean.readyS(),
                mean.vipS());
    }

    /** Of a server recovery. */
    static String server(Trouble.Kind kind, Outcome mean) {
        return kind == Trouble.Kind.ST
                ? String.format(
                        Locale.ROOT,
                        "examined again %.2f s (a daemon restart that fails after 3.00 s), then the"
                                + " whole restart of table 1 (33.33 s); the paper's 33.23 s and"
                                + " 33.48 s are less than the sum of its own parameters (36.35 s by"
                                + " eq. 5.13 of the thesis)",
                        mean.reexaminedS())
                : "2.00 s examined again, 50.00 s for a restart, then the whole start of table 1"
                        + " (31.07 s); the server of fig. 14 answers 28.35 s after wake-on-LAN";
    }

    /** Of an access disconnection. */
    static String client(Method method, Trouble.Kind kind, Outcome mean) {
        return String.format(
                        Locale.ROOT,
                        "detected %.2f s after the trouble, function %.2f s later; ",
                        mean.detectedS(),
                        mean.functionS())
                + function(method, kind, mean);
    }
}
