import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ErrorNotice } from './error-notice.tsx';
import { Pending } from './pending.tsx';

interface QueryViewProps<Data> {
  readonly query: UseQueryResult<Data>;
  /** As high as what it stands for, so that nothing moves. */
  readonly pending?: ReactNode;
  readonly children: (data: Data) => ReactNode;
}

/** What a query gives, or the outline of it, or what went wrong with a way to try again. */
export function QueryView<Data>({ query, pending = <Pending />, children }: QueryViewProps<Data>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) return <ErrorNotice error={query.error} onRetry={() => void query.refetch()} />;
  return pending;
}
