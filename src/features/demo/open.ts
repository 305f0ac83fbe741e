import type { Core } from '../../core/open-core.ts';
import type { Additions } from '../feature.ts';
import { createDemoCourse } from './demo-course.ts';
import { demoCourseRoutes } from './demo-course-routes.ts';

export const open = (core: Core): Additions => ({ routes: [demoCourseRoutes(createDemoCourse(core))] });
