import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { useAction } from '../../lib/saving/use-action.ts';
import { meQuery } from '../../lib/server/session.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { IconUserPlus } from '../../ui/icons.ts';
import { NextPage } from '../../ui/next-page.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Row, RowList } from '../../ui/row-list.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Section } from '../../ui/section.tsx';
import { Address } from './address.tsx';
import { type Adding, PeopleInput } from './people-input.tsx';
import { type PeopleList, usePeople } from './use-people.ts';

type Sort = 'name' | 'email' | 'role';

/** Some lists include when a person first got a URL for their content; null: not yet. */
type Listable = Schemas.Person & { readonly firstIssuedAt?: string | null };

interface PeopleSectionProps<
  Listed extends Listable,
  Sorted extends Sort,
  Own extends object,
  New extends Schemas.Person,
> {
  readonly title: string;
  readonly hint?: string;
  /** Of the heading. */
  readonly id?: string;
  /** What to do first if the list is empty. */
  readonly empty: string;
  /** Made with `pages` and `wholePages`. */
  readonly list: PeopleList<Listed, 'name' | 'email' | Sorted>;
  /** Sort orders besides name and address. */
  readonly ownSorts?: ReadonlyArray<Sorted>;
  /** Undefined if the user may not add anybody. */
  readonly adding?: Adding<New, Own> | undefined;
  /** Next to the address. */
  readonly detail?: (person: Listed) => ReactNode;
  /** Inputs to change a person's options. */
  readonly controls?: (person: Listed) => ReactNode;
  /** Asked before a removal; undefined if the person can't be removed. */
  readonly removeQuestion: (person: Listed, isOwn: boolean) => string | undefined;
  readonly remove: (userId: string) => Promise<unknown>;
  /** Below that question. */
  readonly removalNote?: (userId: string) => ReactNode;
  /** Above the list. */
  readonly children?: ReactNode;
}

/** A list of people with count, search, sorting, adding and removal. */
export function PeopleSection<
  Listed extends Listable & Own,
  Own extends object,
  New extends Schemas.Person,
  Sorted extends Sort = never,
>(props: PeopleSectionProps<Listed, Sorted, Own, New>) {
  const { title, hint, empty, adding, detail, controls, removeQuestion } = props;
  const { t } = useTranslation(['people', 'shell']);
  const { dateTime, number } = useFormat();
  const ownId = useQuery(meQuery).data?.userId;
  const heading = useRef<HTMLHeadingElement>(null);
  const sorts = ['name', 'email', ...(props.ownSorts ?? [])] as const;
  const [isAdding, { open, close }] = useDisclosure();
  const [text, setText] = useState('');
  const [sort, setSort] = useState<(typeof sorts)[number]>('name');
  const query = usePeople(props.list({ text: text || undefined, sort }));
  const removing = useAction({
    failure: 'corner',
    mutationFn: ({ userId }: Listed) => props.remove(userId),
    meta: { done: ({ name }) => t('people.removed', { name }), undo: undoOf },
    onSuccess: () => heading.current?.focus(),
  });
  /** People are added by address; those who removed themselves may not add anyone. */
  function undoOf(person: Listed) {
    const { email, userId } = person;
    if (!adding || email === null || userId === ownId) return undefined;
    const own = Object.keys(adding.own).map((name) => [name, person[name as keyof Own]]);
    return () => adding.add([email], Object.fromEntries(own) as Own, {});
  }
  const isSearched = text !== '';

  return (
    <Section
      title={
        query.data && !isSearched ? t('people.counted', { title, total: number(query.data.total) }) : title
      }
      hint={hint}
      id={props.id}
      headingRef={heading}
      actions={
        adding && (
          <Button variant="default" size="sm" leftSection={<IconUserPlus size={16} />} onClick={open}>
            {adding.label}
          </Button>
        )
      }
    >
      {adding && (
        <Dialog opened={isAdding} onClose={close} title={adding.label}>
          <PeopleInput adding={adding} onDone={close} />
        </Dialog>
      )}
      {props.children}
      <QueryView query={query}>
        {({ people, total }) => (
          <>
            {(total > 1 || isSearched) && (
              <Group align="flex-end" gap="sm">
                <SearchField
                  label={t('people.search')}
                  aria-description={title}
                  text={text}
                  onSearch={setText}
                  flex="1 1 220px"
                />
                <NativeSelect
                  label={t('people.sort')}
                  data={sorts.map((value) => ({ value, label: t(`people.sortBy.${value as Sort}`) }))}
                  value={sort}
                  onChange={({ currentTarget }) => setSort(currentTarget.value as typeof sort)}
                />
              </Group>
            )}
            <Text size="sm" role="status" hidden={!isSearched}>
              {isSearched && t('people.found', { count: total })}
            </Text>
            <RowList label={title} empty={isSearched ? '' : empty}>
              {people.map((person) => {
                const { userId, name, firstIssuedAt } = person;
                const isOwn = userId === ownId;
                const question = removeQuestion(person, isOwn);
                const more = detail?.(person);
                return (
                  <Row
                    key={userId}
                    main={<Text fw={600}>{isOwn ? t('people.you', { name }) : name}</Text>}
                    detail={
                      <Group gap="0 12px">
                        <Address {...person} />
                        {more && <span>{more}</span>}
                        {firstIssuedAt !== undefined && (
                          <span>
                            {firstIssuedAt === null
                              ? t('people.noLink')
                              : t('people.firstLink', { time: dateTime(firstIssuedAt) })}
                          </span>
                        )}
                      </Group>
                    }
                    actions={
                      <>
                        {controls?.(person)}
                        {question && (
                          <ConfirmButton
                            question={undoOf(person) ? question : `${question} ${t('shell:undo.never')}`}
                            fields={props.removalNote?.(userId)}
                            onConfirm={() => removing.mutate(person)}
                            aria-label={t('people.remove', { name })}
                          >
                            {t('shell:action.remove')}
                          </ConfirmButton>
                        )}
                      </>
                    }
                  />
                );
              })}
            </RowList>
          </>
        )}
      </QueryView>
      <NextPage query={query} />
    </Section>
  );
}
