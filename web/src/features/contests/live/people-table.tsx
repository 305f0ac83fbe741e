import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import type { Schemas } from 'lectern-client';
import { type CSSProperties, memo, type UIEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format/format.ts';
import classes from './people-table.module.css';

export type ContestPerson = Schemas.ContestPerson;
export type State = Schemas.ReadingState;

export const states = [
  'current',
  'opened',
  'link',
  'none',
  'unknown',
] as const satisfies ReadonlyArray<State>;

/** Browsers drop the roles of a table when CSS changes its layout. */
const role = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader', scope: 'col' },
  rowheader: { role: 'rowheader', scope: 'row' },
  cell: { role: 'cell' },
} as const;

interface StateMarkProps {
  readonly state: State;
  /** The state in words; absent if they are next to it. */
  readonly name?: string;
}

/** The state of a task by color and by sign. */
export const StateMark = ({ state, name }: StateMarkProps) => (
  <span className={classes.mark} data-state={state} title={name} aria-hidden={name === undefined}>
    <span>{name}</span>
  </span>
);

export const readingState = ({ tasks }: ContestPerson, taskId: string): State =>
  tasks.find((task) => task.taskId === taskId)?.state ?? 'none';

export interface Filter {
  readonly text: string;
  readonly groupId: string;
  /** Undefined: in any task. */
  readonly taskId?: string | undefined;
  /** `missing`: every state but the newest version opened. */
  readonly state?: State | 'missing' | undefined;
}

/** Rows above and below those in view. */
const spareRows = 12;

interface PeopleTableProps {
  readonly label: string;
  readonly tasks: ReadonlyArray<Schemas.ContestTask>;
  readonly people: ReadonlyArray<ContestPerson>;
  readonly shown: ReadonlyArray<ContestPerson>;
  readonly endsAt: string | null;
  readonly filter: Filter;
  readonly onFilter: (chosen: Pick<Filter, 'taskId' | 'state'>) => void;
  readonly onPerson: (person: ContestPerson) => void;
}

/** Only the rows near those in view exist; `aria-rowcount` and `aria-rowindex` tell screen readers of all. */
export function PeopleTable({
  label,
  tasks,
  people,
  shown,
  endsAt,
  filter,
  onFilter,
  onPerson,
}: PeopleTableProps) {
  const { t } = useTranslation('contests');
  const { hour } = useFormat();
  const words = useMemo(
    () => ({
      hour,
      states: Object.fromEntries(
        states.map((state) => [state, t(`progress.state.${state}`)] as const),
      ) as Record<State, string>,
    }),
    [hour, t],
  );
  const [view, setView] = useState({ from: 0, rows: 30 });
  const rowRem = 2.75;
  function onScroll({ currentTarget: { scrollTop, clientHeight } }: UIEvent<HTMLElement>) {
    const rowPx = rowRem * Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
    // In steps, so that most events change nothing.
    const from = Math.max(0, Math.floor(scrollTop / rowPx / 6) * 6 - spareRows);
    const rows = Math.ceil(clientHeight / rowPx) + 2 * spareRows + 6;
    setView((before) => (before.from === from && before.rows === rows ? before : { from, rows }));
  }
  const from = Math.min(view.from, Math.max(0, shown.length - view.rows));
  const counts = useMemo(() => countsOf(people), [people]);
  return (
    // It scrolls, so the keyboard must reach it. A group, because its table has the same name.
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs
    // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
    <div className={classes.grid} tabIndex={0} role="group" aria-label={label} onScroll={onScroll}>
      <table
        {...role.table}
        aria-label={label}
        aria-rowcount={shown.length + 1}
        style={{ '--tasks': tasks.length } as CSSProperties}
      >
        <thead {...role.rowgroup} className={classes.top}>
          <tr {...role.row} aria-rowindex={1} className={classes.head}>
            <th {...role.columnheader} className={classes.first}>
              {t('progress.person')}
            </th>
            <th {...role.columnheader} className={classes.end}>
              {t('progress.end')}
            </th>
            {tasks.map(({ taskId, label, title }) => {
              const { current = 0, opened = 0 } = counts.get(taskId) ?? {};
              const isChosen = filter.taskId === taskId;
              const share = (part: number) => `${(part / people.length) * 100}%`;
              const shares = { '--newest': share(current), '--any': share(current + opened) };
              return (
                <th key={taskId} {...role.columnheader}>
                  <UnstyledButton
                    className={classes.task ?? ''}
                    aria-pressed={isChosen}
                    title={t('progress.missing', { count: people.length - current })}
                    onClick={() => onFilter(isChosen ? {} : { taskId, state: 'missing' })}
                  >
                    <strong>{label}</strong>
                    <span>{t('progress.of', { count: current, total: people.length })}</span>
                    <VisuallyHidden>{t('progress.task', { title })}</VisuallyHidden>
                    <span className={classes.bar} style={shares as CSSProperties} />
                  </UnstyledButton>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody
          {...role.rowgroup}
          className={classes.body}
          style={{ height: `${shown.length * rowRem}rem`, paddingBlockStart: `${from * rowRem}rem` }}
        >
          {shown.slice(from, from + view.rows).map((person, at) => (
            <PersonRow
              key={person.userId}
              person={person}
              rowIndex={from + at + 2}
              tasks={tasks}
              endsAt={endsAt}
              words={words}
              onPerson={onPerson}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function countsOf(people: ReadonlyArray<ContestPerson>) {
  const counts = new Map<string, Partial<Record<State, number>>>();
  for (const { taskId, state } of people.flatMap(({ tasks }) => tasks)) {
    const count = counts.get(taskId) ?? {};
    count[state] = (count[state] ?? 0) + 1;
    counts.set(taskId, count);
  }
  return counts;
}

interface PersonRowProps {
  readonly person: ContestPerson;
  readonly rowIndex: number;
  readonly tasks: ReadonlyArray<Schemas.ContestTask>;
  readonly endsAt: string | null;
  readonly words: {
    readonly hour: (time: string) => string;
    readonly states: Readonly<Record<State, string>>;
  };
  readonly onPerson: (person: ContestPerson) => void;
}

/** Without hooks, because scrolling creates hundreds of cells in a frame. */
const PersonRow = memo(({ person, rowIndex, tasks, endsAt, words, onPerson }: PersonRowProps) => (
  <tr {...role.row} aria-rowindex={rowIndex} className={classes.row}>
    <th {...role.rowheader} className={classes.first}>
      <button type="button" className={classes.person} title={person.name} onClick={() => onPerson(person)}>
        {person.name}
      </button>
    </th>
    <td {...role.cell} className={classes.end} data-own={person.endsAt !== endsAt || undefined}>
      {person.endsAt === null ? '–' : words.hour(person.endsAt)}
    </td>
    {tasks.map(({ taskId }) => {
      const state = readingState(person, taskId);
      return (
        <td key={taskId} {...role.cell} className={classes.cell}>
          <StateMark state={state} name={words.states[state]} />
        </td>
      );
    })}
  </tr>
));
