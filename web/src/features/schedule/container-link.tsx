import type { Schemas } from 'lectern-client';
import { AnchorLink } from '../../ui/anchor-link.tsx';

/** Links to a group or contest, for those who run it. */
export function ContainerLink({ place: { kind, id, name } }: { readonly place: Schemas.Container }) {
  return kind === 'group' ? (
    <AnchorLink to="/manage/groups/$groupId" params={{ groupId: id }} size="sm">
      {name}
    </AnchorLink>
  ) : (
    <AnchorLink to="/manage/contests/$contestId" params={{ contestId: id }} size="sm">
      {name}
    </AnchorLink>
  );
}
