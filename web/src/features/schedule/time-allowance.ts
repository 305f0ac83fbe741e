import type { Schemas } from 'lectern-client';

/** By how much a participant begins later than the contest, and has longer. */
export type TimeAllowance = Pick<Schemas.Participant, 'delaySeconds' | 'extraSeconds'>;

export const noAllowance: TimeAllowance = { delaySeconds: 0, extraSeconds: 0 };
