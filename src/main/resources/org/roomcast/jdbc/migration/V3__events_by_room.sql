-- The events of a room side by side: id is room_id * 2^36 + event_offset. Where they lay in the order of their writing,
-- each that outlived its neighbours kept a page of its own alive, and in H2 the whole chunk that it was written in: some
-- 60 KB of the file for every event that was kept. One text for H2 and PostgreSQL.

CREATE TABLE roomcast_event_by_room (
    id BIGINT PRIMARY KEY,
    room_id BIGINT NOT NULL,
    event_offset BIGINT NOT NULL,
    event_time BIGINT NOT NULL,
    event_name TEXT NOT NULL,
    data TEXT NOT NULL,
    data_size INTEGER NOT NULL,
    sender_id TEXT,
    sender_name TEXT,
    sender_connection TEXT
);

INSERT INTO roomcast_event_by_room (id, room_id, event_offset, event_time, event_name, data, data_size,
        sender_id, sender_name, sender_connection)
    SELECT room_id * 68719476736 + event_offset, room_id, event_offset, event_time, event_name, data, data_size,
        sender_id, sender_name, sender_connection
    FROM roomcast_event;

DROP TABLE roomcast_event;

ALTER TABLE roomcast_event_by_room RENAME TO roomcast_event;
