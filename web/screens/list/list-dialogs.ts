import { lazy } from 'react'

const parts = {
  asOf: () => import('./as-of-band.tsx'),
  bin: () => import('./bin-dialog.tsx'),
  bulk: () => import('./bulk-dialog.tsx'),
  difference: () => import('./difference-dialog.tsx'),
  export: () => import('./export-dialog.tsx'),
  filter: () => import('./filter-builder.tsx'),
  link: () => import('./link-from-list.tsx'),
  paste: () => import('./paste-dialog.tsx'),
  print: () => import('./print-list.tsx'),
  saveView: () => import('./save-view-dialog.tsx'),
}

// What opens over a list is fetched when it is first opened; the list itself is there sooner.
export const AsOfBand = lazy(async () => ({ default: (await parts.asOf()).AsOfBand }))
export const BinDialog = lazy(async () => ({ default: (await parts.bin()).BinDialog }))
export const BulkDialog = lazy(async () => ({ default: (await parts.bulk()).BulkDialog }))
export const DifferenceDialog = lazy(async () => ({ default: (await parts.difference()).DifferenceDialog }))
export const ExportDialog = lazy(async () => ({ default: (await parts.export()).ExportDialog }))
export const FilterBuilder = lazy(async () => ({ default: (await parts.filter()).FilterBuilder }))
export const FilterSentences = lazy(async () => ({ default: (await parts.filter()).FilterSentences }))
export const LinkFromList = lazy(async () => ({ default: (await parts.link()).LinkFromList }))
export const PasteDialog = lazy(async () => ({ default: (await parts.paste()).PasteDialog }))
export const PrintList = lazy(async () => ({ default: (await parts.print()).PrintList }))
export const SaveViewDialog = lazy(async () => ({ default: (await parts.saveView()).SaveViewDialog }))

/** Fetches all of them, before one is missed without a connection. */
export async function bringDialogs(): Promise<void> {
  await Promise.all(Object.values(parts).map((part) => part()))
}
