import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Whom to ask after forgetting the password: only a link from an admin sets a new one. */
export function WhomToAsk({ contact }: { contact: string | null }) {
  const { t } = useTranslation();
  if (contact === null) return <Text size="sm">{t('signIn.forgottenAskTeacher')}</Text>;
  const href = hrefOf(contact);
  return (
    <Text size="sm">
      {t('signIn.forgottenAsk')}{' '}
      {href === undefined ? (
        contact
      ) : (
        <Anchor href={href} size="sm">
          {contact}
        </Anchor>
      )}
    </Text>
  );
}

/** Link to an e-mail or web address; undefined for a name. */
function hrefOf(contact: string): string | undefined {
  if (/^[\w.+-]+@[\w.-]+$/.test(contact)) return `mailto:${contact}`;
  return /^https?:\/\//.test(contact) ? URL.parse(contact)?.href : undefined;
}
