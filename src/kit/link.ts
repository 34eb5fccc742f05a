/*
 * Addresses that people follow. Looked at by their form: to build a URL costs more than the commands that read the
 * settings can spare.
 */

const web = /^https?:\/\/[^\s\p{C}<>"]{1,2000}$/iu
const mail = /^mailto:[^\s\p{C}<>"@]{1,200}@[^\s\p{C}<>"@]{1,500}$/iu

/** Whether this is an address on the web. */
export function isWebLink(typed: string): boolean {
  return web.test(typed)
}

/** Whether this is an address on the web, or one to which a mail can be begun. */
export function isWebOrMailLink(typed: string): boolean {
  return web.test(typed) || mail.test(typed)
}
