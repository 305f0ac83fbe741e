import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFInvalidObject,
  PDFName,
  type PDFObject,
  PDFStream,
} from 'pdf-lib';
import type { PdfFindingCode } from './pdf-examination.ts';

/** Actions by type, ISO 32000-2 table 201. Links to the web (URI) are harmless unless they open automatically. */
const ofActions: Readonly<Record<string, PdfFindingCode>> = {
  JavaScript: 'pdf-scripts',
  Launch: 'pdf-launch',
  SubmitForm: 'pdf-sends-data',
  ImportData: 'pdf-sends-data',
  GoToR: 'pdf-other-files',
  GoToE: 'pdf-other-files',
};

/** Keys whose presence in any dictionary is a finding. */
const ofKeys: Readonly<Record<string, PdfFindingCode>> = {
  JS: 'pdf-scripts', // §12.6.4.17, and renditions, §12.6.4.14
  XFA: 'pdf-xfa', // ISO 32000-1 §12.7.8
  EmbeddedFiles: 'pdf-attachments', // §7.7.4
  EF: 'pdf-attachments', // §7.11.3
};

/** Keys for actions without a click: when a document or a page is opened, closed or printed, §12.6.3. */
const triggers = ['OpenAction', 'AA'];

/**
 * Finds what a PDF can make a viewer do apart from showing pages. Checks every object, used or not, because viewers disagree about which
 * are used.
 */
export function findActiveContent(context: PDFContext): Set<PdfFindingCode> {
  const found = new Set<PdfFindingCode>();
  const todo: Array<PDFObject> = context.enumerateIndirectObjects().map(([, object]) => object);
  for (let object = todo.pop(); object !== undefined; object = todo.pop()) {
    if (object instanceof PDFArray) {
      for (const item of object.asArray()) todo.push(item);
    } else if (object instanceof PDFStream) {
      // A stream in an external file, §7.3.8.2, or a page of one, §8.10.4.
      if (has(object.dict, 'F') || has(object.dict, 'Ref')) found.add('pdf-other-files');
      todo.push(object.dict);
    } else if (object instanceof PDFInvalidObject) {
      found.add('pdf-not-examined'); // other libraries may be able to read it
    } else if (object instanceof PDFDict) {
      const action = ofActions[typeOf(object)];
      if (action) found.add(action);
      for (const [key, code] of Object.entries(ofKeys)) if (has(object, key)) found.add(code);
      if (triggers.some((key) => opensAddress(object, key))) found.add('pdf-auto-link');
      for (const [, value] of object.entries()) todo.push(value);
    }
  }
  return found;
}

const has = (dict: PDFDict, key: string): boolean => dict.lookup(PDFName.of(key)) !== undefined;

function typeOf(action: PDFDict): string {
  const type = action.lookup(PDFName.of('S'));
  return type instanceof PDFName ? type.decodeText() : '';
}

/** Accepts an action, or a dictionary of actions. */
function opensAddress(dict: PDFDict, key: string): boolean {
  const actions = dict.lookup(PDFName.of(key));
  if (!(actions instanceof PDFDict)) return false;
  const each = [actions, ...actions.keys().map((name) => actions.lookup(name))];
  return each.some((action) => action instanceof PDFDict && typeOf(action) === 'URI');
}
