import type { Feature } from '../feature.ts';

/** Creates accounts and group members from a list. */
export const peopleImport: Feature = {
  name: 'people-import',
  profile: 'platform',
  async open(core) {
    const { peopleImportRoutes } = await import('./people-import-routes.ts');
    const { createImportPeople } = await import('./import-people.ts');
    return { http: { routes: [peopleImportRoutes(createImportPeople(core))] } };
  },
};
