import { isEmbedded } from '../../../lib/embedding.ts';
import { isApiError } from '../../../lib/is-api-error.ts';

/** Problems with a platform's tokens: none arrived, Lectern refused them, or there is no platform. */
const problems = ['token-missing', 'unauthenticated', 'not-framed'] as const;
export type TokenProblem = (typeof problems)[number];

/** Undefined for other errors, and outside a platform's frame. */
export const tokenProblemOf = (error: unknown): TokenProblem | undefined =>
  isEmbedded ? problems.find((code) => isApiError(error, code)) : undefined;
