import { Tabs } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import classes from './page-tabs.module.css';
import { UnsavedGuard } from './unsaved-guard.tsx';

interface PageTabsProps<Name extends string> {
  /** What the tabs belong to, for screen readers. */
  readonly label: string;
  readonly value: Name;
  /** Puts the name into the URL. */
  readonly onChange: (name: Name) => void;
  readonly tabs: ReadonlyArray<{ readonly name: Name; readonly label: string; readonly panel: ReactNode }>;
}

/** Parts of a page, each with its own URL. Only the selected one loads its data and keeps input. */
export function PageTabs<Name extends string>({ label, value, onChange, tabs }: PageTabsProps<Name>) {
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is another place to scroll to
  useEffect(() => {
    const show = () =>
      list.current
        ?.querySelector('[aria-selected="true"]')
        ?.scrollIntoView({ block: 'nearest', inline: 'center' });
    // On "back", the router first restores the old scroll position.
    const frame = requestAnimationFrame(show);
    return () => cancelAnimationFrame(frame);
  }, [value]);
  return (
    <UnsavedGuard>
      <Tabs
        value={value}
        onChange={(name) => name && name !== value && onChange(name as Name)}
        keepMounted={false}
      >
        <Tabs.List ref={list} aria-label={label} className={`${classes.list} fading`}>
          {tabs.map((tab) => (
            <Tabs.Tab key={tab.name} value={tab.name} className={classes.tab}>
              {tab.label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map(({ name, panel }) => (
          <Tabs.Panel key={name} value={name} pt="lg">
            {panel}
          </Tabs.Panel>
        ))}
      </Tabs>
    </UnsavedGuard>
  );
}
