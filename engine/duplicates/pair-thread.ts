import { serveThread } from '../threads/serve-thread.ts'
import { reckonPairs } from './pair-reckoning.ts'

serveThread(reckonPairs)
