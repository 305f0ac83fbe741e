import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';

const colors = { good: 'green', coming: 'indigo', changed: 'orange', over: 'gray.5', bad: 'red' } as const;

interface StateBadgeProps {
  /** Active, upcoming, changed, ended by time, or ended by a person. */
  readonly state: keyof typeof colors;
  /** `sm` within text; default: `lg`. */
  readonly size?: 'sm' | 'lg' | undefined;
  /** The state in words, because color alone isn't accessible. */
  readonly children: ReactNode;
}

/** The state of anything, shown the same everywhere. */
export function StateBadge({ state, size = 'lg', children }: StateBadgeProps) {
  return (
    <Badge variant="dot" color={colors[state]} tt="none" size={size} miw="max-content">
      {children}
    </Badge>
  );
}
