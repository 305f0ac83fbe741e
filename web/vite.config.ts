import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type Rolldown } from 'vite';
import { compression, defineAlgorithm } from 'vite-plugin-compression2';
import { liveAtAnyPath } from './base-path.ts';
import { checkTranslations } from './check-translations.ts';
import { nameEarlyFiles, paintBeforeStyles } from './first-paint.ts';
import { stylesOfUsedComponents } from './mantine-styles.ts';
import { copyPdfjsFiles, findPagesDirectly, pdfjsFiles } from './pdfjs.ts';

/** What the first page needs comes in one script: a request costs a slow line more than some more bytes. */
const firstPage: Rolldown.CodeSplittingGroup = { name: 'app', tags: ['$initial'], priority: 1 };
/** What the reader shares with other pages, above all menus, tooltips and dialogs: in one file, as requests cost. */
const layers: Rolldown.CodeSplittingGroup = {
  name: 'layers',
  test: new RegExp(
    [
      '/@mantine/core/esm/components/(Drawer|Menu|Modal|Popover|Progress|Tabs|Tooltip)/',
      '/@tanstack/((react-)?virtual|react-query/.*/useQueries)',
      '/web/src/(features/reader/comparison/lazy-comparison|lib/i18n/pick-text|ui/(later-icons|refusals))[.]ts$',
    ].join('|'),
  ),
};
/** The reader and pdf.js, which it is nothing without. */
const pdfEngine: Rolldown.CodeSplittingGroup = {
  name: 'pdf-engine',
  test: /\/pdfjs-dist\/|\/reader\/(viewer\/pdf-engine|reader-page)\.tsx?$/,
};
/**
 * What the client library imports only for an upload comes with the pages that upload: a file that a page does not have yet
 * may be gone after an update.
 */
const uploads: Rolldown.CodeSplittingGroup = {
  name: 'uploads',
  test: /\/(web\/src\/features\/uploads\/use-queue|client\/src\/(upload|put-bytes|hash-blob|sha256))[.]ts$/,
};
/** The small pieces that other pages share come in another one, and not in one each. */
const sharedPieces: Rolldown.CodeSplittingGroup = { name: 'shared', minShareCount: 3, maxModuleSize: 6000 };

/** The best takes ten times as long as one that makes files 8 % larger, which whoever tries the demo does not wait for. */
const brotli = (mode: string) =>
  defineAlgorithm('brotliCompress', {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: mode === 'quick' ? 9 : constants.BROTLI_MAX_QUALITY,
    },
  });

/** The licence of the typeface goes where it goes. */
const typefaceLicense = (): Plugin => ({
  name: 'typeface-license',
  generateBundle() {
    const license = createRequire(import.meta.url).resolve('@fontsource-variable/figtree/LICENSE');
    this.emitFile({ type: 'asset', fileName: 'assets/figtree-OFL.txt', source: readFileSync(license) });
  },
});

export default defineConfig(({ mode, command }) => ({
  plugins: [
    react(),
    liveAtAnyPath(),
    checkTranslations(),
    copyPdfjsFiles(),
    findPagesDirectly(),
    stylesOfUsedComponents(),
    paintBeforeStyles(),
    nameEarlyFiles(),
    typefaceLicense(),
    compression({
      algorithms: [brotli(mode), 'gzip'],
      include: /\.(?:js|mjs|css|html|json|svg|wasm|bcmap)$/,
      threshold: 1024,
    }),
  ],
  worker: { format: 'es', plugins: () => [findPagesDirectly()] },
  define: { 'import.meta.env.PDFJS_FILES': JSON.stringify(pdfjsFiles(command)) },
  // The server puts a fresh nonce in its place, in every reply.
  html: { cspNonce: 'LECTERN_CSP_NONCE' },
  build: {
    target: 'es2024',
    // Inlined, a file would need `data:` in the policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      // Whoever starts the demo waits for the build, and need not hear which part of it takes longest. What compares texts
      // comes with pdf.js, which it needs, whoever imports it.
      checks: { bundlerTimings: false, ineffectiveDynamicImport: false },
      output: {
        entryFileNames: 'assets/app-[hash].js',
        codeSplitting: { groups: [firstPage, layers, uploads, sharedPieces, pdfEngine] },
      },
    },
  },
}));
