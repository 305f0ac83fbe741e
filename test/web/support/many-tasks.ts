import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Inserts tasks without a PDF, newest first `Exercise 0001`, into the demo's group while its server runs. */
export function insertManyTasks(dataDir: string, count: number): void {
  const database = new DatabaseSync(join(dataDir, 'lectern.db'), { timeout: 10_000 });
  try {
    database.exec(`
      begin immediate;
      with recursive numbers(n) as (select 1 union all select n + 1 from numbers where n < ${count})
      insert into "tasks" ("id", "title", "foldedTitle", "primaryLanguage", "visibility", "createdBy", "createdAt", "updatedAt")
        select printf('ffffffff-%06d', ${count} - n), printf('Exercise %04d', n), printf('exercise %04d', n), 'en', 'restricted',
          (select "id" from "user" where "email" = 'teacher@example.org'), ${Date.now()} - n, ${Date.now()} - n from numbers;
      insert into "groupTasks" ("groupId", "taskId", "opensAt", "createdAt")
        select (select "id" from "groups" where "name" = 'Algorithms 101'), "id", 0, 0 from "tasks" where "id" like 'ffffffff-%';
      commit`);
  } finally {
    database.close();
  }
}
