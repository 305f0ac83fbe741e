import { useQuery } from '@tanstack/react-query';
import type { Schemas } from 'lectern-client';
import { useId } from 'react';

/** A dry run. Its signal is aborted once the question has been answered. */
export type DryRun = (signal: AbortSignal) => Promise<Schemas.TriedChange>;

/** What the dry run of a question told; undefined until it did. */
export const useTried = (change: DryRun): Schemas.TriedChange | undefined =>
  useQuery({ queryKey: [useId()], queryFn: ({ signal }) => change(signal), gcTime: 0 }).data;
