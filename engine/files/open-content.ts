import path from 'node:path'
import type { ContentStore } from './content-store.ts'
import { diskStore } from './disk-store.ts'
import { s3Store } from './s3-store.ts'

/** Where an installation keeps the bytes of its files: object storage that is named, or its data folder. */
export function openContent(dataFolder: string, url?: string): ContentStore {
  return url ? s3Store(url) : diskStore(path.join(dataFolder, 'files'))
}
