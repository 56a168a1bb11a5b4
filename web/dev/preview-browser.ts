import { fileURLToPath } from 'node:url'
import { build, preview } from 'vite'
import { launchBrowser } from '../../testing/launch-browser.ts'

/**
 * The policy that the server sends too, so that a style or script in the page itself would be seen to fail.
 */
const policy = "default-src 'self'; base-uri 'self'; object-src 'none'; frame-ancestors 'none'"

/** The preview, built and served, with a browser to look at it. */
export async function previewInBrowser() {
  const configFile = fileURLToPath(new URL('./vite.config.ts', import.meta.url))
  await build({ configFile, logLevel: 'error' })
  const server = await preview({
    configFile,
    logLevel: 'warn',
    preview: { port: 0, host: '127.0.0.1', headers: { 'content-security-policy': policy } },
  })
  const { port } = server.httpServer.address() as { port: number }
  const browser = await launchBrowser()
  return {
    browser,
    address: `http://127.0.0.1:${port}`,
    async close() {
      await browser.close()
      await new Promise((resolve) => server.httpServer.close(resolve))
    },
  }
}
