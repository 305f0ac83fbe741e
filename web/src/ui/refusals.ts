import type { Schemas } from 'lectern-client';
import type { Icon } from './icon.tsx';
import { IconClock, IconLock, IconWifiOff } from './icons.ts';

/** How each reason to refuse a read looks. Its texts are `refusals` in `shell.json`. */
export const refusalLooks = {
  'not-open-yet': { color: 'yellow', Icon: IconClock },
  'wrong-place': { color: 'yellow', Icon: IconWifiOff },
  closed: { color: 'red', Icon: IconLock },
  'not-found': { color: 'red', Icon: IconLock },
} as const satisfies Record<Schemas.RefusalReason, { color: string; Icon: Icon }>;

export const refusalReasons = Object.keys(refusalLooks) as ReadonlyArray<Schemas.RefusalReason>;
