import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';

const colors = { good: 'green', coming: 'indigo', over: 'gray.5', bad: 'red' } as const;

interface StateBadgeProps {
  /** Works now, is to come, is over by itself, or was ended by somebody. */
  readonly state: keyof typeof colors;
  /** `sm` among text; default: `lg`. */
  readonly size?: 'sm' | 'lg' | undefined;
  /** The state in words: the colour alone says nothing to many. */
  readonly children: ReactNode;
}

/** The state that something is in; every state of every thing looks like this. */
export function StateBadge({ state, size = 'lg', children }: StateBadgeProps) {
  return (
    <Badge variant="dot" color={colors[state]} tt="none" size={size} miw="max-content">
      {children}
    </Badge>
  );
}
