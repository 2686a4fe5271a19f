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

    public String field() {
        return field;
    }

    public String problem() {
        return problem;
    }
}
