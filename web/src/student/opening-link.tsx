import { Link } from '@tanstack/react-router';
import type { Opening } from 'lectern-client';

/** What something opens through: a contest has a page, the tasks of a group are in the list. */
export function OpeningLink({
  opening,
  className = '',
}: {
  opening: Opening;
  className?: string | undefined;
}) {
  const { kind, id, name } = opening.through;
  if (kind === 'group') return <span className={className}>{name}</span>;
  return (
    <Link to="/contests/$contestId" params={{ contestId: id }} className={`quiet-link ${className}`}>
      {name}
    </Link>
  );
}
