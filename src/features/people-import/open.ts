import type { Core } from '../../core/open-core.ts';
import type { Additions } from '../feature.ts';
import { createImportPeople } from './import-people.ts';
import { peopleImportRoutes } from './people-import-routes.ts';

export const open = (core: Core): Additions => ({ routes: [peopleImportRoutes(createImportPeople(core))] });
