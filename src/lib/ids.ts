import { v7 } from 'uuid';

/**
 * A new UUIDv7 (RFC 9562 §5.7). Within a process ids always increase, even in the same millisecond or after the system clock was set back,
 * so ordering by id is ordering by creation.
 */
export const newId = (): string => v7();
