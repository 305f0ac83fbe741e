import type { Feature } from '../feature.ts';
import { sync } from '../sync/feature.ts';
import { demoCommand } from './demo-command.ts';

/** A seeded demo instance, and a demo course that admins can create. */
export const demo: Feature = {
  name: 'demo',
  profile: 'course',
  needs: [sync],
  cli: { addCommands: (program, cli) => program.addCommand(demoCommand(cli)) },
  async open(core) {
    const { demoCourseRoutes } = await import('./demo-course-routes.ts');
    const { createDemoCourse } = await import('./demo-course.ts');
    return { http: { routes: [demoCourseRoutes(createDemoCourse(core))] } };
  },
};
