import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorNotice } from './error-notice.tsx';
import { Pending } from './pending.tsx';

interface QueryViewProps<Data> {
  readonly query: UseQueryResult<Data>;
  /** Placeholder as tall as the content, so that the layout doesn't shift. */
  readonly pending?: ReactNode;
  readonly children: (data: Data) => ReactNode;
}

/** The result of a query, its placeholder, or an error with a retry button. */
export function QueryView<Data>({ query, pending = <Pending />, children }: QueryViewProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />;
  return pending;
}

/** What stands below a list: not before the list has loaded or failed, because it would move under a click. */
export function BelowList({ query, children }: { query: UseQueryResult<unknown>; children: ReactNode }) {
  return query.isPending ? null : children;
}
