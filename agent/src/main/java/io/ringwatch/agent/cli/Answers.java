package io.ringwatch.agent.cli;

import io.ringwatch.agent.cli.AgentClient.Reply;

/** Prints answers and turns them into exit codes. */
final class Answers {
    private Answers() {}

    /** Prints what was asked for, or the diagnosis why not; returns the exit code. */
    static int print(Reply reply) {
        int code = exitCode(reply.status());
        if (code == ExitCodes.OK || isJson(reply)) {
            System.out.print(reply.body());
            System.out.flush();
        } else {
            System.err.print("ringwatch: " + reply.body());
        }
        return code;
    }

    private static boolean isJson(Reply reply) {
        return reply.header("content-type").filter(t -> t.equals("application/json")).isPresent();
    }

    private static int exitCode(int status) {
        return switch (status) {
            case 200 -> ExitCodes.OK;
            case 202 -> ExitCodes.UNFINISHED;
            case 400, 404, 405 -> ExitCodes.BAD_INPUT;
            default -> ExitCodes.FAILED;
        };
    }

    static String format(boolean json) {
        return json ? "format=json" : "format=text";
    }
}
