/** What the API calls the deletion of many, which no action of an object is named. */
export const deletion = 'delete'
