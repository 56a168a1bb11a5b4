import { useModel } from '../../api/model.ts'
import { LinkDialog } from '../card/link-dialog.tsx'
import { partnerLinks } from '../card/partner-links.ts'
import type { List } from './use-list.ts'

/** Ties two partners from the list of one side: both are chosen. The dialog’s name says by which link. */
export function LinkFromList({ list }: { list: List }) {
  const links = partnerLinks(useModel(), list.object)
  const of = links.find(({ link }) => list.search.dialog === `link-${link.name}`)
  return of ? <LinkDialog of={of} from={null} onClose={() => list.go({ dialog: undefined })} /> : null
}
