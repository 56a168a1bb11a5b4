import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'

/** The preview of the kit on invented data, never shipped: `vite web/dev`. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  publicDir: fileURLToPath(new URL('../public', import.meta.url)),
  cacheDir: '/tmp/kontor-preview-vite',
  plugins: [react()],
  build: { outDir: '/tmp/kontor-preview', emptyOutDir: true },
})
