package org.roomcast.model;

/** A field that is missing, of the wrong kind, or over its limit. */
public final class FieldException extends ProtocolException {

    private static final long serialVersionUID = 1L;

    private final String field;
    private final String problem;

    /** @param problem what is wrong, as a continuation of the field's name: {@code must be a string} */
    public FieldException(ErrorCode code, String field, String problem) {
        super(code, "\"" + field + "\" " + problem);
        this.field = field;
        this.problem = problem;
    }

    /** One that is needed and is not there. */
    public static FieldException missing(String field) {
        return new FieldException(ErrorCode.BAD_FRAME, field, "is missing");
    }

    /** @param wanted what it must be, as in {@code must be a string} */
    public static FieldException wrongKind(String field, String wanted) {
        return new FieldException(ErrorCode.BAD_FRAME, field, "must be " + wanted);
    }

    /** @param limit what it may have, as in {@code may have at most 64 characters} */
    public static FieldException tooLarge(String field, String limit) {
        return new FieldException(ErrorCode.TOO_LARGE, field, "may have at most " + limit);
    }

    public String field() {
        return field;
    }

    public String problem() {
        return problem;
    }
}
