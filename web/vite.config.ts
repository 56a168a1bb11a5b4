import react from '@vitejs/plugin-react'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { defineConfig } from 'vite'
import type { Plugin } from 'vite'

const web = fileURLToPath(new URL('.', import.meta.url))

/**
 * How the web app is built: hashed files under dist/assets, and a page that a content policy
 * without 'unsafe-inline' serves as it is.
 */
export default defineConfig({
  root: web,
  plugins: [react(), preloadLatinFont(), compressed()],
  build: {
    target: 'es2023',
    // A policy of `font-src 'self'` and `img-src 'self'` leaves no room for data addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    chunkSizeWarningLimit: 900,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // Many small files compress worse than few: what nearly every page draws with is one.
            {
              name: 'libraries',
              test: /node_modules\/(react|react-dom|scheduler|@tanstack|i18next|react-i18next)\//,
            },
            { name: 'kit', test: /\/(web\/(ui|fields|format|api)|lucide-react)\//, minShareCount: 3 },
          ],
        },
      },
      // The model is pure: of its one face only what is used is taken along.
      treeshake: { moduleSideEffects: [{ test: /\/model\/|decimal\.js/, sideEffects: false }] },
      onwarn(warning, warn) {
        // Libraries mark files for React servers; in a browser the mark means nothing.
        if (warning.code !== 'MODULE_LEVEL_DIRECTIVE') warn(warning)
      },
    },
  },
  server: {
    proxy: { '/api': process.env.KONTOR_ORIGIN ?? 'http://localhost:4000' },
  },
})

/** Beside each file that shrinks lies its compressed form, which the server hands out to whoever takes it. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    async writeBundle({ dir }, bundle) {
      const files = Object.keys(bundle).filter((file) => /\.(js|css|html|svg)$/.test(file))
      await Promise.all(
        files.map(async (file) => {
          const place = path.join(dir ?? '', file)
          const content = await readFile(place)
          if (content.length < smallest) return
          const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }
          await writeFile(`${place}.br`, await brotli(content, quality))
          await writeFile(`${place}.gz`, await zip(content, { level: 9 }))
        }),
      )
    },
  }
}

/** Below this many bytes a file fits one packet as it is. */
const smallest = 1_000
const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** Nearly every screen shows Latin letters, so only that part of Inter is asked for before the styles. */
export function preloadLatinFont(): Plugin {
  return {
    name: 'preload-latin-font',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const font = Object.keys(bundle ?? {}).find((file) => /inter-latin-wght-normal.*\.woff2$/.test(file))
        if (!font) return html
        return [
          {
            tag: 'link',
            attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `/${font}` },
            injectTo: 'head-prepend',
          },
        ]
      },
    },
  }
}
