-- Notifications and who has read them, PROTOCOL.md section 8. Times are milliseconds since 1970; what never expires
-- does so at 9223372036854775807. One text for H2 and PostgreSQL.

-- One row: the place of the newest notification. Whoever writes locks it first, so that places become visible in their
-- order whichever process takes them, and reading everything up to a place means everything that was to be seen.
CREATE TABLE roomcast_inbox (
    id SMALLINT PRIMARY KEY,
    top_place BIGINT NOT NULL
);

INSERT INTO roomcast_inbox (id, top_place) VALUES (1, 0);

CREATE TABLE roomcast_notification (
    place BIGINT PRIMARY KEY,
    nonce VARCHAR(8) NOT NULL,
    title VARCHAR(200),
    message VARCHAR(4000) NOT NULL,
    kind VARCHAR(50) NOT NULL,
    link VARCHAR(2000),
    posted BIGINT NOT NULL,
    expires BIGINT NOT NULL
);

CREATE INDEX roomcast_notification_posted ON roomcast_notification (posted);
CREATE INDEX roomcast_notification_expires ON roomcast_notification (expires);

-- Where a notification is found: under a user, a role, or everyone. A reader looks at several labels.
CREATE TABLE roomcast_inbox_entry (
    label VARCHAR(210) NOT NULL,
    place BIGINT NOT NULL,
    posted BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    PRIMARY KEY (label, place)
);

CREATE INDEX roomcast_inbox_entry_place ON roomcast_inbox_entry (place);

-- Up to which place a user has read everything.
CREATE TABLE roomcast_inbox_reader (
    user_id VARCHAR(200) PRIMARY KEY,
    up_to BIGINT NOT NULL
);

CREATE INDEX roomcast_inbox_reader_up_to ON roomcast_inbox_reader (up_to);

-- What a user has read above that.
CREATE TABLE roomcast_inbox_mark (
    user_id VARCHAR(200) NOT NULL,
    place BIGINT NOT NULL,
    PRIMARY KEY (user_id, place)
);

CREATE INDEX roomcast_inbox_mark_place ON roomcast_inbox_mark (place);

-- The keys of the last minutes, hashed together with their sender.
CREATE TABLE roomcast_inbox_key (
    hash UUID PRIMARY KEY,
    notification VARCHAR(40) NOT NULL,
    posted BIGINT NOT NULL
);

CREATE INDEX roomcast_inbox_key_posted ON roomcast_inbox_key (posted);
