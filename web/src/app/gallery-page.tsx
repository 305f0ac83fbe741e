// biome-ignore-all lint/style/noJsxLiterals: only developers see it
import { Alert, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { Brand } from '../ui/brand.tsx';
import { ConfirmButton } from '../ui/confirm-button.tsx';
import { CopyField } from '../ui/copy-field.tsx';
import { Countdown } from '../ui/countdown.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { FormEnd } from '../ui/form-end.tsx';
import { Hint } from '../ui/hint.tsx';
import { IconAlertTriangle, IconClock, IconUsers } from '../ui/icons.ts';
import { Page } from '../ui/page.tsx';
import { IconCheck, IconPlus } from '../ui/page-icons.ts';
import { PageTabs } from '../ui/page-tabs.tsx';
import { PasswordField } from '../ui/password-field.tsx';
import { Pending } from '../ui/pending.tsx';
import { PhaseBadge } from '../ui/phase-badge.tsx';
import { Row, RowList, rowClasses } from '../ui/row-list.tsx';
import { RowMenu } from '../ui/row-menu.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Section } from '../ui/section.tsx';
import { StateBadge } from '../ui/state-badge.tsx';

const nothing = () => {};
const idle = { isPending: false, isError: false, error: undefined };
const people = [
  { name: 'Maria Nowak', room: '101', points: 240 },
  { name: 'Jan Kowalski', room: '102', points: 95 },
];

/** Shows the components of `web/src/ui/` in their states: `npm run dev`, then /gallery. Not in the built app, and not translated. */
export function GalleryPage() {
  const [opened, setOpened] = useState(false);
  const [tab, setTab] = useState('first');
  return (
    <main id="main" lang="en">
      <Page
        title="Gallery"
        back={<Brand />}
        actions={<Button leftSection={<IconPlus size={18} />}>Main</Button>}
      >
        <Section
          title="Text"
          hint="Three weights: 400 to read, 600 for names, 700 for headings and figures that matter."
        >
          <Title order={3}>A heading</Title>
          <Text>Text to read, and a number: 1,024.</Text>
          <Text fw={600}>The name of something</Text>
          <Text size="sm" c="dimmed">
            What is less important.
          </Text>
          <Text fw={700} fz={32} component="div">
            <Countdown to={new Date(Date.now() + 5_400_000).toISOString()} />
          </Text>
        </Section>
        <Section title="Buttons">
          <Group>
            <Button>One a page</Button>
            <Button variant="default">Others</Button>
            <Button variant="subtle">In a row</Button>
            <Button loading>Busy</Button>
            <Button disabled>Disabled</Button>
            <ConfirmButton question="Is it to go?" onConfirm={nothing}>
              Remove
            </ConfirmButton>
            <Hint label="A name under the pointer">
              <Button variant="default">Hint</Button>
            </Hint>
          </Group>
        </Section>
        <Section title="States">
          <Group>
            <StateBadge state="good">Good</StateBadge>
            <StateBadge state="coming">Coming</StateBadge>
            <StateBadge state="over">Over</StateBadge>
            <StateBadge state="bad">Bad</StateBadge>
            <PhaseBadge phase="running" />
          </Group>
        </Section>
        <Section title="Notices">
          <Alert color="green" icon={<IconCheck />}>
            Something is done.
          </Alert>
          <Alert color="yellow" icon={<IconAlertTriangle />} title="Look at this">
            Something may go wrong.
          </Alert>
          <Alert color="gray" icon={<IconClock />}>
            Something is over.
          </Alert>
          <ErrorNotice error={new Error('It failed.')} onRetry={nothing} />
        </Section>
        <Section title="Fields">
          <TextInput label="Empty" placeholder="An example" />
          <TextInput label="Wrong" error="Enter a name." />
          <TextInput label="Disabled" disabled value="A value" readOnly />
          <PasswordField label="Password" />
          <SearchField aria-label="Search" placeholder="Search" text="" onSearch={nothing} />
          <CopyField label="To copy" value="https://example.org" />
        </Section>
        <Section title="Rows, to read">
          <RowList label="Rows" empty="">
            {people.map(({ name, room }) => (
              <Row
                key={name}
                main={<Text className={rowClasses.link ?? ''}>{name}</Text>}
                detail={`Room ${room}`}
                actions={
                  <RowMenu
                    of={name}
                    actions={[
                      { label: 'Edit', onClick: nothing },
                      { label: 'Remove', question: 'Is it to go?', onClick: nothing },
                    ]}
                  />
                }
              />
            ))}
          </RowList>
        </Section>
        <Section title="A table, to compare">
          <DataTable
            label="People"
            rows={people}
            rowKey={({ name }) => name}
            empty=""
            columns={[
              { key: 'name', title: 'Name', cell: ({ name }) => name },
              { key: 'room', title: 'Room', cell: ({ room }) => room },
              { key: 'points', title: 'Points', cell: ({ points }) => points },
            ]}
          />
        </Section>
        <Section title="Nothing yet, and not yet">
          <EmptyState action={<Button leftSection={<IconUsers size={18} />}>Add people</Button>}>
            Nobody takes part yet.
          </EmptyState>
          <Pending />
        </Section>
        <Section title="Tabs and dialogs">
          <PageTabs
            label="Tabs"
            value={tab}
            onChange={setTab}
            tabs={[
              { name: 'first', label: 'First', panel: 'The first panel' },
              { name: 'second', label: 'Second', panel: 'The second panel' },
            ]}
          />
          <Group>
            <Button variant="default" onClick={() => setOpened(true)}>
              Open a dialog
            </Button>
          </Group>
          <Dialog opened={opened} onClose={() => setOpened(false)} title="A dialog">
            <Stack>
              <TextInput label="Name" />
              <FormEnd sending={idle} submitLabel="Save" onCancel={() => setOpened(false)} />
            </Stack>
          </Dialog>
        </Section>
      </Page>
    </main>
  );
}
