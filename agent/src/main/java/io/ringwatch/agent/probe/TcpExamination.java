package io.ringwatch.agent.probe;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Locale;

/**
 * What all examinations over one TCP connection share: the deadline, and the words of a diagnosis.
 */
final class TcpExamination {
    private TcpExamination() {}

    /** Holds a conversation and turns how it ends into a finding. */
    static Finding hold(String address, int port, Duration limit, Talk talk) {
        long beganNs = System.nanoTime();
        String where = address + ":" + port;
        try (var conversation = Conversation.open(address, port, limit)) {
            talk.with(conversation);
            return Finding.GOOD;
        } catch (SocketTimeoutException e) {
            return Finding.bad("no answer within " + seconds(limit) + " at " + where);
        } catch (UnexpectedReplyException e) {
            return Finding.bad(e.getMessage() + " at " + where);
        } catch (EOFException e) {
            return Finding.bad("connection closed " + after(beganNs) + " at " + where);
        } catch (ConnectException e) {
            return Finding.bad("connection refused at " + where);
        } catch (IOException e) {
            return Finding.bad(e.getMessage() + " " + after(beganNs) + " at " + where);
        }
    }

    /** A duration as people write it: {@code 3 s}, {@code 0.4 s}. */
    static String seconds(Duration limit) {
        String text = String.format(Locale.ROOT, "%.3f", limit.toMillis() / 1000.0);
        return text.replaceAll("0+$", "").replaceAll("\\.$", "") + " s";
    }

    private static String after(long beganNs) {
        return "after " + (System.nanoTime() - beganNs) / 1_000_000L + " ms";
    }

    /** What is said over the connection; an exception is a bad finding. */
    interface Talk {
        void with(Conversation conversation) throws IOException;
    }
}
