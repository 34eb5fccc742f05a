import { spawn } from 'node:child_process'

/**
 * Opens a link in the person's browser, where there is a screen to show one; false where there is none. Nothing is waited
 * for: the browser lives on its own.
 */
export async function openLink(
  url: string,
  environment: Readonly<Record<string, string | undefined>>,
  platform: string,
): Promise<boolean> {
  const hasScreen = platform === 'darwin' || Boolean(environment.DISPLAY) || Boolean(environment.WAYLAND_DISPLAY)
  if (!hasScreen) return false
  const opener = spawn(platform === 'darwin' ? 'open' : 'xdg-open', [url], { detached: true, stdio: 'ignore' })
  return new Promise((resolve) => {
    opener.once('error', () => resolve(false))
    opener.once('spawn', () => {
      opener.unref()
      resolve(true)
    })
  })
}
