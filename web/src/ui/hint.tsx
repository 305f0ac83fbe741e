import { Tooltip } from '@mantine/core';
import { cloneElement, type ReactElement, useState } from 'react';

interface HintProps {
  readonly label: string;
  readonly children: ReactElement<{ onPointerDown?: () => void }>;
}

/** A name under the pointer. After a press it is gone until the pointer comes back: it would cover what the press opened. */
export function Hint({ label, children }: HintProps) {
  const [isPressed, setIsPressed] = useState(false);
  return (
    <Tooltip
      label={label}
      openDelay={400}
      position="bottom"
      disabled={isPressed}
      onMouseLeave={() => setIsPressed(false)}
    >
      {cloneElement(children, { onPointerDown: () => setIsPressed(true) })}
    </Tooltip>
  );
}
