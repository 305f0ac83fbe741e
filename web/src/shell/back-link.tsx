import { Anchor } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { createLink } from '@tanstack/react-router';
import type { ComponentPropsWithRef } from 'react';
import classes from './back-link.module.css';

function BackAnchor({ children, ...props }: Omit<ComponentPropsWithRef<'a'>, 'color' | 'className'>) {
  return (
    <Anchor {...props} className={classes.back}>
      <IconArrowLeft size={16} aria-hidden />
      {children}
    </Anchor>
  );
}

/** Leads from one thing to the list that it is in; `Page` puts it above its heading. */
export const BackLink = createLink(BackAnchor);
