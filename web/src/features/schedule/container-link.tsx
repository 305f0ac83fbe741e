import type { Schemas } from 'lectern-client';
import { AnchorLink } from '../../ui/anchor-link.tsx';
import { useFromHere } from '../../ui/back-link.tsx';

/** Links to a group or contest, for those who run it. */
export function ContainerLink({ place: { kind, id, name } }: { readonly place: Schemas.Container }) {
  const state = useFromHere();
  return kind === 'group' ? (
    <AnchorLink to="/manage/groups/$groupId" params={{ groupId: id }} state={state} size="sm">
      {name}
    </AnchorLink>
  ) : (
    <AnchorLink to="/manage/contests/$contestId" params={{ contestId: id }} state={state} size="sm">
      {name}
    </AnchorLink>
  );
}
