import type { Static } from 'typebox';
import type { Decision, Grant } from '../access/decide.ts';
import { isoTime, isoTimeOrNull, parseIsoTime } from '../clock.ts';
import type { ReadAccess, ReadDecision } from './schemas.ts';

/** How the API writes what several routes show. */

export function showAccess(grant: Grant): Static<typeof ReadAccess> {
  return { ground: grant.ground, validUntil: isoTimeOrNull(grant.validUntilMs) };
}

export function showDecision(decision: Decision): Static<typeof ReadDecision> {
  const nothing = { reason: null, ground: null, opensAt: null, validUntil: null };
  if (decision.allowed) return { ...nothing, allowed: true, ...showAccess(decision.grant) };
  const opensAt = decision.reason === 'not-open-yet' ? isoTime(decision.opensAtMs) : null;
  return { ...nothing, allowed: false, reason: decision.reason, opensAt };
}

export function timeOrNull(text: string | null | undefined): number | null {
  return text == null ? null : parseIsoTime(text);
}
