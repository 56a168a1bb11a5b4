import type { Module } from '#engine'
import { parties } from './parties/index.ts'

/** The modules of the business, lower ones first: a module may know those before it. */
export const modules: readonly Module[] = [parties]
