import { useTranslation } from 'react-i18next';

const grounds = [
  'admin',
  'collaborator',
  'group-staff',
  'contest-staff',
  'group',
  'contest',
  'signed-in',
  'contest-archive',
  'granted',
  'operator',
] as const;

/** Why somebody got a URL; a ground that this version does not know is shown as it is. */
export function GroundName({ ground }: { ground: string }) {
  const { t } = useTranslation('issued');
  const known = grounds.find((each) => each === ground);
  return known ? t(`ground.${known}`) : ground;
}
