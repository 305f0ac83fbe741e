import { Anchor } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef } from 'react';
import classes from './back-link.module.css';
import { IconArrowLeft } from './icons.ts';

function BackAnchor({ children, ...props }: Omit<ComponentPropsWithRef<'a'>, 'color' | 'className'>) {
  return (
    <Anchor {...props} className={classes.back}>
      <IconArrowLeft size={16} />
      {children}
    </Anchor>
  );
}

/** Leads from an item back to its list; `Page` shows it above its heading. */
export const BackLink = createLink(BackAnchor);
