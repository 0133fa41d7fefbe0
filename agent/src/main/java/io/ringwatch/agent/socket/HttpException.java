package io.ringwatch.agent.socket;

/** A request that is answered with an error; the message is a diagnosis for who asked. */
final class HttpException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    /**
     * @param status HTTP status
     * @param code short name of the error for programs
     * @param message one sentence for people
     */
    HttpException(int status, String code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }
}
