import { serveThread } from '../threads/serve-thread.ts'
import { reckoning } from './reckoning.ts'

serveThread(reckoning())
