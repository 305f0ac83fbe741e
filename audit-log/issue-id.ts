/** Length of a tag, which names a reader, a task or an API key: 66 bits. */
export const tagLength = 11;
/** Length of the expiry at the beginning of an issue id. */
const prefixLength = 7;

/**
 * Everything that can revoke a URL with this issue id: two or three tags lie between its expiry and what distinguishes it. The id of an
 * operator's URL is shorter, without tags.
 */
export function revocationNames(issueId: string): ReadonlyArray<string> {
  const tags = (issueId.length - prefixLength) / tagLength - 1;
  if (tags !== 2 && tags !== 3) return [issueId];
  return [
    issueId,
    ...Array.from({ length: tags }, (_, at) => {
      const start = prefixLength + at * tagLength;
      return issueId.slice(start, start + tagLength);
    }),
  ];
}
