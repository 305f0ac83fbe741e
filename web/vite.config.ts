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

/** Everything for the first page in one script: on slow connections a request costs more than a few extra bytes. */
const firstPage: Rolldown.CodeSplittingGroup = { name: 'app', tags: ['$initial'], priority: 1 };
/** Code that the reader shares with other pages, mainly menus, tooltips and dialogs: one file saves requests. */
const layers: Rolldown.CodeSplittingGroup = {
  name: 'layers',
  test: new RegExp(
    [
      '/@mantine/core/esm/components/(Drawer|Menu|Modal|Popover|Progress|Tabs|Tooltip)/',
      '/@tanstack/((react-)?virtual|react-query/.*/useQueries)',
      '/web/src/(features/reader/comparison/lazy-comparison|lib/i18n/pick-text|ui/(page-icons|refusals))[.]ts$',
    ].join('|'),
  ),
};
/** The reader and pdf.js, which it always needs. */
const pdfEngine: Rolldown.CodeSplittingGroup = {
  name: 'pdf-engine',
  test: /\/pdfjs-dist\/|\/reader\/(viewer\/pdf-engine|reader-page)\.tsx?$/,
};
/**
 * Code that the client library imports only for uploads, bundled with the pages that upload: a file loaded later may be gone after an
 * update.
 */
const uploads: Rolldown.CodeSplittingGroup = {
  name: 'uploads',
  test: /\/(web\/src\/features\/uploads\/use-queue|client\/src\/(upload|put-bytes|hash-blob|sha256))[.]ts$/,
};
/** Small modules that other pages share, in one file instead of one each. */
const sharedPieces: Rolldown.CodeSplittingGroup = { name: 'shared', minShareCount: 3, maxModuleSize: 6000 };

/** The best quality takes ten times as long and saves 8 %, which isn't worth the wait for people who try the demo. */
const brotli = (mode: string) =>
  defineAlgorithm('brotliCompress', {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: mode === 'quick' ? 9 : constants.BROTLI_MAX_QUALITY,
    },
  });

/** The typeface's license must be delivered with it. */
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
  // The server replaces this with a fresh nonce in every reply.
  html: { cspNonce: 'LECTERN_CSP_NONCE' },
  build: {
    target: 'es2024',
    // An inlined file would need `data:` in the policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      // People who start the demo wait for the build, and don't need its timings. The module that compares texts always comes with pdf.js,
      // which it needs.
      checks: { bundlerTimings: false, ineffectiveDynamicImport: false },
      output: {
        entryFileNames: 'assets/app-[hash].js',
        codeSplitting: { groups: [firstPage, layers, uploads, sharedPieces, pdfEngine] },
      },
    },
  },
}));
