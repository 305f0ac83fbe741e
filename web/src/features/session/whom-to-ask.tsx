import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Whom to ask when the password is forgotten: only a link that somebody makes sets a new one. */
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

/** Of an e-mail address or a web address; a name has none. */
function hrefOf(contact: string): string | undefined {
  if (/^[\w.+-]+@[\w.-]+$/.test(contact)) return `mailto:${contact}`;
  return /^https?:\/\//.test(contact) ? URL.parse(contact)?.href : undefined;
}
