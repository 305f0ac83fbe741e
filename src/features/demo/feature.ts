import type { Feature } from '../feature.ts';
import { sync } from '../sync/feature.ts';
import { demoCommand } from './demo-command.ts';

/** A seeded instance to try, and a course that an admin can make to see how it works. */
export const demo: Feature = {
  name: 'demo',
  needs: [sync],
  addCommands: (program, cli) => program.addCommand(demoCommand(cli)),
  async open(core) {
    const { demoCourseRoutes } = await import('./demo-course-routes.ts');
    const { createDemoCourse } = await import('./demo-course.ts');
    return { routes: [demoCourseRoutes(createDemoCourse(core))] };
  },
};
