import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';

const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };

/** Files that pdf.js loads on demand. QuickJS runs scripts of PDFs, which Lectern never does. */
const foldersToCopy = ['cmaps', 'standard_fonts', 'wasm', 'iccs'];
const isLeftOut = (file: string) => file.startsWith('quickjs') || file === 'LICENSE_QUICKJS';

/** Copies them into the build, at a path that contains the version of pdf.js. */
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
  /** Must occur exactly once in the worker. */
  readonly before: string;
  readonly insert: string;
}

/**
 * In a flat page tree, where every kid is a page, the kid at an index is the page with that index. But pdf.js reads the dictionaries of all
 * of them to find the last page before it shows the first. That costs one range each if the program wrote each page next to its images:
 * half of a 40 MB scan before the first page appears.
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

/** The script itself, with the query that Vite's development server adds, but not modules that import its URL. */
const worker = /\/pdfjs-dist\/build\/pdf\.worker\.mjs(\?worker_file.*)?$/;

/** Patches pdf.js's worker (Apache-2.0) during the build; fails if the code to patch has changed. */
export function findPagesDirectly(): Plugin {
  return {
    name: 'find-pages-directly',
    transform(code, id) {
      if (!worker.test(id)) return;
      let changed = code;
      for (const { before, insert } of changes) {
        if (code.split(before).length !== 2)
          this.error(`pdf.js ${version} must contain this exactly once; adapt web/pdfjs.ts: ${before}`);
        changed = changed.replace(before, () => `/* Changed in Lectern. */ ${insert}${before}`);
      }
      return { code: changed, map: null };
    },
  };
}

/** URL of these files: in the build, or in the package for Vite's development server. */
export const pdfjsFiles = (command: 'build' | 'serve'): string =>
  command === 'build' ? `/assets/pdfjs-${version}/` : `/@fs${folder}/`;
