import { Tooltip } from '@mantine/core';
import { cloneElement, type ReactElement, useState } from 'react';

interface HintProps {
  readonly label: string;
  readonly children: ReactElement<{ onPointerDown?: () => void }>;
}

/** A tooltip. A press hides it until the pointer returns: it would cover what the press opened. */
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
