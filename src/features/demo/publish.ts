import type { Core } from '../../core/open-core.ts';
import { publishPdf } from './publish-pdf.ts';
import type { Statement } from './statement.ts';

/** Makes a PDF and publishes it. */
export async function publish(
  core: Core,
  taskId: string,
  uploadedBy: string,
  statement: Statement,
): Promise<void> {
  // Making PDFs is for the demo alone, so the server never loads what it needs.
  const { typeset } = await import('./typeset.ts');
  await publishPdf(core, { taskId, uploadedBy }, statement, await typeset(statement));
}
