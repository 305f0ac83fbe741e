import type { Core } from '../../core/open-core.ts';
import type { Additions } from '../feature.ts';
import { createSynchronisation } from '../sync/synchronisation.ts';
import { createDemoCourse } from './demo-course.ts';
import { demoCourseRoutes } from './demo-course-routes.ts';

export const openDemoCourse = (core: Core) =>
  createDemoCourse({ ...core, synchronisation: createSynchronisation(core) });

export const open = (core: Core): Additions => ({ routes: [demoCourseRoutes(openDemoCourse(core))] });
