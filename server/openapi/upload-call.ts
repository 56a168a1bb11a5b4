import { component, operation } from './operation.ts'

/** How a file comes in, described in the place of the creation of other records. */
export const uploadCall = operation({
  id: 'upload.file',
  tag: 'File',
  summary: 'Uploads a file, to be named by a record.',
  upload: true,
  status: 201,
  answer: component('schemas', 'File'),
  tried: true,
  problems: [403, 413, 415, 422],
})
