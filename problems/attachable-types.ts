/** The types of files that Lectern stores next to a statement, as their names end, in lower case. */
export const attachableTypes = ['pdf', 'zip', 'txt', 'csv', 'png', 'jpg', 'jpeg', 'svg'] as const;

/** Whether a file name ends like one of them, in any case. */
export const isAttachable = (fileName: string): boolean =>
  attachableTypes.some((type) => fileName.toLowerCase().endsWith(`.${type}`));
