import { isEmbedded } from '../../../lib/embedding.ts';
import { isApiError } from '../../../lib/is-api-error.ts';

/** What can be wrong with the tokens of a platform: none came, Lectern takes none of them, or there is no platform. */
const problems = ['token-missing', 'unauthenticated', 'not-framed'] as const;
export type TokenProblem = (typeof problems)[number];

/** Undefined for every other error, and outside of the frame of a platform. */
export const tokenProblemOf = (error: unknown): TokenProblem | undefined =>
  isEmbedded ? problems.find((code) => isApiError(error, code)) : undefined;
