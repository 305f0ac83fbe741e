import type { Static } from 'typebox';
import type { Grant } from '../access/decide.ts';
import { isoTimeOrNull, parseIsoTime } from '../clock.ts';
import type { ReadAccess } from './schemas.ts';

/** How the API writes what several routes show. */

export function showAccess(grant: Grant): Static<typeof ReadAccess> {
  return { ground: grant.ground, validUntil: isoTimeOrNull(grant.validUntilMs) };
}

export function timeOrNull(text: string | null | undefined): number | null {
  return text == null ? null : parseIsoTime(text);
}
