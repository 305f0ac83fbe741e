import { Anchor } from '@mantine/core';
import { createLink, useLocation } from '@tanstack/react-router';
import { type ComponentPropsWithRef, use } from 'react';
import classes from './back-link.module.css';
import { IconArrowLeft } from './icons.ts';
import { PageTitle } from './page.tsx';

interface PageBefore {
  readonly to: string;
  readonly search: object;
  readonly name: string;
}

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** The pages that led to this one, the nearest last. The browser keeps them when the page is reloaded. */
    cameFrom?: ReadonlyArray<PageBefore> | undefined;
  }
}

/** Two pages can link to each other forever. */
const maxBefore = 8;

/** The `state` of a link to a page with a `BackLink`, which then leads back to this page. */
export function useFromHere() {
  const name = use(PageTitle);
  const { pathname: to, search, state } = useLocation();
  return { cameFrom: [...(state.cameFrom ?? []), { to, search, name }].slice(-maxBefore) };
}

/** The props of a link to the page that led here; of the list if the page was opened by its URL. */
export function useWayBack(list: string, children: string) {
  const { cameFrom = [] } = useLocation().state;
  const before = cameFrom.at(-1) ?? { to: list, search: {}, name: children };
  const { to, search, name } = before;
  return { to, search, state: { cameFrom: cameFrom.slice(0, -1) }, children: name };
}

function BackAnchor({ children, ...props }: Omit<ComponentPropsWithRef<'a'>, 'color' | 'className'>) {
  return (
    <Anchor {...props} className={classes.back}>
      <IconArrowLeft size={16} />
      {children}
    </Anchor>
  );
}

const RouterBackAnchor = createLink(BackAnchor);

/** Leads from an item back to where the user came from, by default its list; `Page` shows it above its heading. */
export function BackLink({ to, children }: { to: string; children: string }) {
  return <RouterBackAnchor {...useWayBack(to, children)} />;
}
