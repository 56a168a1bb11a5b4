/**
 * What stood behind the `?` when the page was opened, letter by letter: the router reads numbers out of it
 * and writes them anew, and what a provider sent back must come to the server as it was sent.
 */
export const arrivedWith = location.search.slice(1)
