export { enHelp as deHelp } from '../en/help'
