/*
 * Addresses that people follow. Looked at by their form: to build a URL costs more than the commands that read the
 * settings can spare, and so does to read these expressions where no address is looked at.
 */

/** Whether this is an address on the web. */
export function isWebLink(typed: string): boolean {
  return /^https?:\/\/[^\s\p{C}<>"]{1,2000}$/iu.test(typed)
}

/** Whether this is an address on the web, or one to which a mail can be begun. */
export function isWebOrMailLink(typed: string): boolean {
  return isWebLink(typed) || /^mailto:[^\s\p{C}<>"@]{1,200}@[^\s\p{C}<>"@]{1,500}$/iu.test(typed)
}
