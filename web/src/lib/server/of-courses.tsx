import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { settingsQuery } from './settings.ts';

/** Parts that only servers of the profile `course` have. */
export const OfCourses = ({ children }: { readonly children: ReactNode }) =>
  useQuery(settingsQuery).data?.profile === 'course' && children;
