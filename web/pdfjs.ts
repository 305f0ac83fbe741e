import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };

/** What pdf.js asks for by name when a PDF needs it. QuickJS is for the scripts of PDFs, which never run here. */
const foldersToCopy = ['cmaps', 'standard_fonts', 'wasm', 'iccs'];
const isLeftOut = (file: string) => file.startsWith('quickjs') || file === 'LICENSE_QUICKJS';

/** Puts them into the build, at an address that changes with the version of pdf.js. */
export function copyPdfjsFiles(): Plugin {
  return {
    name: 'copy-pdfjs-files',
    generateBundle() {
      for (const name of foldersToCopy) {
        for (const file of readdirSync(join(folder, name)).filter((each) => !isLeftOut(each))) {
          this.emitFile({
            type: 'asset',
            fileName: `assets/pdfjs-${version}/${name}/${file}`,
            source: readFileSync(join(folder, name, file)),
          });
        }
      }
    },
  };
}

interface Change {
  /** Stands in the worker exactly once. */
  readonly before: string;
  readonly insert: string;
}

/**
 * In a flat page tree, where every kid is a page, the kid at an index is the page of that index. pdf.js reads the
 * dictionaries of all of them, to find the last page before it shows the first: one range each, where a program
 * wrote each page beside its images. A scan of 40 MB would be read by half before its first page is seen.
 */
const changes: ReadonlyArray<Change> = [
  {
    before: 'for (let last = kids.length - 1; last >= 0; last--) {\n        const lastKid = kids[last];',
    insert: `if (kids.length === count && kids[pageIndex - currentPageIndex] instanceof Ref) {
        const pageRef = kids[pageIndex - currentPageIndex];
        const page = await xref.fetchAsync(pageRef);
        if (page instanceof Dict && isName(await page.getAsync("Type"), "Page")) {
          pageIndexCache.put(pageRef, pageIndex);
          return [page, pageRef];
        }
      }
      `,
  },
  {
    before: 'const kidPromises = [];\n      let found = false;\n      for (const kid of kids) {',
    insert: `if (kids.length === (await parent.getAsync("Count"))) {
        const at = kids.findIndex((kid) => kid instanceof Ref && isRefsEqual(kid, ref));
        if (at >= 0) {
          total += at;
          ref = parentRef;
          continue;
        }
      }
      `,
  },
];

/** The script itself, with the query that Vite's development server adds; not what asks for its address. */
const worker = /\/pdfjs-dist\/build\/pdf\.worker\.mjs(\?worker_file.*)?$/;

/** Changes pdf.js's worker (Apache-2.0) on its way to the browser; fails when that worker is another one. */
export function findPagesDirectly(): Plugin {
  return {
    name: 'find-pages-directly',
    transform(code, id) {
      if (!worker.test(id)) return;
      let changed = code;
      for (const { before, insert } of changes) {
        if (code.split(before).length !== 2) this.error(`pdf.js ${version} has no "${before}", or several.`);
        changed = changed.replace(before, () => `/* Changed in Lectern. */ ${insert}${before}`);
      }
      return { code: changed, map: null };
    },
  };
}

/** The address of these files: those of the build, or, on Vite's development server, those of the package. */
export const pdfjsFiles = (command: 'build' | 'serve'): string =>
  command === 'build' ? `/assets/pdfjs-${version}/` : `/@fs${folder}/`;
