import { Tabs } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import classes from './page-tabs.module.css';
import { UnsavedGuard } from './unsaved-guard.tsx';

interface PageTabsProps<Name extends string> {
  /** What the tabs are of, for those who do not see it. */
  readonly label: string;
  readonly value: Name;
  /** Puts the name into the address. */
  readonly onChange: (name: Name) => void;
  readonly tabs: ReadonlyArray<{ readonly name: Name; readonly label: string; readonly panel: ReactNode }>;
}

/** The parts of a page, each with an address of its own; only the one that is seen asks for its data and keeps what is typed. */
export function PageTabs<Name extends string>({ label, value, onChange, tabs }: PageTabsProps<Name>) {
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another tab is another place to scroll to
  useEffect(() => {
    const show = () =>
      list.current
        ?.querySelector('[aria-selected="true"]')
        ?.scrollIntoView({ block: 'nearest', inline: 'center' });
    // After "back", the router first restores where the list was.
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
