import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Figure } from './run.ts'

/** From the command to “ready” on an empty folder, and what the idle server process holds in memory. */
export async function measureColdStart({
  folder,
  report,
}: {
  folder: string
  report: (figure: Figure) => void
}): Promise<void> {
  const began = performance.now()
  const child = spawn(path.join(import.meta.dirname, '..', 'bin', 'kontor'), ['start'], {
    env: { ...process.env, KONTOR_DATA: path.join(folder, 'cold'), PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  try {
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (piece: Buffer) => piece.toString().includes('Kontor is ready') && resolve())
      child.once('exit', (code) => reject(new Error(`Kontor ended with ${code} while starting.`)))
    })
    const seconds = (performance.now() - began) / 1000
    report({
      work: 'cold start to ready',
      parties: 0,
      value: seconds,
      unit: 's',
      reach: '≤ 4',
      reached: seconds <= 4,
      detail: 'installed, empty folder, web app built',
    })
    await new Promise((resolve) => setTimeout(resolve, 5_000))
    const mebibytes = residentBytes(child.pid ?? 0) / 1024 ** 2
    report({
      work: 'memory of the idle server process',
      parties: 0,
      value: mebibytes,
      unit: 'MiB',
      reach: '≤ 200',
      reached: mebibytes <= 200,
      detail: 'resident, 5 s after the start',
    })
  } finally {
    child.kill('SIGTERM')
    await new Promise((resolve) => child.once('exit', resolve))
  }
}

/** Linux says it in /proc; elsewhere the figure is left at zero. */
function residentBytes(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
  } catch {
    // There is no /proc on this system.
    return 0
  }
}
