import path from 'node:path'
import type { Arrived } from '../files/files.ts'
import { typeOfContent } from '../files/type-of-content.ts'
import { said } from '../said/said.ts'
import type { Said } from '../said/sayer.ts'

/** What a file holds whose name ends so; photos of phones are often another kind of picture than they say. */
const promised: Readonly<Record<string, RegExp>> = {
  '.pdf': /^application\/pdf$/,
  ...Object.fromEntries(
    ['.png', '.jpg', '.jpeg', '.gif', '.webp', '.tif', '.tiff', '.bmp', '.heic'].map((end) => [
      end,
      /^image\//,
    ]),
  ),
  ...Object.fromEntries(
    ['.docx', '.xlsx', '.pptx', '.odt', '.ods'].map((end) => [end, /zip|openxml|opendocument/]),
  ),
}

const programs =
  /^application\/(x-msdownload|x-elf|x-mach-binary|java-vm|x-msi|vnd\.microsoft\.portable-executable)$/
const programNames = /\.(exe|com|bat|cmd|scr|pif|msi|jar|js|jse|vbs|vbe|wsf|hta|ps1|lnk|sh|app|apk)$/i

/** Why a paper from outside is not taken: it is empty, a program, or not what its name says. */
export async function paperFault(
  { head, size }: Pick<Arrived, 'head' | 'size'>,
  name: string,
): Promise<{ readonly code: string; readonly message: Said } | null> {
  if (size === 0) return { code: 'empty', message: said('This file is empty. Choose another.') }
  const type = await typeOfContent(head, name)
  if (programs.test(type) || programNames.test(name.trim()))
    return {
      code: 'program',
      message: said('Programs are not taken. Send a PDF, a picture or a document of an office program.'),
    }
  const holds = promised[path.extname(name.trim()).toLowerCase()]
  // Some programs write a few bytes before the beginning of a PDF.
  if (!holds || holds.test(type) || (holds === promised['.pdf'] && head.includes('%PDF-'))) return null
  return {
    code: 'otherContent',
    message: said('This file is not what its name says. Send it as it was made, or as a PDF.'),
  }
}
