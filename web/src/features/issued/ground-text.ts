import i18next from 'i18next';

const grounds = [
  'admin',
  'task-staff',
  'group-staff',
  'contest-staff',
  'group',
  'contest',
  'signed-in',
  'contest-archive',
  'granted',
  'operator',
  'prefetch',
] as const;

/**
 * Why somebody may read a task, or got a URL for it, as the end of "This person ...". A ground that this version does
 * not know is given as it is.
 * @param name of the group, the contest or the platform that it comes through
 */
export function groundText(ground: string, name?: string): string {
  const known = grounds.find((each) => each === ground);
  const t = i18next.getFixedT(null, 'issued');
  if (!known) return ground;
  if (name === undefined) return t(`ground.${known}`);
  return t(`groundThrough.${known}` as 'groundThrough.group', { name });
}
