type Make = (place: string, body: object) => Promise<unknown>

/** An object, lines of it and fields that were added at run time stand beside the built-in ones. */
export async function makeCatalog(make: Make): Promise<void> {
  await make('objects', { name: 'project', label: 'Project', plural: 'Projects' })
  await make('objects', { name: 'step', label: 'Step', plural: 'Steps', ownedBy: 'x_project' })
  const field = (object: string, given: object) => make(`objects/${object}/fields`, given)
  await field('x_step', { type: 'text', name: 'stage', label: 'Stage' })
  await field('x_project', {
    type: 'collection',
    name: 'step',
    label: 'Steps',
    of: 'x_step',
    via: 'x_project',
    owned: true,
  })
  await field('x_project', {
    type: 'reference',
    name: 'customer',
    label: 'Customer',
    to: 'customer',
    seenWith: true,
  })
  await field('x_project', { type: 'reference', name: 'lead', label: 'Lead', to: 'user' })
  await field('x_project', { type: 'reference', name: 'post', label: 'Post', to: 'post' })
  await field('x_project', { type: 'money', name: 'budget', label: 'Budget' })
  await field('x_project', { type: 'day', name: 'due', label: 'Due' })
  await field('x_project', { type: 'text', name: 'code', label: 'Code', unique: true })
  await field('x_project', { type: 'longText', name: 'memo', label: 'Memo' })
  await field('x_project', {
    type: 'formula',
    name: 'twice',
    label: 'Twice',
    gives: 'money',
    formula: 'x_budget * 2',
  })
  await field('customer', { type: 'integer', name: 'rating', label: 'Rating' })
  await field('customer', {
    type: 'formula',
    name: 'room',
    label: 'Room',
    gives: 'money',
    formula: 'creditLimit * 2',
  })
}
