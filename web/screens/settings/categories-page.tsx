import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../api/client.ts'
import { problemWords } from '../../api/problem-words.ts'
import { LoadFailed } from '../../app/page-states.tsx'
import { toastWithUndo } from '../../api/undo.ts'
import { Note } from '../../ui/band.tsx'
import { Button } from '../../ui/button.tsx'
import { FieldFrame } from '../../ui/field-frame.tsx'
import { TextInput } from '../../ui/text-input.tsx'
import { categoryTree, isBelow, type Category, type Leaf } from './category-tree.ts'
import { FormDialog } from './form-dialog.tsx'
import { SettingsPage } from './settings-page.tsx'

type Asked = { id: string | null; parent: string | null; name: string }

/** The tree of categories: added, renamed, and moved by keys or by dragging. */
export function CategoriesPage() {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [asked, setAsked] = useState<Asked | null>(null)
  const [dragged, setDragged] = useState<string | null>(null)
  const [over, setOver] = useState<string | null>(null)
  const [problem, setProblem] = useState<string | null>(null)
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['list', 'categories'],
    queryFn: () => api.get<{ items: Category[] }>('/categories', { query: { limit: 200, sort: 'name' } }),
  })
  if (error && !data) return <LoadFailed error={error} reset={() => void refetch()} />
  const leaves = categoryTree(data?.items ?? [])
  const move = async (leaf: Leaf, parent: string | null) => {
    setProblem(null)
    try {
      const { change } = await api.patch(`/categories/${leaf.id}`, { parent })
      toastWithUndo(queries, t('settings.moved', { title: leaf.name }), change)
      await queries.invalidateQueries({ queryKey: ['list'] })
    } catch (error) {
      setProblem(problemWords(error, t))
    }
  }
  const drop = (onto: Leaf) => {
    const leaf = leaves.find(({ id }) => id === dragged)
    setDragged(null)
    setOver(null)
    if (leaf && leaf.id !== onto.id && !isBelow(leaves, onto.id, leaf.id)) void move(leaf, onto.id)
  }
  const onKeyDown = (leaf: Leaf) => (event: KeyboardEvent) => {
    if (event.key === 'F2') setAsked({ id: leaf.id, parent: leaf.parent, name: leaf.name })
    else if (event.altKey && event.key === 'ArrowRight' && leaf.above) void move(leaf, leaf.above)
    else if (event.altKey && event.key === 'ArrowLeft' && leaf.parent) void move(leaf, leaf.grandparent)
    else return
    event.preventDefault()
  }
  const add = (parent: string | null) => setAsked({ id: null, parent, name: '' })
  return (
    <SettingsPage
      page="categories"
      actions={
        <Button look="primary" icon={Plus} onClick={() => add(null)}>
          {t('settings.newCategory')}
        </Button>
      }
    >
      {problem && <Note tone="bad">{problem}</Note>}
      {leaves.length > 0 && <p className="t2 settings-lead">{t('settings.treeHint')}</p>}
      {leaves.length === 0 && (
        <p className="t3 settings-lead">{isPending ? t('kit.loading') : t('settings.noCategories')}</p>
      )}
      <ul className="category-tree">
        {leaves.map((leaf) => (
          <li
            key={leaf.id}
            className={`category-line ${over === leaf.id && dragged !== leaf.id ? 'over' : ''}`}
            style={{ paddingLeft: leaf.depth * 24 }}
            draggable
            onDragStart={() => setDragged(leaf.id)}
            onDragEnd={() => (setDragged(null), setOver(null))}
            onDragOver={(event) => (event.preventDefault(), setOver(leaf.id))}
            onDrop={() => drop(leaf)}
          >
            <Link
              className="b grow cut"
              to="/settings/$page/$item"
              params={{ page: 'categories', item: `categories.${leaf.id}` }}
              onKeyDown={onKeyDown(leaf)}
            >
              {leaf.name}
            </Link>
            <Button
              size="small"
              look="ghost"
              onClick={() => setAsked({ id: leaf.id, parent: leaf.parent, name: leaf.name })}
            >
              {t('settings.rename')}
            </Button>
            <Button size="small" look="ghost" onClick={() => add(leaf.id)}>
              {t('settings.below')}
            </Button>
          </li>
        ))}
      </ul>
      {asked && <NameCategory asked={asked} onClose={() => setAsked(null)} />}
    </SettingsPage>
  )
}

function NameCategory({ asked, onClose }: { asked: Asked; onClose: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [name, setName] = useState(asked.name)
  const save = async () => {
    const { change } = asked.id
      ? await api.patch(`/categories/${asked.id}`, { name })
      : await api.act('/categories', { name, ...(asked.parent ? { parent: asked.parent } : {}) })
    toastWithUndo(queries, t('settings.kept'), change)
    await queries.invalidateQueries({ queryKey: ['list'] })
  }
  return (
    <FormDialog
      title={asked.id ? t('settings.rename') : t('settings.newCategory')}
      does={t(asked.id ? 'settings.rename' : 'settings.addIt')}
      onSave={save}
      onClose={onClose}
    >
      {(faultOf) => (
        <FieldFrame label={t('settings.label')} required problem={faultOf('name')}>
          <TextInput value={name} onChange={setName} autoFocus />
        </FieldFrame>
      )}
    </FormDialog>
  )
}
