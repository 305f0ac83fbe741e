import { parentPort, workerData } from 'node:worker_threads';
import type { Statement } from '../statement.ts';
import { typeset } from '../typeset.ts';

/** The PDFs of the statements, in their order. */
export type Typeset = ReadonlyArray<Uint8Array>;

const pdfs: Array<Uint8Array> = [];
for (const statement of workerData as ReadonlyArray<Statement>) pdfs.push(await typeset(statement));
parentPort?.postMessage(pdfs satisfies Typeset);
