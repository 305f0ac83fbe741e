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
 * Describes why a person may read a task, or got a URL for it, to complete "This person ...". Grounds that this version doesn't know are
 * returned unchanged.
 * @param name of the group, contest or platform that gives access
 */
export function groundText(ground: string, name?: string): string {
  const known = grounds.find((each) => each === ground);
  const t = i18next.getFixedT(null, 'issued');
  if (!known) return ground;
  if (name === undefined) return t(`ground.${known}`);
  return t(`groundThrough.${known}` as 'groundThrough.group', { name });
}
