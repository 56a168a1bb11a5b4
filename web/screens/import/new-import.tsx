import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { FileSpreadsheet } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DescribedObject } from '../../api/model.ts'
import { useModel } from '../../api/model.ts'
import { problemWords } from '../../api/problem-words.ts'
import { PathHead } from '../../app/head.tsx'
import { NotThere } from '../../app/page-states.tsx'
import { useShell } from '../../app/shell.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Select } from '../../ui/select.tsx'
import { useIsPhone } from '../../ui/use-media.ts'
import { importApi, importQuery } from './import-api.ts'
import { ImportStepsLine } from './import-steps-line.tsx'

/** The first step: say into what, and drop the file. */
export function NewImport({ object }: { object: string | undefined }) {
  const { t } = useTranslation()
  const open = useImportable()
  const phone = useIsPhone()
  const first = open.find((each) => each.name === object || each.path === object) ?? open[0]
  const [chosen, setChosen] = useState(first?.name ?? null)
  const { upload, take, file } = useUpload(chosen)
  if (!first) return <NotThere right={t('values.rights.import')} />
  return (
    <>
      <PathHead
        path={[{ label: t('frame.imports'), href: '/imports' }]}
        title={t('import.new')}
        middle={phone ? undefined : <ImportStepsLine at="file" />}
      />
      {phone && (
        <div className="import-steps">
          <ImportStepsLine at="file" />
        </div>
      )}
      <div className="work import-start">
        <FieldFrame label={t('import.into')}>
          <Select
            value={chosen}
            options={open.map(({ name, plural }) => ({ value: name, label: plural }))}
            onChange={(value) => value && setChosen(value)}
          />
        </FieldFrame>
        <DropZone busy={upload.isPending} name={file} onFile={take} />
        {upload.error && (
          <Note tone="bad" title={t('import.uploadFailed')}>
            {problemWords(upload.error, t)}
          </Note>
        )}
        <p className="t3 s">{t('import.nothingWrittenYet')}</p>
      </div>
    </>
  )
}

/** What a file may be brought into; what stands in the menu comes first, as it is meant most often. */
function useImportable(): DescribedObject[] {
  const places = useShell().menu.flatMap(({ items }) => items.map(({ key }) => key))
  const placeOf = (name: string) => places.indexOf(name) + 1 || places.length + 1
  return useModel()
    .objects.filter((each) => each.may.includes('import') && !each.owned)
    .toSorted((one, other) => placeOf(one.name) - placeOf(other.name))
}

function useUpload(object: string | null) {
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [file, setFile] = useState<string | null>(null)
  const upload = useMutation({
    mutationFn: (given: File) => importApi.upload(object ?? '', given),
    onSuccess(view) {
      queries.setQueryData(importQuery(view.id).queryKey, view)
      void queries.invalidateQueries({ queryKey: ['imports'] })
      void navigate({
        to: '/imports/$importId',
        params: { importId: view.id },
        search: { step: 'file' },
        replace: true,
      })
    },
  })
  const take = (given: File) => {
    setFile(given.name)
    upload.mutate(given)
  }
  return { upload, take, file }
}

function DropZone({
  busy,
  name,
  onFile,
}: {
  busy: boolean
  name: string | null
  onFile: (file: File) => void
}) {
  const { t } = useTranslation()
  const [over, setOver] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  return (
    <div
      className={`import-drop ${over ? 'over' : ''}`}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        const [file] = event.dataTransfer.files
        if (file && !busy) onFile(file)
      }}
    >
      <Icon of={FileSpreadsheet} size="l" />
      <p className="b">{busy ? t('import.reading', { name: name ?? '' }) : t('import.drop')}</p>
      <p className="t3 s">{t('import.dropWhat')}</p>
      <input
        ref={input}
        className="unseen"
        type="file"
        tabIndex={-1}
        aria-hidden="true"
        accept=".csv,.txt,.tsv,.xlsx,text/csv"
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file) onFile(file)
          event.target.value = ''
        }}
      />
      <Button look="primary" size="tall" busy={busy} onClick={() => input.current?.click()}>
        {t('import.chooseFile')}
      </Button>
    </div>
  )
}
