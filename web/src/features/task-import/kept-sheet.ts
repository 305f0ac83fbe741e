import { draftDatabase } from '../../lib/server/draft.ts';
import type { ImportItem, Sheet } from './sheet.ts';

/** More files are used, but not kept. */
const maxKeptBytes = 500_000_000;

export interface KeptSheet {
  readonly sheet: Sheet;
  readonly savedAtMs: number;
}

/** The unfinished sheet of a user, with its files, in the browser until it is done or discarded. */
export function createSheetStore(userId: string) {
  const database = openDatabase();
  // Without a handler, a browser that refuses to store reports an error that nothing is wrong with.
  database.catch(() => {});
  const run = async <Result>(
    mode: IDBTransactionMode,
    act: (stores: { readonly sheets: IDBObjectStore; readonly files: IDBObjectStore }) => IDBRequest<Result>,
  ): Promise<Result> => {
    const transaction = (await database).transaction(['sheets', 'files'], mode);
    const stores = { sheets: transaction.objectStore('sheets'), files: transaction.objectStore('files') };
    return resultOf(act(stores));
  };
  const filesOf = (...from: ReadonlyArray<string>) =>
    // Arrays come after all texts (Indexed Database API 3.0, "compare two keys").
    IDBKeyRange.bound([userId, ...from], [userId, ...from, []]);
  const read = (key: ReadonlyArray<string>) =>
    run<Blob>('readonly', ({ files }) => files.get(key as Array<string>) as IDBRequest<Blob>);

  return {
    async load(): Promise<KeptSheet | undefined> {
      const kept = await run<KeptSheet | undefined>('readonly', ({ sheets }) => sheets.get(userId));
      if (!kept) return undefined;
      const reopened = <File extends { readonly path: string }>(id: string, files: ReadonlyArray<File>) =>
        files.map((file) => ({ ...file, open: () => read([userId, id, file.path]) }));
      const rows = kept.sheet.rows.map((row): ImportItem => {
        const { documents, attachments } = row.draft;
        return {
          ...row,
          state: { name: row.state.name === 'done' ? 'done' : 'ready' },
          draft: {
            ...row.draft,
            documents: reopened(row.id, documents),
            attachments: reopened(row.id, attachments),
          },
        };
      });
      return { ...kept, sheet: { ...kept.sheet, rows } };
    },
    /** All but the files. */
    async save(sheet: Sheet, nowMs: number): Promise<void> {
      // Without the functions that open files, and errors, which can't be stored.
      const plain = JSON.parse(JSON.stringify(sheet)) as Sheet;
      await run('readwrite', ({ sheets }) => sheets.put({ sheet: plain, savedAtMs: nowMs }, userId));
    },
    /** Whether all files of these rows are kept now. */
    async saveFiles(rows: ReadonlyArray<ImportItem>): Promise<boolean> {
      const files = rows.flatMap(({ id, draft }) =>
        [...draft.documents, ...draft.attachments].map((file) => ({ ...file, key: [userId, id, file.path] })),
      );
      if (files.reduce((total, { size }) => total + size, 0) > maxKeptBytes) return false;
      const known = new Set(
        (await run('readonly', ({ files }) => files.getAllKeys(filesOf()))).map((key) => String(key)),
      );
      for (const { key, open } of files.filter(({ key }) => !known.has(String(key)))) {
        const blob = await open();
        await run('readwrite', ({ files }) => files.put(blob, key));
      }
      return true;
    },
    async discard(): Promise<void> {
      await run('readwrite', ({ sheets, files }) => {
        files.delete(filesOf());
        return sheets.delete(userId);
      });
    },
  };
}

export type SheetStore = ReturnType<typeof createSheetStore>;

const resultOf = <Result>(request: IDBRequest<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(draftDatabase, 1);
  request.onupgradeneeded = () => {
    for (const store of ['sheets', 'files']) request.result.createObjectStore(store);
  };
  const database = await resultOf(request);
  // Signing out deletes it, also in another tab.
  database.onversionchange = () => database.close();
  return database;
}
