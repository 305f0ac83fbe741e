import { Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Schemas } from 'lectern-client';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format/format.ts';
import { useAction } from '../../lib/saving/use-action.ts';
import type { Container } from '../../lib/server/container.ts';
import { usePages } from '../../lib/server/resource.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { NextPage } from '../../ui/next-page.tsx';
import { QueryView } from '../../ui/query-view.tsx';
import { Row, RowList } from '../../ui/row-list.tsx';
import { Section } from '../../ui/section.tsx';
import { StateBadge } from '../../ui/state-badge.tsx';
import { Address } from '../people/address.tsx';
import { invitationPages, invitationUsePages, revokeInvitation } from './invitations.ts';
import { NewInvitation } from './new-invitation.tsx';

const looks = { open: 'good', ended: 'over', 'used-up': 'over', revoked: 'bad' } as const;

/** The links through which people join a group or contest, for its staff. */
export function InvitationList({ container }: { container: Container }) {
  const { t } = useTranslation('people');
  const { dateTime, number } = useFormat();
  const heading = useRef<HTMLHeadingElement>(null);
  const [isNew, creating] = useDisclosure();
  const [isUses, uses] = useDisclosure();
  const query = usePages(invitationPages(container));
  const revoking = useAction({
    mutationFn: ({ invitationId }: Schemas.Invitation) => revokeInvitation(container, invitationId),
    failure: 'corner',
    meta: { done: t('invitations.revoked') },
    onSuccess: () => heading.current?.focus(),
  });
  return (
    <Section
      title={t('invitations.title')}
      hint={t('invitations.hint')}
      headingRef={heading}
      actions={
        <Button variant="default" size="sm" onClick={creating.open}>
          {t('invitations.new')}
        </Button>
      }
    >
      <NewInvitation container={container} opened={isNew} onClose={creating.close} />
      <Dialog opened={isUses} onClose={uses.close} title={t('invitations.whoJoined')}>
        <Uses container={container} />
      </Dialog>
      <QueryView query={query}>
        {(invitations) => (
          <>
            <RowList label={t('invitations.title')} empty={t('invitations.empty')}>
              {invitations.map((invitation) => (
                <Row
                  key={invitation.invitationId}
                  main={
                    <Group gap="xs">
                      <Text fw={600}>{t('invitations.row', { time: dateTime(invitation.endsAt) })}</Text>
                      <StateBadge state={looks[invitation.state]} size="sm">
                        {t(`invitations.state.${invitation.state}`)}
                      </StateBadge>
                    </Group>
                  }
                  detail={[
                    t('invitations.uses', {
                      uses: number(invitation.uses),
                      maxUses: number(invitation.maxUses),
                    }),
                    ...(invitation.emailDomains.length > 0
                      ? [t('invitations.onlyFor', { list: invitation.emailDomains.join(', ') })]
                      : []),
                  ].join(' · ')}
                  actions={
                    invitation.state === 'open' && (
                      <ConfirmButton
                        question={t('invitations.revokeQuestion')}
                        onConfirm={() => revoking.mutate(invitation)}
                        aria-label={t('invitations.revokeOf', { time: dateTime(invitation.endsAt) })}
                      >
                        {t('invitations.revoke')}
                      </ConfirmButton>
                    )
                  }
                />
              ))}
            </RowList>
            {invitations.some((each) => each.uses > 0) && (
              <Group>
                <Button variant="subtle" size="compact-sm" onClick={uses.open}>
                  {t('invitations.whoJoined')}
                </Button>
              </Group>
            )}
          </>
        )}
      </QueryView>
      <NextPage query={query} />
    </Section>
  );
}

function Uses({ container }: { container: Container }) {
  const { t } = useTranslation('people');
  const { dateTime } = useFormat();
  const query = usePages(invitationUsePages(container));
  return (
    <>
      <QueryView query={query}>
        {(uses) => (
          <RowList label={t('invitations.whoJoined')} empty={t('invitations.noOne')}>
            {uses.map((use) => (
              <Row
                key={`${use.invitationId} ${use.userId}`}
                main={<Text fw={600}>{use.name}</Text>}
                detail={
                  <Group gap="0 12px">
                    <Address {...use} />
                    <span>{t('invitations.joinedAt', { time: dateTime(use.joinedAt) })}</span>
                  </Group>
                }
              />
            ))}
          </RowList>
        )}
      </QueryView>
      <NextPage query={query} />
    </>
  );
}
