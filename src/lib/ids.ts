import { v7 } from 'uuid';

/**
 * A new id: a UUIDv7 (RFC 9562 §5.7). Within a process each sorts after the one before, even when both were made in
 * the same millisecond or the system clock was set back, so a list by id is in the order of creation.
 */
export const newId = (): string => v7();
